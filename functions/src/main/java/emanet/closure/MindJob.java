package emanet.closure;

import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.util.Optional;
import java.util.function.Consumer;

/// Goes through with what a call of a closure may have left half-way. Each such call starts one
/// before it begins, for a time at which the call is over (`ClosureCourse.mind`). So whatever
/// became of it, either nothing of it was done, or all of it is.
final class MindJob implements Kind {
  static final String BEGUN = "closure-begin";
  static final String WITHDRAWN = "closure-thaw";

  /// With the pauses between them, days: a tenant may be frozen, with nobody to go on with it, and
  /// its people wait.
  private static final int ATTEMPTS = 1000;

  private final String name;
  private final ClosureCourse course;
  private final State state;
  private final Consumer<StoredClosure> work;

  private MindJob(String name, ClosureCourse course, State state, Consumer<StoredClosure> work) {
    this.name = name;
    this.course = course;
    this.state = state;
    this.work = work;
  }

  /// Of an approval: once its tenant is frozen, nobody of the tenant's can approve anything any
  /// more, that closure included.
  static MindJob ofApproval(ClosureCourse course) {
    return new MindJob(BEGUN, course, State.FROZEN, course::settle);
  }

  /// Of a withdrawal: a closure that was withdrawn is kept as that outside the table, and its
  /// tenant may write again.
  static MindJob ofWithdrawal(ClosureCourse course) {
    return new MindJob(WITHDRAWN, course, State.WITHDRAWN, course::release);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    course.of(job).filter(closure -> closure.state() == state).ifPresent(work);
    return Step.done();
  }
}
