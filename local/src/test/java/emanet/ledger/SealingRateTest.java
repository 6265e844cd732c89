package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.store.DynamoStore;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ten thousand entries a minute, of one tenant or of many, are each sealed, signed and published
/// within a minute by a sealer that its schedule begins; and it does not fall behind. It is
/// measured, so it runs alone.
@Tag("long")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SealingRateTest {
  private static final int A_MINUTE = 10_000;
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("emanet.sealing.seconds", 180));
  private static final Duration PROMISED = Duration.ofSeconds(60);
  private static final int WRITERS = 8;
  private static final int LOOK_MILLIS = 250;

  private Stack stack;
  private Store store;
  private Ledger ledger;
  private final Ids ids = new Ids(Randomness.system(), InstantSource.system());

  @BeforeAll
  void start() {
    stack = Stack.start(Stack.HOME);
    store = new DynamoStore(stack.dynamo(), InstantSource.system());
    ledger = new Ledger(store, ids);
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  /// When a log's copy was seen to have so many entries.
  private record Seen(long size, Instant at) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void everyEntryIsSealedWithinAMinute(int tenants) throws Exception {
    var logs = new ArrayList<TenantId>();
    for (int i = 0; i < tenants; i++) {
      logs.add(tenant());
    }
    var seen = new HashMap<TenantId, List<Seen>>();
    logs.forEach(log -> seen.put(log, new ArrayList<>()));
    try (var sealer = SealingProcess.start(environment())) {
      int appended = appending(logs, seen, sealer);
      assertThat(appended).isGreaterThanOrEqualTo((int) (A_MINUTE * LENGTH.toSeconds() / 60));
      var lags = lags(seen);
      assertThat(lags.size())
          .as("entries sealed, that of each tenant's own making among them")
          .isEqualTo(appended + tenants);
      report(tenants, lags);
      assertThat(lags).allMatch(lag -> lag.lag().compareTo(PROMISED) <= 0);
      assertThat(longest(lags, 2, 3))
          .as("it does not grow")
          .isLessThan(longest(lags, 0, 1).plusSeconds(15));
    }
  }

  /// Appends at that rate, each entry by a put of its own, and looks on; then until all is sealed.
  private int appending(List<TenantId> logs, Map<TenantId, List<Seen>> seen, SealingProcess sealer)
      throws Exception {
    var begun = Instant.now();
    var next = new AtomicInteger();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < WRITERS; i++) {
        writers.submit(() -> write(logs, next, begun));
      }
      long before = sealer.cpuMillis();
      while (Instant.now().isBefore(begun.plus(LENGTH))) {
        look(seen);
        Thread.sleep(LOOK_MILLIS);
      }
      System.out.printf(
          "the sealer's CPU for 10,000 entries: %,d ms%n",
          (sealer.cpuMillis() - before) * A_MINUTE / next.get());
    }
    var end = Instant.now().plus(PROMISED.multipliedBy(2));
    while (sealed(seen) < next.get() + logs.size() && Instant.now().isBefore(end)) {
      look(seen);
      Thread.sleep(LOOK_MILLIS);
    }
    return next.get();
  }

  private void write(List<TenantId> logs, AtomicInteger next, Instant begun) {
    var end = begun.plus(LENGTH);
    while (Instant.now().isBefore(end)) {
      int number = next.getAndIncrement();
      var due = begun.plusNanos(number * (60_000_000_000L / (A_MINUTE + A_MINUTE / 50)));
      var wait = Duration.between(Instant.now(), due);
      if (wait.isPositive()) {
        LockSupport.parkNanos(wait.toNanos());
      }
      var log = logs.get(number % logs.size());
      var _ = ledger.intent(log, intent(log, number));
    }
  }

  private Intent intent(TenantId tenant, int number) {
    var caller =
        new Caller(
            tenant,
            new ActorId("agent-" + number % 50 + "-x"),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            Instant.MAX,
            "request-0123456789");
    return Intent.of(caller, Action.READ)
        .about(new SubjectId(ids.random()))
        .in(new CategoryCode("identity"))
        .at(new RecordId("main"));
  }

  private void look(Map<TenantId, List<Seen>> seen) {
    var keys = new HashMap<Key, TenantId>();
    seen.keySet().forEach(log -> keys.put(PublishedLog.key(log, Stack.HOME), log));
    store
        .readAll(keys.keySet())
        .forEach((key, item) -> {
          long size = PublishedLog.of(Optional.of(item)).size();
          var all = seen.get(keys.get(key));
          if (all.isEmpty() ? size > 0 : size > all.getLast().size()) {
            all.add(new Seen(size, Instant.now()));
          }
        });
  }

  private static long sealed(Map<TenantId, List<Seen>> seen) {
    return seen.values().stream().mapToLong(all -> all.isEmpty() ? 0 : all.getLast().size()).sum();
  }

  /// When an entry was made, and how long after that it was seen published.
  private record Lag(Instant made, Duration lag) {}

  private List<Lag> lags(Map<TenantId, List<Seen>> seen) {
    var index = new LogIndex(store);
    var lags = new ArrayList<Lag>();
    seen.forEach((log, all) -> {
      long size = all.isEmpty() ? 0 : all.getLast().size();
      int next = 0;
      for (long number = 0; number * 256 < size; number++) {
        var bundle = index.bundle(log, number).orElseThrow();
        for (int i = 0; i < bundle.entries().size() && bundle.start() + i < size; i++) {
          while (all.get(next).size() <= bundle.start() + i) {
            next++;
          }
          var made = Ids.timeOf(bundle.entries().get(i).id());
          lags.add(new Lag(made, Duration.between(made, all.get(next).at())));
        }
      }
    });
    lags.sort(Comparator.comparing(Lag::made));
    return lags;
  }

  /// In a part of the time that was measured, in thirds.
  private static Duration longest(List<Lag> lags, int from, int to) {
    return lags.subList(lags.size() * from / 3, lags.size() * to / 3).stream()
        .map(Lag::lag)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static void report(int tenants, List<Lag> lags) {
    System.out.printf(
        "%,d entries of %d tenants: sealed and published after %d, %d, %d ms at most (by thirds)%n",
        lags.size(),
        tenants,
        longest(lags, 0, 1).toMillis(),
        longest(lags, 1, 2).toMillis(),
        longest(lags, 2, 3).toMillis());
  }

  private TenantId tenant() {
    var name = Stack.tenantName();
    stack.open(name);
    return new TenantId(name);
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", Stack.HOME,
        "AWS_ENDPOINT_URL", stack.edge().toString(),
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "EMANET_KMS_KEY", "alias/emanet",
        "EMANET_ERASURES_BUCKET", Stack.bucket("erasures", Stack.HOME),
        "EMANET_LEDGER_BUCKET", Stack.bucket("ledger", Stack.HOME),
        "EMANET_LEDGER_ORIGIN", "emanet.test/ledger",
        "EMANET_SEAL_SECONDS", "55");
  }
}
