package emanet.http;

import emanet.fault.Refusal;
import emanet.values.Caller;
import java.util.Optional;

/// Where refusals are recorded that no room below recorded: this room cannot see the ledger, wiring
/// joins the two.
public interface Refusals {
  /// Records durably, before the caller is told.
  ///
  /// @return what `Emanet-Ledger` shows of the entry
  /// @throws emanet.fault.FaultException if it cannot be recorded: then that is the answer
  Optional<String> refused(Caller caller, Request request, Refusal reason);
}
