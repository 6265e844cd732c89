package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetsTest {
  private static final URI ADDRESS = URI.create("https://issuer.example/jwks");

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Instant now = Callers.NOW;
  private volatile boolean reachable = true;
  private volatile byte[] page = set("k1");

  private final KeySets sets =
      new KeySets(
          _ -> {
            fetches.incrementAndGet();
            if (!reachable) {
              throw Fault.Unavailable.shortly().exception();
            }
            return page;
          },
          () -> now);

  private static byte[] set(String... ids) {
    var keys = new com.fasterxml.jackson.databind.node.ObjectNode[ids.length];
    for (int i = 0; i < ids.length; i++) {
      keys[i] = TokenMaker.jwk(ids[i], TokenMaker.pair("k1", 2048));
    }
    return TokenMaker.keySet(keys);
  }

  private boolean has(String id) {
    return !sets.find(ADDRESS, id).isEmpty();
  }

  @Test
  void areFetchedOnceInAWhile() {
    for (int i = 0; i < 10; i++) {
      assertThat(has("k1")).isTrue();
    }
    assertThat(fetches).hasValue(1);
    pass(Duration.ofMinutes(5));
    assertThat(has("k1")).isTrue();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aNewKeyIsFoundAtOnceIfTheSetIsAMinuteOld() {
    assertThat(has("k1")).isTrue();
    page = set("k1", "k2");
    pass(Duration.ofSeconds(59));
    assertThat(has("k2")).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(has("k2")).isTrue();
    assertThat(has("k1")).isTrue();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void inventedIdsAreNoLoadOnTheIssuer() {
    for (int i = 0; i < 1000; i++) {
      assertThat(has("invented-" + i)).isFalse();
      pass(Duration.ofMillis(100));
    }
    assertThat(fetches).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void aWithdrawnKeyIsTrustedFiveMinutesAtMost() {
    assertThat(has("k1")).isTrue();
    page = set("k2");
    pass(Duration.ofMinutes(5));
    assertThat(has("k1")).isFalse();
  }

  @Test
  void whileTheIssuerIsAwayTheKnownSetServesAnHour() {
    assertThat(has("k1")).isTrue();
    reachable = false;
    pass(Duration.ofMinutes(59));
    assertThat(has("k1")).isTrue();
    pass(Duration.ofMinutes(1));
    assertThat(Faults.of(() -> has("k1"))).isInstanceOf(Fault.Unavailable.class);
    reachable = true;
    pass(Duration.ofSeconds(5));
    assertThat(has("k1")).isTrue();
  }

  @Test
  void anIssuerThatIsAwayIsNotAskedAllTheTime() {
    reachable = false;
    for (int i = 0; i < 100; i++) {
      assertThat(Faults.of(() -> has("k1"))).isInstanceOf(Fault.Unavailable.class);
      pass(Duration.ofMillis(100));
    }
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aSetThatIsNoneIsAsIfTheIssuerWereAway() {
    for (var text : new String[] {"", "[]", "{}", "{\"keys\":1}", "<html>", "{\"keys\":[1]}"}) {
      page = text.getBytes(UTF_8);
      assertThat(Faults.of(() -> has("k1"))).as(text).isInstanceOf(Fault.Unavailable.class);
      pass(Duration.ofMinutes(1));
    }
    page = set("k1");
    assertThat(has("k1")).isTrue();
  }

  /// Whatever else an issuer lists, the keys that are fit serve.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty':'X','kid':'k2'}",
        "{'kid':'k2'}",
        "{'kty':1}",
        "{'kty':'oct','kid':'k2','k':'AAAA'}",
        "{'kty':'EC','kid':'k2'}",
        "{'kty':'EC','kid':'k2','crv':'P-256','x':'AAAA','y':'AAAA'}",
        "{'kty':'EC','kid':'k2','crv':'secp999','x':'AAAA','y':'AAAA'}",
        "{'kty':'OKP','kid':'k2','crv':'Ed25519'}",
        "{'kty':'RSA','kid':'k2'}",
        "{'kty':'RSA','kid':'k2','n':'','e':''}",
        "{'kty':'RSA','kid':'k2','n':'AQAB','e':'AQAB','use':''}",
        "{'kty':'RSA','kid':'k2','n':'AQAB','e':'AQAB','use':'sig','key_ops':['encrypt']}",
        "{'kty':'RSA','kid':'k2','n':'AQAB','e':'AQAB','x5c':['?']}",
        "{'kty':'RSA','kid':'k2','n':'AQAB','e':'AQAB','x5u':'::'}"
      })
  void keysThatAreNotUnderstoodAreLeftOut(String other) {
    var fit = new String(set("k1"), UTF_8);
    page = fit.replace("\"keys\":[", "\"keys\":[" + other.replace('\'', '"') + ",").getBytes(UTF_8);
    assertThat(has("k1")).isTrue();
    assertThat(has("k2")).isFalse();
  }

  @Test
  void manyCallsAtOnceFetchOnce() throws InterruptedException {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.submit(() -> {
          start.await();
          return has("k1");
        });
      }
      start.countDown();
    }
    assertThat(fetches).hasValue(1);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
