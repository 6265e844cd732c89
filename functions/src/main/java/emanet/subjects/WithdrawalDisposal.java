package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.consents.WithdrawalListener;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.util.List;

/// Disposes of what only a withdrawn consent covered.
record WithdrawalDisposal(Disposal disposal, ConsentStanding consents)
    implements WithdrawalListener {
  @Override
  public void withdrawn(Caller caller, SubjectId subject, ActivityCode activity) {
    if (consents.of(caller.tenant(), subject).containsKey(activity)) {
      return; // given anew
    }
    try {
      var _ = disposal.carryOut(caller, subject, List.of(Ending.of(activity)));
    } catch (FaultException e) {
      // who was erased, or never taken up, has nothing left
      if (!(e.fault() instanceof Fault.Erased || e.fault() instanceof Fault.Absent)) {
        throw e;
      }
    }
  }
}
