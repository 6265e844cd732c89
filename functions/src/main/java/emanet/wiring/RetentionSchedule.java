package emanet.wiring;

import emanet.jobs.Jobs;
import emanet.jobs.Slots;
import emanet.register.Tenants;
import emanet.retention.Retention;
import emanet.subjects.TraceSweeps;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// Starts the day's run of retention of every tenant, and the week's sweep of traces: each slot in
/// one Region. The worker does them.
public final class RetentionSchedule {
  private static final Duration LIFE = Duration.ofMinutes(2);
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

  /// Runs the slot of that time, unless another Region has it, or it is done.
  ///
  /// @return how many tenants' runs are started
  public int run(Instant time) {
    return slots
        .claim(Caller.PLATFORM, NAME, time, LIFE)
        .map(slot -> {
          var all = tenants.all();
          for (var tenant : all) {
            retention.schedule(tenant, time);
            var _ =
                jobs.start(TraceSweeps.ofWeek(tenant, time.atZone(ZoneOffset.UTC).toLocalDate()));
          }
          slots.done(slot);
          return all.size();
        })
        .orElse(0);
  }
}
