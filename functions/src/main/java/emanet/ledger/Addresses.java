package emanet.ledger;

import java.net.InetAddress;
import java.util.Optional;

/// IP addresses as texts: the same address is written in several ways.
public final class Addresses {
  private Addresses() {}

  /// The one form; empty if it is no address. Never a name: those would be looked up.
  public static Optional<String> parse(String text) {
    return literal(text).map(InetAddress::getHostAddress);
  }

  /// Its 4 or 16 bytes; none if it is no address.
  static byte[] bytes(String text) {
    return literal(text).map(InetAddress::getAddress).orElseGet(() -> new byte[0]);
  }

  private static Optional<InetAddress> literal(String text) {
    if (!text.matches("[0-9a-fA-F:.]{2,45}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
