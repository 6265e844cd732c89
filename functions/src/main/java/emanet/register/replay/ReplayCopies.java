package emanet.register.replay;

import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Copies a record to the Region that could not be reached when it was written, however long that
/// Region stays away.
public final class ReplayCopies implements Kind {
  static final String NAME = "REPLAY_COPY";
  static final String RECORD = "record";
  static final String ID = "id";
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ReplayRecords records;
  private final InstantSource clock;

  public ReplayCopies(ReplayRecords records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var kind = Replayed.valueOf(job.input(RECORD));
    return records.copy(job.tenant(), kind, job.input(ID))
        ? Step.done()
        : new Step.Later("", clock.instant().plus(PAUSE), Map.of());
  }
}
