package emanet.subjects;

import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.subjects.StoredErasure.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Goes on with an erasure whose call stopped, whose record has yet to reach the other Region, or
/// which waits for others to be anonymous with.
final class ErasureJobs implements Kind {
  static final String NAME = "ERASURE";
  static final String ID = "erasure";

  /// What is begun is not given up over an outage, and what is later than its horizon by then is
  /// told of (`ErasureWatch`).
  static final int ATTEMPTS = TWO_WEEKS;

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ErasureSteps steps;
  private final InstantSource clock;

  ErasureJobs(ErasureSteps steps, InstantSource clock) {
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var found = steps.find(job.tenant(), job.input(ID));
    if (found.isEmpty()) {
      return Step.done(); // it was never written: nothing was begun
    }
    var now = steps.advance(found.get());
    return now.stage() == Stage.CLEARED || now.stage() == Stage.PREPARED
        ? new Step.Later("", clock.instant().plus(PAUSE), Map.of())
        : Step.done();
  }

  static StoredErasure erasure(ErasureSteps steps, Job job) {
    return steps
        .find(job.tenant(), job.input(ID))
        .orElseThrow(() -> new Fault.Absent().exception());
  }
}
