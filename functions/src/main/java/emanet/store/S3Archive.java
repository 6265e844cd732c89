package emanet.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Versions of objects of one bucket in S3.
public final class S3Archive implements Archive {
  private static final String INVALID = "InvalidArgument";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Supplier<S3Client> clients;
  private final String bucket;

  /// @param clients is asked for the client when it is first needed
  public S3Archive(Supplier<S3Client> clients, String bucket) {
    this.clients = clients;
    this.bucket = bucket;
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public Optional<Stored> find(String name) {
    return S3Objects.guarded(() -> {
      try {
        var head = clients.get().headObject(request -> request.bucket(bucket).key(name));
        return Optional.of(new Stored(name, head.versionId(), head.contentLength()));
      } catch (S3Exception e) {
        return absent(e);
      }
    });
  }

  @Override
  public Optional<InputStream> open(String name, String version) {
    return S3Objects.guarded(() -> {
      try {
        return Optional.of(
            clients
                .get()
                .getObject(request -> request.bucket(bucket).key(name).versionId(version)));
      } catch (S3Exception e) {
        return absent(e);
      }
    });
  }

  @Override
  public void retain(Stored object, Instant until) {
    S3Objects.guarded(() ->
        clients
            .get()
            .putObjectRetention(request ->
                request
                    .bucket(bucket)
                    .key(object.name())
                    .versionId(object.version())
                    .retention(lock ->
                        lock.mode(ObjectLockRetentionMode.COMPLIANCE).retainUntilDate(until))));
  }

  /// S3 counts deletion markers as it counts versions, and lists them before what they lie over: so
  /// pages are read until there are enough versions.
  @Override
  public List<Stored> versions(String prefix, int limit) {
    return S3Objects.guarded(() -> all(prefix).limit(limit).toList());
  }

  @Override
  public void visit(String prefix, Predicate<Stored> more) {
    S3Objects.guarded(() -> all(prefix).allMatch(more));
  }

  /// Page by page, as they are taken.
  private Stream<Stored> all(String prefix) {
    return clients
        .get()
        .listObjectVersionsPaginator(request -> request.bucket(bucket).prefix(prefix))
        .versions()
        .stream()
        .map(one -> new Stored(one.key(), one.versionId(), one.size()));
  }

  @Override
  public boolean destroy(Stored object) {
    return S3Objects.guarded(() -> {
      try {
        clients
            .get()
            .deleteObject(
                request -> request.bucket(bucket).key(object.name()).versionId(object.version()));
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == FORBIDDEN) {
          return false;
        }
        throw e;
      }
    });
  }

  /// What is not there; a version id that is none of this bucket's is an argument that S3 does not
  /// take. Other bad requests say nothing of the object: a key that is disabled, credentials that
  /// are over.
  private static <T> Optional<T> absent(S3Exception e) {
    var details = e.awsErrorDetails();
    boolean unknown = details != null && INVALID.equals(details.errorCode());
    if (e.statusCode() == NOT_FOUND || unknown) {
      return Optional.empty();
    }
    throw e;
  }
}
