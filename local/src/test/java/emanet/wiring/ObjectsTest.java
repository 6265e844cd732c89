package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.store.Objects;
import emanet.store.S3Objects;
import emanet.values.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in a bucket as infrastructure/ makes it, by the client that functions have.
class ObjectsTest {
  private static final AtomicInteger FOLDERS = new AtomicInteger();
  private static final String BUCKET = Stack.bucket("erasures", Stack.HOME);

  private final Stack stack = Stack.shared();
  private final S3Client admin = stack.s3(Stack.HOME);
  private final String name = "objects-test-" + FOLDERS.incrementAndGet() + "-";
  private final String folder = name + "/";
  private final Objects objects =
      new S3Objects(
          Clients.s3(environment(stack), Stack.HOME, UrlConnectionHttpClient.create()), BUCKET);

  static Environment environment(Stack stack) {
    return new Environment(
        Map.of(
            "AWS_REGION",
            Stack.HOME,
            "AWS_ENDPOINT_URL",
            stack.edge().toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test"));
  }

  @AfterEach
  void behaveAgain() {
    stack.clearFaults(name);
    stack.clearFaults(folder + "lost");
    stack.clearFaults(folder + "slow");
  }

  @Test
  void whatIsPutOnceStays() {
    assertThat(once("a", "first")).isEqualTo(Objects.Put.WRITTEN);
    assertThat(once("a", "first")).isEqualTo(Objects.Put.SAME);
    assertThat(once("a", "other")).isEqualTo(Objects.Put.OTHER);
    assertThat(objects.get(folder + "a")).contains(bytes("first"));
    assertThat(objects.get(folder + "b")).isEmpty();
    assertThat(admin.listObjectVersions(r -> r.bucket(BUCKET).prefix(folder)).versions())
        .hasSize(1);
  }

  @Test
  void emptyAndBinaryContentComesBackAsItWas() {
    var all = new byte[70_000];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) (i * 31));
    assertThat(objects.putOnce(folder + "all", Bytes.of(all), Optional.empty()))
        .isEqualTo(Objects.Put.WRITTEN);
    assertThat(objects.get(folder + "all")).contains(Bytes.of(all));
    objects.put(folder + "nothing", Bytes.of(new byte[0]));
    assertThat(objects.get(folder + "nothing")).contains(Bytes.of(new byte[0]));
  }

  @Test
  void isLockedByTheBucketOrUntilItsOwnDay() {
    once("default", "x");
    var until = Instant.now().plus(Duration.ofDays(4000));
    objects.putOnce(folder + "own", bytes("x"), Optional.of(until));
    var byDefault = admin.headObject(r -> r.bucket(BUCKET).key(folder + "default"));
    assertThat(byDefault.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
    assertThat(byDefault.objectLockRetainUntilDate())
        .isBetween(
            Instant.now().plus(Duration.ofDays(1094)), Instant.now().plus(Duration.ofDays(1096)));
    var own = admin.headObject(r -> r.bucket(BUCKET).key(folder + "own"));
    assertThat(own.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
    assertThat(own.objectLockRetainUntilDate())
        .isBetween(until.minusSeconds(1), until.plusSeconds(1));
    assertThatThrownBy(() ->
            admin.deleteObject(
                r -> r.bucket(BUCKET).key(folder + "own").versionId(own.versionId())))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  @Test
  void aNewerOneLeavesTheOlderVersionsThere() {
    objects.put(folder + "newest", bytes("1"));
    objects.put(folder + "newest", bytes("2"));
    assertThat(objects.get(folder + "newest")).contains(bytes("2"));
    assertThat(admin.listObjectVersions(r -> r.bucket(BUCKET).prefix(folder)).versions())
        .hasSize(2);
  }

  @Test
  void namesAreListedInOrderPartByPart() {
    for (var name : List.of("b", "a/2", "a/10", "c")) {
      once(name, name);
    }
    assertThat(objects.list(folder, Optional.empty(), 3))
        .containsExactly(folder + "a/10", folder + "a/2", folder + "b");
    assertThat(objects.list(folder, Optional.of(folder + "b"), 3)).containsExactly(folder + "c");
    assertThat(objects.list(folder + "a/", Optional.empty(), 1000)).hasSize(2);
    assertThat(objects.list(folder + "d", Optional.empty(), 1000)).isEmpty();
  }

  @Test
  void ofManyWritersOneWrites() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var writers =
          IntStream.range(0, 16)
              .<Callable<Objects.Put>>mapToObj(i -> () -> once("contended", "writer " + i))
              .toList();
      var written = 0;
      for (var done : threads.invokeAll(writers)) {
        assertThat(done.get()).isNotEqualTo(Objects.Put.SAME);
        written += done.get() == Objects.Put.WRITTEN ? 1 : 0;
      }
      assertThat(written).isOne();
    }
  }

  @Test
  void aLostAnswerIsFoundAgain() {
    stack.fault(folder + "lost", "s3", "PutObject", "LostAnswer", 1);
    assertThat(once("lost", "x")).isEqualTo(Objects.Put.SAME);
    assertThat(objects.get(folder + "lost")).contains(bytes("x"));
    stack.fault(folder + "slow", "s3", "PutObject", "SlowDown", 2);
    assertThat(once("slow", "x")).isEqualTo(Objects.Put.WRITTEN);
  }

  @Test
  void aRegionThatIsGoneIsUnavailable() {
    for (var operation : List.of("PutObject", "GetObject", "ListObjectsV2")) {
      stack.fault(name, "s3", operation, "RegionDown");
    }
    assertUnavailable(() -> once("gone", "x"));
    assertUnavailable(() -> objects.put(folder + "gone", bytes("x")));
    assertUnavailable(() -> objects.get(folder + "gone"));
    assertUnavailable(() -> objects.list(folder, Optional.empty(), 10));
    stack.clearFaults(name);
    assertThat(objects.get(folder + "gone")).isEmpty();
  }

  private Objects.Put once(String name, String content) {
    return objects.putOnce(folder + name, bytes(content), Optional.empty());
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Unavailable.class));
  }
}
