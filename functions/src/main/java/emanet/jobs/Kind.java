package emanet.jobs;

import java.util.Optional;

/// How jobs of one kind are worked.
///
/// A step is short (well under 5 seconds) and **safe to do again**: whoever works a shard may die
/// after the step and before its cursor is saved, and the next one begins at the cursor that was.
/// Two may even do the same step at once, where one was thought dead; so every write of a step must
/// be right by its own condition.
public interface Kind {
  /// Failures in a row that come, with the pauses between them, to some two weeks: for what is not
  /// to be given up over an outage.
  int TWO_WEEKS = 1_344;

  /// Names the kind in items; never changes.
  String name();

  /// The next step of a shard.
  ///
  /// A `FaultException` of `Unavailable`, and any other exception, is tried again from the same
  /// cursor, later each time; after `attempts` in a row the job is FAILED, with that as its
  /// problem.
  ///
  /// @param shard from 0
  /// @param cursor empty at the beginning
  Step step(Job job, int shard, Optional<String> cursor);

  /// The next step of closing: after the last shard is through, and before the job is SUCCEEDED. As
  /// `step`; where there is not more to do than one step, `finish`.
  ///
  /// @param cursor empty at the beginning
  default Step close(Job job, Optional<String> cursor) {
    finish(job);
    return Step.done();
  }

  /// Once, or more often, after the last shard is through and before the job is SUCCEEDED.
  ///
  /// @param job with its final counts
  default void finish(Job job) {}

  /// Failures in a row of one shard that make the job FAILED. With the pauses between them, an
  /// hour.
  default int attempts() {
    return 12;
  }
}
