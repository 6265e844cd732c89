package emanet.local.edge;

/// How an edge is started.
///
/// @param port the loopback port, 0 for any that is free
/// @param seed what the dice of faults with a `rate` are seeded with
public record EdgeOptions(int port, long seed) {
  private static final long SEED = 20_261_101;

  public EdgeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535");
    }
  }

  /// Any free port.
  public static EdgeOptions anyPort() {
    return onPort(0);
  }

  public static EdgeOptions onPort(int port) {
    return new EdgeOptions(port, SEED);
  }
}
