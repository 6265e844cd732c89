package emanet.store;

import emanet.fault.Fault;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of one bucket in S3, each sent with its SHA-256, which S3 checks and keeps.
///
/// The client retries what may pass within its own time-out (see `Clients` in wiring); what is left
/// after that is `Fault.Unavailable`.
public final class S3Objects implements Objects {
  private static final int CLIENT_ERROR = 400;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /// How often two writers that met are let try again before they are sent away.
  private static final int MEETINGS = 4;

  private static final String NOTHING = "*";

  private final S3Client client;
  private final String bucket;

  public S3Objects(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Put putOnce(String name, Bytes content, Optional<Instant> retainUntil) {
    var request = request(name).ifNoneMatch(NOTHING);
    retainUntil.ifPresent(until ->
        request.objectLockMode(ObjectLockMode.COMPLIANCE).objectLockRetainUntilDate(until));
    var once = request.build();
    return guarded(() -> {
      for (int meeting = 1; ; meeting++) {
        try {
          client.putObject(once, RequestBody.fromBytes(content.borrowed()));
          return Put.WRITTEN;
        } catch (S3Exception e) {
          if (e.statusCode() == PRECONDITION_FAILED) {
            return stored(name).equals(Optional.of(content)) ? Put.SAME : Put.OTHER;
          }
          // another put of the name was under way: 409 says that neither was decided
          if (e.statusCode() != CONFLICT || meeting == MEETINGS) {
            throw e;
          }
        }
      }
    });
  }

  @Override
  public void put(String name, Bytes content) {
    guarded(
        () -> client.putObject(request(name).build(), RequestBody.fromBytes(content.borrowed())));
  }

  @Override
  public Optional<Bytes> get(String name) {
    return guarded(() -> stored(name));
  }

  @Override
  public List<String> list(String prefix, Optional<String> after, int limit) {
    var request = ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).maxKeys(limit);
    after.ifPresent(request::startAfter);
    return guarded(() ->
        client.listObjectsV2(request.build()).contents().stream().map(S3Object::key).toList());
  }

  private PutObjectRequest.Builder request(String name) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(name)
        .checksumAlgorithm(ChecksumAlgorithm.SHA256);
  }

  private Optional<Bytes> stored(String name) {
    try {
      var answer = client.getObjectAsBytes(request -> request.bucket(bucket).key(name));
      return Optional.of(Bytes.owning(answer.asByteArrayUnsafe()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkClientException e) {
      throw Fault.Unavailable.shortly().exception(e);
    } catch (S3Exception e) {
      throw (passing(e) ? Fault.Unavailable.shortly() : new Fault.Internal()).exception(e);
    }
  }

  private static boolean passing(S3Exception e) {
    return e.isThrottlingException()
        || e.statusCode() >= SERVER_ERROR
        || e.statusCode() == TOO_MANY
        || e.statusCode() == CONFLICT
        || e.statusCode() < CLIENT_ERROR;
  }
}
