package emanet.closure;

import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Recovery;
import emanet.store.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// After the horizon: checks that no backup and no recovery can hold the tenant's keys any more,
/// and signs the certificate's second part. Where one can, that is told, and it is asked again each
/// day.
final class FinalJob implements Kind {
  static final String NAME = "closure-final";
  private static final Duration PAUSE = Duration.ofDays(1);
  private static final int ATTEMPTS = 1000;

  private final EndJob.Needs needs;
  private final Recovery recovery;
  private final Late late;

  /// Is told of a closure that is not final at its horizon.
  interface Late {
    void late(Job job, Instant earliest);
  }

  FinalJob(EndJob.Needs needs, Recovery recovery, Late late) {
    this.needs = needs;
    this.recovery = recovery;
    this.late = late;
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
    var found = needs.course().of(job);
    if (found.filter(closure -> closure.state() == State.CLOSED).isEmpty()) {
      return Step.done();
    }
    var closure = found.get();
    var now = needs.clock().instant();
    var earliest = recovery.earliest(Table.KEYS);
    boolean gone =
        earliest.filter(moment -> !moment.isAfter(closure.time(StoredClosure.DESTROYED))).isEmpty();
    if (!gone) {
      late.late(job, earliest.orElseThrow());
      return new Step.Later("", now.plus(PAUSE), Map.of());
    }
    var _ = EndJob.certified(needs, closure, State.CLOSED, State.FINAL, Optional.of(now));
    return Step.done();
  }
}
