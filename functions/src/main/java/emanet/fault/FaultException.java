package emanet.fault;

/// Carries a `Fault` up to where it is answered. Its text names the kind of fault and nothing else.
public final class FaultException extends RuntimeException {
  private final transient Fault fault;

  public FaultException(Fault fault) {
    super(fault.getClass().getSimpleName(), null, false, false);
    this.fault = fault;
  }

  public FaultException(Fault fault, Throwable cause) {
    super(fault.getClass().getSimpleName(), cause, false, true);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
