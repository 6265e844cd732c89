package emanet.wiring;

import emanet.backups.Drills;
import emanet.backups.Restores;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.FailureLog;
import emanet.jobs.Slots;
import emanet.jobs.Worker;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Goes on with restores and promotions, and then with drills: the deployment's own jobs, in a
/// function of its own, since no other may write to all tables.
public final class Restoration {
  /// Well under the function's time-out.
  private static final Duration BUDGET = Duration.ofSeconds(90);

  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Worker worker;
  private final Restores restores;
  private final Worker driller;
  private final Drills drills;
  private final Slots slots;
  private final InstantSource clock;

  /// @param driller works drills
  Restoration(
      Worker worker,
      Restores restores,
      Worker driller,
      Drills drills,
      Slots slots,
      InstantSource clock) {
    this.worker = worker;
    this.restores = restores;
    this.driller = driller;
    this.drills = drills;
    this.slots = slots;
    this.clock = clock;
  }

  /// Runs once: what is real comes first, and drills come though a tenant cannot be opened again.
  ///
  /// @return how many jobs were worked on
  public int run() {
    var end = clock.instant().plus(BUDGET);
    int worked = worker.round(List.of(Caller.PLATFORM), BUDGET);
    restores.release();
    try {
      restores.reopen();
    } finally {
      worked += drilled(end);
    }
    return worked;
  }

  private int drilled(Instant end) {
    int worked = 0;
    drills.tidy();
    for (var job : drills.running()) {
      var left = Duration.between(clock.instant(), end);
      if (left.isPositive()) {
        var _ = driller.work(job, left);
        worked++;
      }
    }
    return worked;
  }

  /// Starts the month's drill, unless another Region has the slot, or it is done.
  ///
  /// @param at any time in the hour of the slot
  /// @return how many were started
  public int month(Instant at) {
    var slot = Slots.time(at, HOUR);
    return slots.run(Caller.PLATFORM, Safekeeping.DRILL, slot, LIFE, () -> started(slot)).orElse(0);
  }

  /// Where none can be, somebody has to see to that: nothing tries again before the next month.
  private int started(Instant slot) {
    try {
      drills.monthly(slot);
      return 1;
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Conflicting(var why, _)) {
        FailureLog.standard().late(Safekeeping.DRILL, "not started: " + why.slug());
        return 0;
      }
      throw e;
    }
  }

  /// Looks after the drills. Tables that cannot be cleared away keep nobody from hearing what they
  /// came to.
  ///
  /// @return whether the newest passed, and is young enough
  public boolean watch() {
    Optional<String> late;
    try {
      drills.sweep();
    } finally {
      late = drills.late();
      late.ifPresent(why -> FailureLog.standard().late(Safekeeping.DRILL, why));
    }
    return late.isEmpty();
  }
}
