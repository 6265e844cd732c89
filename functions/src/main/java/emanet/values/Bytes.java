package emanet.values;

import com.google.errorprone.annotations.RestrictedApi;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An immutable run of bytes that is no secret: ciphertext, a hash, a wrapped key.
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// Copies `content`.
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Takes over `content` without a copy: the caller must not touch it again.
  public static Bytes owning(byte[] content) {
    return new Bytes(content);
  }

  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public static Bytes ofBase64(String base64) {
    return new Bytes(Base64.getDecoder().decode(base64));
  }

  public int length() {
    return content.length;
  }

  /// A copy.
  public byte[] toArray() {
    return content.clone();
  }

  /// The very array, without a copy: for what reads it and neither keeps nor changes it.
  @RestrictedApi(
      explanation = "whoever changes it changes an immutable value: use toArray",
      allowedOnPath = ".*/emanet/(keys|envelope|store|ledger)/.*")
  public byte[] borrowed() {
    return content;
  }

  public String toHex() {
    return HexFormat.of().formatHex(content);
  }

  public String toBase64() {
    return Base64.getEncoder().encodeToString(content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
