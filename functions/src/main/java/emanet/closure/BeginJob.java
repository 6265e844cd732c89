package emanet.closure;

import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.util.Optional;

/// Goes through with a closure whose approval stopped half-way: once its tenant is frozen, nobody
/// of the tenant's can approve anything any more, that closure included.
///
/// Each approval starts one before it begins, for a time at which its call is over. So whatever
/// became of the call, either nothing was begun, or all of it is.
final class BeginJob implements Kind {
  static final String NAME = "closure-begin";

  /// With the pauses between them, days: a tenant may be frozen already, and nothing go on with it.
  private static final int ATTEMPTS = 1000;

  private final ClosureCourse course;

  BeginJob(ClosureCourse course) {
    this.course = course;
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
    course.of(job).filter(closure -> closure.state() == State.FROZEN).ifPresent(course::settle);
    return Step.done();
  }
}
