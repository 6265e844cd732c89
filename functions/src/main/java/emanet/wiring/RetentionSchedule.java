package emanet.wiring;

import emanet.http.FailureLog;
import emanet.jobs.Jobs;
import emanet.jobs.Slots;
import emanet.register.Tenants;
import emanet.retention.Retention;
import emanet.subjects.TraceSweeps;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;

/// Starts the day's run of retention of every tenant, and the week's sweep of traces: each slot in
/// one Region. The worker does them.
public final class RetentionSchedule {
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NAME = "retention";

  private final Tenants tenants;
  private final Retention retention;
  private final Jobs jobs;
  private final Slots slots;

  RetentionSchedule(Tenants tenants, Retention retention, Jobs jobs, Slots slots) {
    this.tenants = tenants;
    this.retention = retention;
    this.jobs = jobs;
    this.slots = slots;
  }

  /// Runs the slot of that hour, unless another Region has it, or it is done. One tenant that fails
  /// keeps no other from being begun; the slot is not done then, and its run begins anew.
  ///
  /// @param at any time in the hour of the slot
  /// @return how many tenants' runs are started
  public int run(Instant at) {
    var time = Slots.time(at, HOUR);
    return slots.run(Caller.PLATFORM, NAME, time, LIFE, () -> all(time)).orElse(0);
  }

  private int all(Instant time) {
    var all = Rotation.of(tenants.all(), time);
    var failures = new ArrayList<RuntimeException>();
    for (var tenant : all) {
      try {
        begin(tenant, time);
      } catch (RuntimeException e) {
        FailureLog.standard().failed(tenant.value(), "Retention", e);
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return all.size();
  }

  private void begin(TenantId tenant, Instant time) {
    retention.schedule(tenant, time);
    var _ = jobs.start(TraceSweeps.ofWeek(tenant, time.atZone(ZoneOffset.UTC).toLocalDate()));
  }
}
