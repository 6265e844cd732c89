package emanet.breaches;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import java.time.Duration;
import java.time.Instant;

/// A job that tells somebody is started before the breach says so, so that nothing is in a breach's
/// file of which nobody will be told. It waits for the breach for an hour, and then ends: its call
/// died in between, and was told nothing.
///
/// A call may be begun anew for longer than that, under its key. It finds the job that it started;
/// so the breach is written only while that one waits, with time to spare.
final class Ahead {
  private static final Duration WAITS = Duration.ofHours(1);
  private static final Duration SPARE = WAITS.dividedBy(2);

  private Ahead() {}

  /// Whether a job still waits for what it is for.
  static boolean waits(Job job, Instant now) {
    return now.isBefore(job.at().plus(WAITS));
  }

  /// Whether a job will see what is written now: it waits long enough, or its time is yet to come.
  static boolean sees(Job job, Instant now) {
    return job.isRunning()
        && (now.isBefore(job.at().plus(SPARE)) || now.plus(SPARE).isBefore(job.notBefore()));
  }

  /// A job that waits no more tells nobody: what it is for is begun under another key.
  ///
  /// @param job as it was when the call found it
  /// @throws emanet.fault.FaultException `Conflicting`
  static void require(Job job, Instant now) {
    if (!now.isBefore(job.at().plus(SPARE))) {
      throw Fault.Conflicting.of(Conflict.CHANGED).exception();
    }
  }
}
