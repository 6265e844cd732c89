package emanet.wiring;

import emanet.backups.Backups;
import emanet.http.FailureLog;
import emanet.jobs.Slots;
import emanet.jobs.Worker;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Makes backups: starts the day's, in one Region; goes on with what is being made, in whichever
/// comes first; clears away what is over, starts another where the day's came to nothing, and says
/// so where the newest good one is too old.
public final class Continuity {
  /// Well under the function's time-out.
  private static final Duration BUDGET = Duration.ofSeconds(45);

  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NAME = "backup";

  private final Backups backups;
  private final Worker worker;
  private final Slots slots;

  Continuity(Backups backups, Worker worker, Slots slots) {
    this.backups = backups;
    this.worker = worker;
    this.slots = slots;
  }

  /// Starts the day's backup, unless another Region has the slot, or it is done.
  ///
  /// @param at any time in the hour of the slot
  /// @return how many were started
  public int day(Instant at) {
    var slot = Slots.time(at, HOUR);
    return slots
        .run(Caller.PLATFORM, NAME, slot, LIFE, () -> backups.daily(slot) ? 1 : 0)
        .orElse(0);
  }

  /// Goes on with what is being made.
  ///
  /// @return how many jobs were worked on
  public int work() {
    return worker.round(List.of(Caller.PLATFORM), BUDGET);
  }

  /// Looks after what there is. What cannot be cleared away keeps nobody from hearing that there is
  /// no backup.
  ///
  /// @return whether there is a good backup that is young enough
  public boolean watch() {
    boolean late;
    try {
      backups.sweep();
    } finally {
      late = looked();
    }
    return !late;
  }

  private boolean looked() {
    boolean late = backups.late();
    if (late) {
      FailureLog.standard().late("backup", "the newest good one is older than 26 hours");
    }
    boolean _ = backups.makeUp();
    return late;
  }
}
