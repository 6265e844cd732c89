package emanet.register;

import emanet.values.Caller;
import emanet.values.TenantId;

/// How proposals of one kind are carried out, once a second person approved.
///
/// An effect may be begun more than once, from any point where it stopped: it must come to the same
/// end each time, and know its own work by the approval's id.
public interface Effect {
  /// The kind of proposal, such as `ACTIVITY`.
  String kind();

  /// Carries the proposal out.
  ///
  /// @param decider the second person
  /// @throws emanet.fault.FaultException if it cannot be done any more; the approval has failed
  ///   then (but for `Unavailable` and `Internal`: then it can be taken up again)
  void carryOut(TenantId tenant, Caller decider, Approval approval);
}
