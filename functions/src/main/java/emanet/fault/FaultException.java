package emanet.fault;

import java.util.Optional;

/// Carries a `Fault` up to where it is answered. Its text names the kind of fault and nothing else.
public final class FaultException extends RuntimeException {
  private final transient Fault fault;

  /// Empty where no ledger entry was made.
  private final String receipt;

  public FaultException(Fault fault) {
    this(fault, "");
  }

  public FaultException(Fault fault, Throwable cause) {
    super(fault.getClass().getSimpleName(), cause, false, true);
    this.fault = fault;
    this.receipt = "";
  }

  private FaultException(Fault fault, String receipt, Throwable cause) {
    super(fault.getClass().getSimpleName(), cause, false, true);
    this.fault = fault;
    this.receipt = receipt;
  }

  private FaultException(Fault fault, String receipt) {
    super(fault.getClass().getSimpleName(), null, false, false);
    this.fault = fault;
    this.receipt = receipt;
  }

  /// The fault of a call that the ledger has already.
  ///
  /// @param receipt what `Emanet-Ledger` shows of the entry
  public static FaultException recorded(Fault fault, String receipt) {
    return new FaultException(fault, receipt);
  }

  /// The same, of a failure of our own, whose cause is for the log.
  public static FaultException recorded(Fault fault, String receipt, Throwable cause) {
    return new FaultException(fault, receipt, cause);
  }

  public Fault fault() {
    return fault;
  }

  /// What `Emanet-Ledger` shows, where the call was entered in the ledger before it failed.
  public Optional<String> receipt() {
    return receipt.isEmpty() ? Optional.empty() : Optional.of(receipt);
  }
}
