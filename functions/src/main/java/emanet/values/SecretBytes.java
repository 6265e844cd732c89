package emanet.values;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/// A key or a plaintext: copied in, compared in constant time, never printed, zeroed when closed.
///
/// Zeroing in a JVM is best effort: a collector may have copied the array before.
public final class SecretBytes implements AutoCloseable {
  private final byte[] content;

  /// How much of `content` is the secret: what stands beyond is zeroed with it.
  private final int length;

  private volatile boolean closed;

  private SecretBytes(byte[] content, int length) {
    this.content = content;
    this.length = length;
  }

  /// Copies `content`; the caller still owns (and zeroes) its own array.
  public static SecretBytes copyOf(byte[] content) {
    return owning(content.clone());
  }

  /// Takes over `content` without a copy: the caller must not touch it again.
  public static SecretBytes owning(byte[] content) {
    return owning(content, content.length);
  }

  /// Takes over `content`, of which the first `length` bytes are the secret.
  public static SecretBytes owning(byte[] content, int length) {
    return new SecretBytes(content, Objects.checkIndex(length, content.length + 1));
  }

  public int length() {
    return length;
  }

  /// A copy, which the caller zeroes.
  public byte[] toArray() {
    if (closed) {
      throw new IllegalStateException("the secret was closed");
    }
    return Arrays.copyOf(content, length);
  }

  public SecretBytes copy() {
    return owning(toArray());
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes secret
        && MessageDigest.isEqual(
            Arrays.copyOf(content, length), Arrays.copyOf(secret.content, secret.length));
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
