package emanet.local.client;

/// Nobody answered, or nobody would serve, for as long as it was tried. Its text is for people.
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unreachable(String message) {
    super(message);
  }

  public Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
