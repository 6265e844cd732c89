package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3Test {
  private final S3Client s3 = TestEdge.client(S3Client.builder(), "eu-central-1");

  private String versioned() {
    var bucket = "b-" + UUID.randomUUID();
    s3.createBucket(r -> r.bucket(bucket).objectLockEnabledForBucket(true));
    return bucket;
  }

  @Test
  void ofManyCreatorsOneWins() throws Exception {
    var bucket = versioned();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var tasks =
          IntStream.range(0, 16).<Callable<Boolean>>mapToObj(i -> () -> create(bucket, i)).toList();
      var won = 0;
      for (var done : threads.invokeAll(tasks)) {
        won += done.get() ? 1 : 0;
      }
      assertThat(won).isOne();
    }
    assertThat(s3.listObjectVersions(r -> r.bucket(bucket)).versions()).hasSize(1);
  }

  private boolean create(String bucket, int number) {
    try {
      s3.putObject(
          r -> r.bucket(bucket).key("once").ifNoneMatch("*"),
          RequestBody.fromString("writer " + number));
      return true;
    } catch (S3Exception e) {
      assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
      assertThat(e.statusCode()).isEqualTo(412);
      return false;
    }
  }

  @Test
  void aDeletedNameCanBeCreatedAgain() {
    var bucket = versioned();
    assertThat(create(bucket, 1)).isTrue();
    s3.deleteObject(r -> r.bucket(bucket).key("once"));
    assertThat(create(bucket, 2)).isTrue();
  }

  @Test
  void namesOfManyKindsComeBack() {
    var bucket = versioned();
    for (var key : new String[] {"a b", "ğüş/ı", "a+b", "a%2Fb", "x=1&y=2", "a//b", "~'()!*"}) {
      s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(key));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String()).isEqualTo(key);
    }
  }

  @Test
  void settingsOfBucketsAreKept() {
    var bucket = versioned();
    assertThatThrownBy(() -> s3.getPublicAccessBlock(r -> r.bucket(bucket)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("NoSuchPublicAccessBlockConfiguration"));
    s3.putPublicAccessBlock(
        r -> r.bucket(bucket).publicAccessBlockConfiguration(c -> c.blockPublicAcls(true)));
    assertThat(
            s3.getPublicAccessBlock(r -> r.bucket(bucket))
                .publicAccessBlockConfiguration()
                .blockPublicAcls())
        .isTrue();
    s3.putBucketPolicy(r -> r.bucket(bucket).policy("{}"));
    assertThat(s3.getBucketPolicy(r -> r.bucket(bucket)).policy()).isEqualTo("{}");
  }
}
