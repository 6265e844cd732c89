package emanet.store;

import emanet.values.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Large objects of one bucket in S3.
public final class S3Uploads implements Uploads {
  private static final String MEDIA_TYPE = "application/zip";

  private final S3Client client;
  private final S3Presigner presigner;
  private final String bucket;

  public S3Uploads(S3Client client, S3Presigner presigner, String bucket) {
    this.client = client;
    this.presigner = presigner;
    this.bucket = bucket;
  }

  @Override
  public String begin(String name) {
    return S3Objects.guarded(() ->
        client
            .createMultipartUpload(
                request -> request.bucket(bucket).key(name).contentType(MEDIA_TYPE))
            .uploadId());
  }

  @Override
  public void part(String name, String upload, int number, Bytes content) {
    var _ =
        S3Objects.guarded(() ->
            client.uploadPart(
                request -> request.bucket(bucket).key(name).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content.borrowed())));
  }

  @Override
  public void complete(String name, String upload) {
    S3Objects.guarded(() -> {
      try {
        var parts =
            client
                .listPartsPaginator(request -> request.bucket(bucket).key(name).uploadId(upload))
                .parts()
                .stream()
                .map(S3Uploads::completed)
                .toList();
        return client.completeMultipartUpload(request ->
            request
                .bucket(bucket)
                .key(name)
                .uploadId(upload)
                .multipartUpload(whole -> whole.parts(parts)));
      } catch (NoSuchUploadException e) {
        // it was completed, and the answer lost
        return length(name).orElseThrow(() -> e);
      }
    });
  }

  private static CompletedPart completed(Part part) {
    return CompletedPart.builder().partNumber(part.partNumber()).eTag(part.eTag()).build();
  }

  @Override
  public Optional<Long> length(String name) {
    return S3Objects.guarded(() -> {
      try {
        return Optional.of(
            client.headObject(request -> request.bucket(bucket).key(name)).contentLength());
      } catch (NoSuchKeyException e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public URI link(String name, Duration life, String fileName) {
    var signed =
        presigner.presignGetObject(request ->
            request
                .signatureDuration(life)
                .getObjectRequest(get ->
                    get.bucket(bucket)
                        .key(name)
                        .responseContentDisposition("attachment; filename=\"" + fileName + "\"")));
    return URI.create(signed.url().toExternalForm());
  }
}
