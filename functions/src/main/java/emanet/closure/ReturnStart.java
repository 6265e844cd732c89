package emanet.closure;

import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Sees to it that what is a tenant's is given back to it: once nobody writes any more it has the
/// package begun, and looks each hour, until the package is there or the closure is over. One that
/// failed goes on again. While the tenant's KMS key does not open its keys, that is noted, and as
/// soon as it opens, taken back.
final class ReturnStart implements Kind {
  static final String NAME = "closure-return";
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(1);

  /// It is not given up: what was not given back is not destroyed.
  private static final int ATTEMPTS = Integer.MAX_VALUE;

  private final ClosureCourse course;
  private final GivenBack back;
  private final InstantSource clock;

  ReturnStart(ClosureCourse course, GivenBack back, InstantSource clock) {
    this.course = course;
    this.back = back;
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
    var found = course.of(job).filter(closure -> closure.state() == State.FROZEN);
    if (found.isEmpty()) {
      return Step.done();
    }
    var closure = course.settled(found.get());
    var now = clock.instant();
    var settled = closure.time(StoredClosure.FROZEN).plus(Terms.SETTLED);
    if (now.isBefore(settled)) {
      return later(settled);
    }
    var made = back.made(closure);
    if (GivenBack.isThere(made)) {
      return back.awaited(closure, made.orElseThrow()).isPresent()
          ? Step.done()
          : later(now.plus(SOON));
    }
    var asked = back.asked(closure, course.now());
    asked.filter(one -> !one.isKeyGone()).ifPresent(back::make);
    return later(now.plus(asked.isPresent() ? PAUSE : SOON));
  }

  private static Step later(Instant at) {
    return new Step.Later("", at, Map.of());
  }
}
