package emanet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.store.DynamoStore;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Leases and slots on the real engine.
class LeasesTest {
  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final Instant SLOT = Instant.parse("2026-11-02T00:00:00Z");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T09:00:00Z"));
  private final InstantSource clock = now::get;
  private final DynamoDbClient dynamo = Stack.shared().dynamo();
  private final Store store = new DynamoStore(dynamo, clock);
  private final Ids ids = new Ids(Randomness.system(), clock);
  private final TenantId tenant = new TenantId(Stack.tenantName());
  private final Leases leases = new Leases(store, ids, clock);
  private final Slots home = new Slots(store, ids, clock, "eu-central-1");
  private final Slots away = new Slots(store, ids, clock, "eu-west-1");

  @AfterEach
  void close() {
    dynamo.close();
  }

  @Test
  void aLeaseIsOnesAtATimeAndItsTokenGrows() {
    var first = leases.take(tenant, "seal", LIFE).orElseThrow();
    assertThat(first.token()).isEqualTo(1);
    assertThat(leases.take(tenant, "seal", LIFE)).isEmpty();
    assertThat(leases.take(tenant, "other", LIFE)).isPresent();
    leases.release(first);
    var second = leases.take(tenant, "seal", LIFE).orElseThrow();
    assertThat(second.token()).isEqualTo(2);
    leases.release(first); // not its own any more: nothing happens
    assertThat(leases.take(tenant, "seal", LIFE)).isEmpty();
  }

  @Test
  void aLeaseLapsesUnlessItIsRenewed() {
    var first = leases.take(tenant, "seal", LIFE).orElseThrow();
    now.updateAndGet(at -> at.plus(LIFE.dividedBy(2)));
    var renewed = leases.renew(first, LIFE).orElseThrow();
    assertThat(renewed.token()).isEqualTo(first.token());
    now.updateAndGet(at -> at.plus(LIFE.dividedBy(2)));
    assertThat(leases.take(tenant, "seal", LIFE)).isEmpty();
    now.updateAndGet(at -> at.plus(LIFE.dividedBy(2)));
    var second = leases.take(tenant, "seal", LIFE).orElseThrow();
    assertThat(second.token()).isEqualTo(2);
    assertThat(leases.renew(renewed, LIFE)).isEmpty();
  }

  @Test
  void ofManyAtOnceOneHasIt() throws Exception {
    var takers = new ArrayList<Callable<Optional<Lease>>>();
    for (int i = 0; i < 8; i++) {
      takers.add(() -> leases.take(tenant, "seal", LIFE));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      int have = 0;
      for (var taken : threads.invokeAll(takers)) {
        have += taken.get().isPresent() ? 1 : 0;
      }
      assertThat(have).isEqualTo(1);
    }
  }

  @Test
  void aSlotIsOneRegions() {
    var slot = home.claim(tenant, "retention", SLOT, LIFE).orElseThrow();
    assertThat(away.claim(tenant, "retention", SLOT, LIFE)).isEmpty();
    assertThat(away.claim(tenant, "retention", SLOT.plus(Duration.ofDays(1)), LIFE)).isPresent();
    home.done(slot);
    now.updateAndGet(at -> at.plus(LIFE.multipliedBy(2)));
    assertThat(away.claim(tenant, "retention", SLOT, LIFE)).as("done").isEmpty();
  }

  @Test
  void aSlotWhoseRunDiedIsTakenOver() {
    var dead = home.claim(tenant, "retention", SLOT, LIFE).orElseThrow();
    now.updateAndGet(at -> at.plus(LIFE));
    var taken = away.claim(tenant, "retention", SLOT, LIFE).orElseThrow();
    home.done(dead); // not its own any more
    now.updateAndGet(at -> at.plus(LIFE));
    assertThat(home.claim(tenant, "retention", SLOT, LIFE)).as("not done").isPresent();
    away.done(taken);
  }

  @Test
  void aSlotWhoseRunFailsIsGivenBack() {
    Supplier<Integer> failing =
        () -> {
          throw new IllegalStateException();
        };
    assertThatThrownBy(() -> home.run(tenant, "retention", SLOT, LIFE, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(away.run(tenant, "retention", SLOT, LIFE, () -> 7)).contains(7);
    now.updateAndGet(at -> at.plus(LIFE));
    assertThat(home.run(tenant, "retention", SLOT, LIFE, () -> 8)).as("done").isEmpty();
  }

  /// Lambda tries again a minute after its death: that is told to come once more, and not that all
  /// is well.
  @Test
  void aRetryIsNotContentWithTheClaimOfARunThatDied() {
    var life = Duration.ofMinutes(2);
    var _ = home.claim(tenant, "retention", SLOT, life).orElseThrow();
    assertThat(home.run(tenant, "retention", SLOT, life, () -> 1)).as("the event twice").isEmpty();
    now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
    assertThatThrownBy(() -> home.run(tenant, "retention", SLOT, life, () -> 2))
        .isInstanceOf(FaultException.class);
    assertThat(away.run(tenant, "retention", SLOT, life, () -> 3)).as("another's").isEmpty();
    now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
    assertThat(home.run(tenant, "retention", SLOT, life, () -> 4)).contains(4);
    now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
    assertThat(home.run(tenant, "retention", SLOT, life, () -> 5)).as("done").isEmpty();
  }

  /// Who slept over its claim gives back nothing that is another's.
  @Test
  void aRunThatFailsLateGivesBackNothing() {
    Supplier<Integer> sleeping =
        () -> {
          now.updateAndGet(at -> at.plus(LIFE));
          assertThat(away.claim(tenant, "retention", SLOT, LIFE)).isPresent();
          throw new IllegalStateException();
        };
    assertThatThrownBy(() -> home.run(tenant, "retention", SLOT, LIFE, sleeping))
        .isInstanceOf(IllegalStateException.class);
    assertThat(home.claim(tenant, "retention", SLOT, LIFE)).isEmpty();
  }

  @Test
  void aSlotIsTheSameWheneverWithinItItIsFired() {
    var quarter = Duration.ofMinutes(15);
    assertThat(Slots.time(Instant.parse("2026-11-02T00:14:59Z"), quarter)).isEqualTo(SLOT);
    assertThat(Slots.time(SLOT, quarter)).isEqualTo(SLOT);
    assertThat(Slots.time(Instant.parse("2026-11-02T00:15:00Z"), quarter))
        .isEqualTo(SLOT.plus(quarter));
  }
}
