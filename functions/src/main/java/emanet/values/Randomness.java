package emanet.values;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Where random bytes come from. Tests pin it.
public interface Randomness {
  byte[] bytes(int length);

  /// The operating system's generator. Never a generator seeded in this process: a function
  /// restored from a snapshot would repeat it, and with it a nonce.
  static Randomness system() {
    try {
      var generator = SecureRandom.getInstance("NativePRNGNonBlocking");
      return length -> {
        var bytes = new byte[length];
        generator.nextBytes(bytes);
        return bytes;
      };
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this platform has no NativePRNG", e);
    }
  }
}
