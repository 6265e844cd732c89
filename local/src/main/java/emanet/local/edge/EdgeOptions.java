package emanet.local.edge;

import emanet.local.edge.kms.Making;

/// How an edge is started.
///
/// @param port the loopback port, 0 for any that is free
/// @param seed what the dice of faults with a `rate` are seeded with
/// @param schedules what lets schedules run
/// @param making where keys come from
public record EdgeOptions(int port, long seed, Schedules schedules, Making making) {
  /// What lets schedules run.
  public enum Schedules {
    /// Time that passes, and jumps of the clock.
    BY_TIME,
    /// Jumps of the clock only: what fell due in the meantime runs with the next one. For who
    /// counts calls, or breaks them, and wants nothing else to come in between.
    BY_JUMPS
  }

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
    return new EdgeOptions(port, SEED, Schedules.BY_TIME, Making.whenUsed());
  }

  /// Any free port, schedules that run when the clock is moved, not by themselves, and RSA keys
  /// that are made once for all such edges of this process.
  public static EdgeOptions quiet() {
    return new EdgeOptions(0, SEED, Schedules.BY_JUMPS, Making.sparingly());
  }

  /// Any free port, and no work but what is asked for: schedules that run when the clock is moved,
  /// and RSA keys that are made when they are used. For who measures what is beside it.
  public static EdgeOptions idle() {
    return new EdgeOptions(0, SEED, Schedules.BY_JUMPS, Making.whenUsed());
  }
}
