package emanet.subjects;

import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Sweeps after an erasure a second time, when every function that was running then has ended: what
/// a writer that died on its way left.
final class ErasureSweeps implements Kind {
  static final String NAME = "ERASURE_SWEEP";
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ErasureSteps steps;
  private final InstantSource clock;

  ErasureSweeps(ErasureSteps steps, InstantSource clock) {
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int attempts() {
    return ErasureJobs.ATTEMPTS;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    return steps.sweep(ErasureJobs.erasure(steps, job))
        ? Step.done()
        : new Step.Later("", clock.instant().plus(PAUSE), Map.of());
  }
}
