package emanet.local.gateway;

/// Something else listens on the port that was asked for.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortTakenException(int port) {
    super("port " + port + " on 127.0.0.1 is taken; choose another one");
  }
}
