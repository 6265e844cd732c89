package emanet.wiring;

import emanet.http.FailureLog;
import emanet.ledger.Sealing;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Seals the logs of all tenants and of the deployment itself, in rounds until its time is up; and
/// once a day goes through the day before.
///
/// One tenant's failure is entered in the log of failures, and keeps no other one from being
/// sealed.
public final class Seal {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// One round goes on no longer than this, however much there is to seal.
  private static final Duration ROUND = Duration.ofSeconds(45);

  /// Where nothing of a log was sealed yet, its entries are looked for so far back.
  private static final Duration LOOKBACK = Duration.ofDays(31);

  /// An entry that was older than this when it was sealed is worth a word.
  private static final Duration PROMISED = Duration.ofSeconds(60);

  private final Tenants tenants;
  private final Sealing sealing;
  private final Duration length;
  private final String region;
  private final InstantSource clock;

  Seal(Tenants tenants, Sealing sealing, Duration length, String region, InstantSource clock) {
    this.tenants = tenants;
    this.sealing = sealing;
    this.length = length;
    this.region = region;
    this.clock = clock;
  }

  /// Seals in rounds of ten seconds, and at least one.
  ///
  /// @return how many entries were sealed
  public int rounds() {
    var end = clock.instant().plus(length);
    int sealed = 0;
    while (true) {
      var until = clock.instant().plus(ROUND);
      sealed +=
          all(tenant -> sealing.round(tenant, clock.instant().minus(LOOKBACK), until, clock))
              .sealed;
      if (!clock.instant().plus(PAUSE).isBefore(end)) {
        return sealed;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// Goes through the day before.
  ///
  /// @return how many entries were sealed late
  /// @throws IllegalStateException when all were tried and some failed: whoever asked asks again,
  ///   before receipts of that day tell of an omission
  public int day() {
    var total = all(tenant -> sealing.reconcile(tenant, clock.instant().minus(LOOKBACK)));
    if (total.failed > 0) {
      throw new IllegalStateException("the day was not gone through in " + total.failed + " logs");
    }
    return total.late;
  }

  /// In another order each time: who comes behind a log at which a run dies is not always the same.
  private Total all(Function<TenantId, Sealing.Outcome> task) {
    var total = new Total();
    var order = Rotation.of(tenants.withLogs(), clock.instant());
    AllLogs.each(order, () -> true, tenant -> one(tenant, task, total));
    report(total);
    return total;
  }

  private static void one(TenantId tenant, Function<TenantId, Sealing.Outcome> task, Total total) {
    try {
      total.add(tenant, task.apply(tenant));
    } catch (RuntimeException e) {
      FailureLog.standard().failed("-", "Seal", e);
      total.fail();
    }
  }

  /// All being well, nothing.
  private void report(Total total) {
    if (total.failed == 0
        && total.late == 0
        && total.broken.isEmpty()
        && total.oldest.compareTo(PROMISED) < 0) {
      return;
    }
    new MetricLine(clock.instant(), region)
        .metric("UnsealedAge", "Seconds", total.oldest.toSeconds())
        .metric("SealFailures", "Count", total.failed)
        .metric("LateEntries", "Count", total.late)
        .metric("BrokenEntries", "Count", total.broken.size())
        .list("broken", total.broken)
        .print();
  }

  /// What all logs came to.
  private static final class Total {
    private final List<String> broken = new ArrayList<>();
    private Duration oldest = Duration.ZERO;
    private int sealed;
    private int late;
    private int failed;

    synchronized void add(TenantId tenant, Sealing.Outcome outcome) {
      sealed += outcome.sealed();
      late += outcome.late();
      oldest = oldest.compareTo(outcome.oldest()) > 0 ? oldest : outcome.oldest();
      outcome.broken().forEach(what -> broken.add(tenant + ": " + what));
    }

    synchronized void fail() {
      failed++;
    }
  }
}
