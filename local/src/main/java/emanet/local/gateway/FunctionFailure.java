package emanet.local.gateway;

/// A function that did not answer. The message is what Lambda would report as `errorMessage`.
final class FunctionFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  FunctionFailure(String message, Throwable cause) {
    super(message, cause);
    this.timedOut = false;
  }

  FunctionFailure(String message) {
    super(message);
    this.timedOut = true;
  }

  boolean timedOut() {
    return timedOut;
  }
}
