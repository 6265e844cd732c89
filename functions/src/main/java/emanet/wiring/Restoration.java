package emanet.wiring;

import emanet.backups.Restores;
import emanet.jobs.Worker;
import emanet.values.Caller;
import java.time.Duration;
import java.util.List;

/// Goes on with restores and promotions: the deployment's own jobs, in a function of its own, since
/// no other may write to all tables.
public final class Restoration {
  /// Well under the function's time-out.
  private static final Duration BUDGET = Duration.ofSeconds(90);

  private final Worker worker;
  private final Restores restores;

  Restoration(Worker worker, Restores restores) {
    this.worker = worker;
    this.restores = restores;
  }

  /// Runs once.
  ///
  /// @return how many jobs were worked on
  public int run() {
    int worked = worker.round(List.of(Caller.PLATFORM), BUDGET);
    restores.release();
    return worked;
  }
}
