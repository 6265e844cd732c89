package emanet.subjects;

import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Recovery;
import emanet.store.Table;
import emanet.subjects.StoredErasure.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// After the horizon: checks that nothing can bring the keys back, and signs the certificate's
/// second part. Where something still can, that is told, and it is asked again each day.
final class ErasureFinals implements Kind {
  static final String NAME = "ERASURE_FINAL";
  private static final Duration PAUSE = Duration.ofDays(1);

  private final ErasureSteps steps;
  private final Recovery recovery;
  private final Late late;
  private final InstantSource clock;

  /// Is told of an erasure that is not final at its horizon.
  interface Late {
    void late(Job job, Instant earliest);
  }

  ErasureFinals(ErasureSteps steps, Recovery recovery, Late late, InstantSource clock) {
    this.steps = steps;
    this.recovery = recovery;
    this.late = late;
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
    var erasure = ErasureJobs.erasure(steps, job);
    var earliest = recovery.earliest(Table.KEYS);
    boolean gone = earliest.filter(moment -> !moment.isAfter(erasure.effective())).isEmpty();
    if (!gone) {
      late.late(job, earliest.orElseThrow());
    } else if (erasure.stage() != Stage.CLEARED) {
      var _ = steps.finished(erasure);
      return Step.done();
    }
    return new Step.Later("", clock.instant().plus(PAUSE), Map.of());
  }
}
