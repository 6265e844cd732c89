package emanet.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose network an address is of, by a file that the operator supplies: lines `prefix,provider`
/// such as `185.0.2.0/24,Örnek Telekom`, IPv4 and IPv6. The longest prefix counts.
public final class Providers {
  static final String UNKNOWN = "unknown";

  private final Map<String, String> byPrefix = new HashMap<>();
  private final boolean[] lengths = new boolean[129];

  private Providers(List<String> lines) {
    for (var line : lines) {
      int comma = line.indexOf(',');
      if (!line.isBlank() && !line.startsWith("#")) {
        add(line.substring(0, comma).strip(), line.substring(comma + 1).strip());
      }
    }
  }

  /// Knows none.
  public static Providers none() {
    return new Providers(List.of());
  }

  public static Providers read(Path file) {
    try {
      return new Providers(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Providers ofLines(String... lines) {
    return new Providers(List.of(lines));
  }

  /// The provider; `unknown` where the file has none, or this is no address.
  String of(String address) {
    var bytes = Addresses.bytes(address);
    for (int length = bytes.length * Byte.SIZE; length >= 0 && bytes.length > 0; length--) {
      if (lengths[length]) {
        var known = byPrefix.get(key(bytes, length));
        if (known != null) {
          return known;
        }
      }
    }
    return UNKNOWN;
  }

  private void add(String prefix, String provider) {
    int slash = prefix.indexOf('/');
    var bytes = Addresses.bytes(slash < 0 ? prefix : prefix.substring(0, slash));
    int length =
        slash < 0 ? bytes.length * Byte.SIZE : Integer.parseInt(prefix.substring(slash + 1));
    if (bytes.length == 0 || length < 0 || length > bytes.length * Byte.SIZE) {
      throw new IllegalArgumentException("no prefix of addresses: " + prefix);
    }
    lengths[length] = true;
    byPrefix.put(key(bytes, length), provider);
  }

  private static String key(byte[] address, int length) {
    var masked = new byte[address.length];
    for (int bit = 0; bit < length; bit++) {
      masked[bit / Byte.SIZE] |= (byte) (address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE);
    }
    return length + Arrays.toString(masked);
  }
}
