package emanet.closure;

import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.util.Optional;

/// Ends a withdrawal that stopped half-way: a closure that was withdrawn is kept as that outside
/// the table, and its tenant may write again.
///
/// Each withdrawal starts one before it begins, for a time at which its call is over. So whatever
/// became of the call, either nothing was withdrawn, or all of it is.
final class ThawJob implements Kind {
  static final String NAME = "closure-thaw";

  /// With the pauses between them, days: a tenant's people wait.
  private static final int ATTEMPTS = 1000;

  private final ClosureCourse course;

  ThawJob(ClosureCourse course) {
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
    course.of(job).filter(closure -> closure.state() == State.WITHDRAWN).ifPresent(course::release);
    return Step.done();
  }
}
