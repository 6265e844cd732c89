package emanet.wiring;

import emanet.http.FailureLog;
import emanet.ledger.Witnessing;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Has witnesses cosign the logs of all tenants and of the deployment itself. One log's failure
/// keeps no other one from being shown.
public final class WitnessSchedule {
  /// Below the function's time-out; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofMinutes(4);

  private final Tenants tenants;
  private final Witnessing witnessing;
  private final String region;
  private final InstantSource clock;

  WitnessSchedule(Tenants tenants, Witnessing witnessing, String region, InstantSource clock) {
    this.tenants = tenants;
    this.witnessing = witnessing;
    this.region = region;
    this.clock = clock;
  }

  /// Asks for every cosignature that is due.
  ///
  /// @return how many were given
  public int run() {
    if (!witnessing.hasWitnesses()) {
      return 0;
    }
    witnessing.begin();
    var end = clock.instant().plus(BUDGET);
    var total = new Total();
    // none is last each time
    var order = Rotation.of(tenants.withLogs(), clock.instant());
    AllLogs.each(order, () -> clock.instant().isBefore(end), tenant -> one(tenant, total));
    report(total, clock.instant());
    return total.cosigned;
  }

  private void one(TenantId tenant, Total total) {
    try {
      total.add(tenant, witnessing.round(tenant));
    } catch (RuntimeException e) {
      FailureLog.standard().failed("-", "Witness", e);
      total.fail(tenant);
    }
  }

  /// All being well, nothing.
  private void report(Total total, Instant now) {
    if (total.refused.isEmpty() && total.wanting.isZero()) {
      return;
    }
    new MetricLine(now, region)
        .metric("UncosignedAge", "Seconds", total.wanting.toSeconds())
        .metric("CosignFailures", "Count", total.refused.size())
        .list("refused", total.refused)
        .print();
  }

  /// What all logs came to.
  private static final class Total {
    private final List<String> refused = new ArrayList<>();
    private Duration wanting = Duration.ZERO;
    private int cosigned;

    synchronized void add(TenantId tenant, Witnessing.Outcome outcome) {
      cosigned += outcome.cosigned();
      outcome.refused().forEach(why -> refused.add(tenant + ": " + why));
      wanting = wanting.compareTo(outcome.wanting()) > 0 ? wanting : outcome.wanting();
    }

    synchronized void fail(TenantId tenant) {
      refused.add(tenant + ": FAILED");
    }
  }
}
