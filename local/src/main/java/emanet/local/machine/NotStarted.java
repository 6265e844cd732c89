package emanet.local.machine;

/// One machine could not be started; the message says why, in one line.
public final class NotStarted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotStarted(String message) {
    super(message);
  }
}
