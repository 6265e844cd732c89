package emanet.values;

import java.security.MessageDigest;
import java.util.Arrays;

/// A key or a plaintext: copied in, compared in constant time, never printed, zeroed when closed.
///
/// Zeroing in a JVM is best effort: a collector may have copied the array before.
public final class SecretBytes implements AutoCloseable {
  private final byte[] content;
  private volatile boolean closed;

  private SecretBytes(byte[] content) {
    this.content = content;
  }

  /// Copies `content`; the caller still owns (and zeroes) its own array.
  public static SecretBytes copyOf(byte[] content) {
    return new SecretBytes(content.clone());
  }

  /// Takes over `content` without a copy: the caller must not touch it again.
  public static SecretBytes owning(byte[] content) {
    return new SecretBytes(content);
  }

  public int length() {
    return content.length;
  }

  /// A copy, which the caller zeroes.
  public byte[] toArray() {
    if (closed) {
      throw new IllegalStateException("the secret was closed");
    }
    return content.clone();
  }

  public SecretBytes copy() {
    return new SecretBytes(toArray());
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes secret && MessageDigest.isEqual(content, secret.content);
  }

  /// The same for every secret, so that a hash says nothing of the content.
  @Override
  public int hashCode() {
    return SecretBytes.class.hashCode();
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
