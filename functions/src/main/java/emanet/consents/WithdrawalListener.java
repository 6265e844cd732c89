package emanet.consents;

import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.SubjectId;

/// Follows a withdrawal of consent. A port: whoever keeps people's records fills it.
///
/// It is told after the withdrawal is in force in every Region, so that no read or write begins
/// under that consent any more, and is told again until it has returned once: what it does must be
/// repeatable from wherever it stopped.
public interface WithdrawalListener {
  /// Disengages the activity from the person's records, and disposes of what no engaged activity
  /// covers any more. If consent was given anew by the time that this runs, nothing is to be done:
  /// `ConsentStanding` says so.
  ///
  /// @param caller who withdrew, or who took the unfinished work up
  /// @throws emanet.fault.FaultException if it is not done; it will be tried again
  void withdrawn(Caller caller, SubjectId subject, ActivityCode activity);

  /// Where nobody keeps records.
  static WithdrawalListener none() {
    return (_, _, _) -> {};
  }
}
