package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the cache lets go of is zeroed, as soon as nobody works with it any more, and nothing else
/// is.
class TenantCacheTest {
  private final MovableClock clock = new MovableClock();
  private final TenantCache cache = new TenantCache(2, clock);

  private TenantSecrets secrets() {
    var secrets = new TenantSecrets(1, Map.of(1, key()), Map.of(), key(), key(), clock.instant());
    var field = new TenantSecrets.Field(ACME, House.IDENTITY, "nationalId", 0);
    assertThat(secrets.tag(field, new byte[] {1})).isEqualTo(secrets.tag(field, new byte[] {1}));
    assertThat(secrets.fields()).hasSize(1);
    return secrets;
  }

  private static AesKey key() {
    return new AesKey(new byte[AesKey.LENGTH], 0);
  }

  private static void assertZeroed(TenantSecrets secrets, boolean zeroed) {
    assertThat(secrets.isZeroed()).isEqualTo(zeroed);
    assertThat(secrets.kek(1).isDestroyed()).isEqualTo(zeroed);
    assertThat(secrets.index().isDestroyed()).isEqualTo(zeroed);
    assertThat(secrets.mac().isDestroyed()).isEqualTo(zeroed);
    assertThat(secrets.fields()).allMatch(key -> key.isDestroyed() == zeroed);
    assertThat(secrets.acquire()).isEqualTo(!zeroed);
  }

  @Test
  void whatIsReplacedIsZeroed() {
    var before = secrets();
    cache.keep(ACME, before);
    assertZeroed(before, false);
    before.close();
    cache.keep(ACME, secrets());
    assertZeroed(before, true);
  }

  @Test
  void whatIsForgottenIsZeroedAndNothingElse() {
    var kept = secrets();
    var other = secrets();
    cache.keep(ACME, kept);
    cache.forget(ACME, other);
    cache.forget(OTHER);
    assertThat(cache.size()).isEqualTo(1);
    assertThat(kept.isZeroed()).isFalse();
    assertThat(other.isZeroed()).isFalse();
    cache.forget(ACME, kept);
    assertZeroed(kept, true);
    cache.keep(ACME, other);
    cache.forget(ACME);
    assertZeroed(other, true);
    assertThat(cache.size()).isZero();
  }

  @Test
  void whatFindsNoRoomIsZeroed() {
    var first = secrets();
    cache.keep(ACME, first);
    cache.keep(OTHER, secrets());
    assertThat(first.isZeroed()).isFalse();
    cache.keep(new emanet.values.TenantId("third"), secrets());
    assertZeroed(first, true);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void whatIsTooOldIsZeroedOnceLetGo() {
    var old = cache.acquire(ACME, _ -> secrets());
    clock.move(TenantCache.LIFE.minusMillis(1));
    try (var same = cache.acquire(ACME, _ -> secrets())) {
      assertThat(same).isSameAs(old);
    }
    clock.move(java.time.Duration.ofMillis(1));
    try (var next = cache.acquire(ACME, _ -> secrets())) {
      assertThat(next).isNotSameAs(old);
    }
    assertThat(old.isZeroed()).as("somebody works with it").isFalse();
    old.close();
    assertZeroed(old, true);
  }

  @Test
  void whoeverWarmsHoldsNothing() {
    var house = new House();
    house.tenants.warm(ACME);
    var secrets = house.tenants.acquire(ACME);
    house.tenants.clear();
    secrets.close();
    assertZeroed(secrets, true);
  }

  /// Nobody who asked is left holding the lock.
  @Test
  void whoeverAskedLetsOthersIn() throws Exception {
    cache.keep(ACME, secrets());
    assertThat(cache.size()).isEqualTo(1);
    try (var thread = Executors.newSingleThreadExecutor()) {
      assertThat(thread.submit(cache::size).get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  /// It says so, and waits no longer; whoever loads is not disturbed.
  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    var loads = new CountDownLatch(1);
    var goesOn = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var loader =
          threads.submit(() ->
              cache.acquire(
                  ACME,
                  _ -> {
                    loads.countDown();
                    awaits(goesOn);
                    return secrets();
                  }));
      awaits(loads);
      var interrupted =
          threads.submit(() -> {
            Thread.currentThread().interrupt();
            House.assertFault(Fault.Unavailable.class, () -> cache.acquire(ACME, _ -> secrets()));
            return Thread.interrupted();
          });
      assertThat(interrupted.get(5, TimeUnit.SECONDS)).as("still is").isTrue();
      goesOn.countDown();
      assertThat(loader.get(5, TimeUnit.SECONDS).isZeroed()).isFalse();
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
