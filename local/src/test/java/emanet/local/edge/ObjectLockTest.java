package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectLockTest {
  private final S3Client s3 = TestEdge.client(S3Client.builder(), "eu-central-1");

  private static String locked(S3Client client) {
    var bucket = "b-" + UUID.randomUUID();
    client.createBucket(r -> r.bucket(bucket).objectLockEnabledForBucket(true));
    return bucket;
  }

  private static String put(S3Client client, String bucket, String key, Instant until) {
    return client
        .putObject(
            r ->
                r.bucket(bucket)
                    .key(key)
                    .objectLockMode(ObjectLockMode.COMPLIANCE)
                    .objectLockRetainUntilDate(until),
            RequestBody.fromString("kept"))
        .versionId();
  }

  private static void assertDenied(Callable<?> call) {
    assertFails("AccessDenied", 403, call);
  }

  private static void assertFails(String code, int status, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }

  private static Instant inDays(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  @Test
  void aLockedVersionStaysUntilTheClockHasPassed() {
    try (var edge = Edge.start(EdgeOptions.anyPort());
        var own = TestEdge.client(edge, S3Client.builder(), "eu-central-1")) {
      var bucket = locked(own);
      var version = put(own, bucket, "erasures/1", inDays(2));
      assertDenied(
          () -> own.deleteObject(r -> r.bucket(bucket).key("erasures/1").versionId(version)));
      TestEdge.control(edge, "POST", "clock", "{\"advance\":\"P1D\"}");
      assertDenied(
          () -> own.deleteObject(r -> r.bucket(bucket).key("erasures/1").versionId(version)));
      TestEdge.control(edge, "POST", "clock", "{\"advance\":\"P1DT1M\"}");
      own.deleteObject(r -> r.bucket(bucket).key("erasures/1").versionId(version));
      assertFails(
          "NoSuchKey", 404, () -> own.getObjectAsBytes(r -> r.bucket(bucket).key("erasures/1")));
    }
  }

  @Test
  void aMarkerHidesButTakesNothingAway() {
    var bucket = locked(s3);
    var version = put(s3, bucket, "a", inDays(2));
    s3.deleteObject(r -> r.bucket(bucket).key("a"));
    assertFails("NoSuchKey", 404, () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a")));
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").versionId(version)).asUtf8String())
        .isEqualTo("kept");
  }

  @Test
  void aSecondObjectOfTheNameIsAVersionOfItsOwn() {
    var bucket = locked(s3);
    var first = put(s3, bucket, "a", inDays(2));
    var second =
        s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromString("newer")).versionId();
    assertThat(second).isNotEqualTo(first);
    s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(second));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("a")).asUtf8String())
        .isEqualTo("kept");
  }

  @Test
  void ofManyDeletionsTheLockedAreNamed() {
    var bucket = locked(s3);
    var version = put(s3, bucket, "a & b", inDays(2));
    var free = s3.putObject(r -> r.bucket(bucket).key("free"), RequestBody.empty()).versionId();
    var answer =
        s3.deleteObjects(r ->
            r.bucket(bucket)
                .delete(
                    Delete.builder()
                        .objects(
                            ObjectIdentifier.builder().key("a & b").versionId(version).build(),
                            ObjectIdentifier.builder().key("free").versionId(free).build())
                        .build()));
    assertThat(answer.deleted())
        .singleElement()
        .satisfies(d -> assertThat(d.key()).isEqualTo("free"));
    assertThat(answer.errors())
        .singleElement()
        .satisfies(e -> {
          assertThat(e.key()).isEqualTo("a & b");
          assertThat(e.code()).isEqualTo("AccessDenied");
        });
  }

  @Test
  void complianceIsLengthenedButNeverShortened() {
    var bucket = locked(s3);
    put(s3, bucket, "a", inDays(5));
    assertDenied(() -> retain(bucket, ObjectLockRetentionMode.COMPLIANCE, inDays(4), true));
    assertDenied(() -> retain(bucket, ObjectLockRetentionMode.GOVERNANCE, inDays(9), true));
    retain(bucket, ObjectLockRetentionMode.COMPLIANCE, inDays(9), false);
    var kept = s3.getObjectRetention(r -> r.bucket(bucket).key("a")).retention();
    assertThat(kept.mode()).isEqualTo(ObjectLockRetentionMode.COMPLIANCE);
    assertThat(kept.retainUntilDate()).isAfter(inDays(8));
    assertFails(
        "InvalidArgument",
        400,
        () -> retain(bucket, ObjectLockRetentionMode.COMPLIANCE, inDays(-1), false));
  }

  private Object retain(
      String bucket, ObjectLockRetentionMode mode, Instant until, boolean bypass) {
    return s3.putObjectRetention(r ->
        r.bucket(bucket)
            .key("a")
            .bypassGovernanceRetention(bypass)
            .retention(t -> t.mode(mode).retainUntilDate(until)));
  }

  @Test
  void governanceGivesWayToWhoAsksForIt() {
    var bucket = locked(s3);
    var version = s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.empty()).versionId();
    retain(bucket, ObjectLockRetentionMode.GOVERNANCE, inDays(5), false);
    assertDenied(() -> retain(bucket, ObjectLockRetentionMode.GOVERNANCE, inDays(1), false));
    assertDenied(() -> s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(version)));
    s3.deleteObject(
        r -> r.bucket(bucket).key("a").versionId(version).bypassGovernanceRetention(true));
  }

  @Test
  void aLegalHoldHoldsUntilItIsLifted() {
    var bucket = locked(s3);
    var version = s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.empty()).versionId();
    hold(bucket, ObjectLockLegalHoldStatus.ON);
    assertThat(s3.getObjectLegalHold(r -> r.bucket(bucket).key("a")).legalHold().status())
        .isEqualTo(ObjectLockLegalHoldStatus.ON);
    assertDenied(() ->
        s3.deleteObject(
            r -> r.bucket(bucket).key("a").versionId(version).bypassGovernanceRetention(true)));
    hold(bucket, ObjectLockLegalHoldStatus.OFF);
    s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(version));
  }

  private void hold(String bucket, ObjectLockLegalHoldStatus status) {
    s3.putObjectLegalHold(r -> r.bucket(bucket).key("a").legalHold(h -> h.status(status)));
  }

  @Test
  void theBucketsDefaultIsGivenToWhatAsksForNone() {
    var bucket = locked(s3);
    s3.putObjectLockConfiguration(r ->
        r.bucket(bucket)
            .objectLockConfiguration(c ->
                c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                    .rule(rule ->
                        rule.defaultRetention(
                            d -> d.mode(ObjectLockRetentionMode.COMPLIANCE).days(30)))));
    var put = s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromString("x"));
    var head = s3.headObject(r -> r.bucket(bucket).key("a"));
    assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
    assertThat(head.objectLockRetainUntilDate()).isAfter(inDays(29)).isBefore(inDays(31));
    assertDenied(() -> s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(put.versionId())));
    var rule =
        s3.getObjectLockConfiguration(r -> r.bucket(bucket)).objectLockConfiguration().rule();
    assertThat(rule.defaultRetention().days()).isEqualTo(30);
  }

  @Test
  void aBucketWithoutObjectLockTakesNone() {
    var bucket = "b-" + UUID.randomUUID();
    s3.createBucket(r -> r.bucket(bucket));
    assertFails("InvalidRequest", 400, () -> put(s3, bucket, "a", inDays(1)));
    assertFails(
        "ObjectLockConfigurationNotFoundError",
        404,
        () -> s3.getObjectLockConfiguration(r -> r.bucket(bucket)));
  }

  @Test
  void aBucketWithObjectLockStaysVersioned() {
    var bucket = locked(s3);
    assertThat(s3.getBucketVersioning(r -> r.bucket(bucket)).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
    assertFails(
        "InvalidBucketState",
        409,
        () ->
            s3.putBucketVersioning(r ->
                r.bucket(bucket)
                    .versioningConfiguration(c -> c.status(BucketVersioningStatus.SUSPENDED))));
  }

  @Test
  void aMultipartUploadIsLockedToo() {
    var bucket = locked(s3);
    var upload =
        s3.createMultipartUpload(r ->
            r.bucket(bucket)
                .key("big")
                .objectLockMode(ObjectLockMode.COMPLIANCE)
                .objectLockRetainUntilDate(inDays(2)));
    var part =
        s3.uploadPart(
            r -> r.bucket(bucket).key("big").uploadId(upload.uploadId()).partNumber(1),
            RequestBody.fromString("part"));
    var done = complete(bucket, upload.uploadId(), part.eTag());
    assertDenied(() -> s3.deleteObject(r -> r.bucket(bucket).key("big").versionId(done)));
  }

  @SuppressWarnings("unchecked") // the SDK takes varargs of consumers
  private String complete(String bucket, String upload, String tag) {
    return s3.completeMultipartUpload(r ->
            r.bucket(bucket)
                .key("big")
                .uploadId(upload)
                .multipartUpload(m -> m.parts(p -> p.partNumber(1).eTag(tag))))
        .versionId();
  }
}
