package emanet.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.FailureLog;
import emanet.ledger.Witnessing;
import emanet.register.Tenants;
import emanet.store.Stage;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// Has witnesses cosign the logs of all tenants and of the deployment itself. One log's failure
/// keeps no other one from being shown.
public final class WitnessSchedule {
  /// Below the function's time-out; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofMinutes(4);

  private static final int AT_ONCE = 8;

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
    var logs = new ArrayList<TenantId>(tenants.all());
    logs.add(Caller.PLATFORM);
    var total = new Total();
    logs.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .takeWhile(_ -> clock.instant().isBefore(end))
        .forEach(window -> together(window, total));
    report(total, clock.instant());
    return total.cosigned;
  }

  private void together(List<TenantId> window, Total total) {
    var calls = new ArrayList<Callable<Boolean>>();
    window.forEach(tenant -> calls.add(() -> one(tenant, total)));
    var _ = Stage.all(calls);
  }

  private boolean one(TenantId tenant, Total total) {
    try {
      total.add(tenant, witnessing.round(tenant));
    } catch (RuntimeException e) {
      FailureLog.standard().failed("-", "Witness", e);
      total.fail(tenant);
    }
    return true;
  }

  /// One line for CloudWatch, which makes metrics of it (embedded metric format). All being well,
  /// none.
  private void report(Total total, Instant now) {
    if (total.refused.isEmpty() && total.wanting.isZero()) {
      return;
    }
    var line = JsonNodeFactory.instance.objectNode();
    var aws = line.putObject("_aws");
    aws.put("Timestamp", now.toEpochMilli());
    var metrics = aws.putArray("CloudWatchMetrics").addObject();
    metrics.put("Namespace", "Emanet");
    metrics.putArray("Dimensions").addArray().add("Region");
    var names = metrics.putArray("Metrics");
    line.put("Region", region);
    metric(names.addObject(), line, "UncosignedAge", "Seconds", total.wanting.toSeconds());
    metric(names.addObject(), line, "CosignFailures", "Count", total.refused.size());
    var refused = line.putArray("refused");
    total.refused.forEach(refused::add);
    System.out.println(line);
  }

  private static void metric(
      ObjectNode declared, ObjectNode line, String name, String unit, long value) {
    declared.put("Name", name).put("Unit", unit);
    line.put(name, value);
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
