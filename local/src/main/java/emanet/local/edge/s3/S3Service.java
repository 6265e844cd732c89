package emanet.local.edge.s3;

import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.Xml;
import java.time.InstantSource;
import java.util.UUID;

/// S3 as the edge has it: the engine, and in front of it Object Lock, the settings of buckets that
/// the engine does not know, and one writer of an object at a time.
public final class S3Service implements AwsService {
  private final Engine engine = new Engine();
  private final Objects objects;
  private final Buckets buckets;

  public S3Service(InstantSource clock) {
    var locks = new Locks(clock);
    objects = new Objects(engine, locks);
    buckets = new Buckets(engine, locks);
  }

  @Override
  public String operation(Call call) {
    return Target.of(call.path())
        .operation(call.method(), call.parameters(), call.header("x-amz-copy-source").isPresent());
  }

  @Override
  public Answer answer(Call call) {
    var ask = new Ask(call, Target.of(call.path()));
    var operation = operation(call);
    return switch (operation) {
      case "PutObject", "CopyObject" -> objects.write(ask);
      case "CreateMultipartUpload" -> objects.beginUpload(ask);
      case "CompleteMultipartUpload" -> objects.completeUpload(ask);
      case "GetObject", "HeadObject" -> objects.read(ask);
      case "DeleteObject" -> objects.delete(ask);
      case "DeleteObjects" -> objects.deleteMany(ask);
      case "PutObjectRetention" -> objects.putRetention(ask);
      case "GetObjectRetention" -> objects.retention(ask);
      case "PutObjectLegalHold" -> objects.putHold(ask);
      case "GetObjectLegalHold" -> objects.hold(ask);
      case "CreateBucket" -> buckets.create(ask);
      case "DeleteBucket" -> buckets.delete(ask);
      case "PutBucketVersioning" -> buckets.putVersioning(ask);
      case "PutObjectLockConfiguration" -> buckets.putLockConfiguration(ask);
      case "GetObjectLockConfiguration" -> buckets.lockConfiguration(ask);
      default -> buckets.setting(ask).orElseGet(() -> ask.forwarded(engine));
    };
  }

  /// Puts an object that another service of the edge writes.
  public void store(String bucket, String key, byte[] content) {
    objects.store(bucket, key, content);
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    if (call.method().equals("HEAD")) {
      return Answer.empty(failure.status());
    }
    var id = UUID.randomUUID().toString();
    return Answer.xml(
            failure.status(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                + Xml.element("Code", failure.code())
                + Xml.element("Message", failure.message())
                + Xml.element("RequestId", id)
                + "</Error>")
        .with("Content-Type", "application/xml")
        .with("x-amz-request-id", id);
  }

  @Override
  public void close() {
    engine.close();
  }
}
