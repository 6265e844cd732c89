package emanet.fault;

import java.util.Optional;

/// Carries a `Fault` up to where it is answered. Its text names the kind of fault and nothing else.
public final class FaultException extends RuntimeException {
  private final transient Fault fault;

  /// Empty where no ledger entry was made.
  private final String receipt;

  public FaultException(Fault fault) {
    super(fault.getClass().getSimpleName(), null, false, fault.isOurs());
    this.fault = fault;
    this.receipt = "";
  }

  public FaultException(Fault fault, Throwable cause) {
    super(fault.getClass().getSimpleName(), cause, false, true);
    this.fault = fault;
    this.receipt = "";
  }

  private FaultException(FaultException first, String receipt) {
    super(first.getMessage(), first.fault.isOurs() ? first : null, false, false);
    this.fault = first.fault;
    this.receipt = receipt;
  }

  /// The same fault, of a call that the ledger has by now. The first receipt stands.
  ///
  /// @param shown what `Emanet-Ledger` shows of the entry
  public FaultException recorded(String shown) {
    return receipt.isEmpty() ? new FaultException(this, shown) : this;
  }

  /// Where our own failures began must be found in a log; what callers do wrong costs no trace.
  public Fault fault() {
    return fault;
  }

  /// What `Emanet-Ledger` shows, where the call was entered in the ledger before it failed.
  public Optional<String> receipt() {
    return receipt.isEmpty() ? Optional.empty() : Optional.of(receipt);
  }
}
