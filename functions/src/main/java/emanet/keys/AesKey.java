package emanet.keys;

import java.util.Arrays;
import javax.crypto.SecretKey;

/// An AES key that can be zeroed, which the JDK's own cannot.
final class AesKey implements SecretKey, AutoCloseable {
  static final int LENGTH = 32;

  private static final long serialVersionUID = 1L;

  private final transient byte[] content;
  private transient volatile boolean destroyed;

  /// Copies `LENGTH` bytes.
  AesKey(byte[] from, int at) {
    this.content = Arrays.copyOfRange(from, at, at + LENGTH);
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /// A copy, which its taker zeroes.
  @Override
  public byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("the key was closed");
    }
    return content.clone();
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
