package emanet.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), which every platform has.
public final class Sha256 {
  private Sha256() {}

  /// For what comes in parts.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this platform has no SHA-256", e);
    }
  }

  /// The 32 bytes.
  public static Bytes of(byte[] content) {
    return Bytes.owning(digest().digest(content));
  }

  /// Of the text in UTF-8.
  public static Bytes of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
