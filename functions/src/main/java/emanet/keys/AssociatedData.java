package emanet.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Cipher;

/// What a ciphertext is bound to, in one canonical form: each part is its length (32 bit, big
/// endian) and its bytes, in a fixed order that the purpose, the first part, determines. So two
/// different lists of parts never give the same bytes.
public final class AssociatedData {
  private static final int START = 192;

  private byte[] content;
  private int length;

  private AssociatedData(byte[] content, int length) {
    this.content = content;
    this.length = length;
  }

  public static AssociatedData of(String purpose) {
    return new AssociatedData(new byte[START], 0).with(purpose);
  }

  /// Just these bytes, which are taken over, for a format with a form of its own for what it binds.
  static AssociatedData owning(byte[] content) {
    return new AssociatedData(content, content.length);
  }

  public AssociatedData with(String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    return with(bytes, 0, bytes.length);
  }

  /// A 32-bit number, big endian.
  public AssociatedData with(int part) {
    begin(Integer.BYTES);
    put(part);
    return this;
  }

  /// A 64-bit number, big endian.
  public AssociatedData with(long part) {
    begin(Long.BYTES);
    put((int) (part >>> Integer.SIZE));
    put((int) part);
    return this;
  }

  public AssociatedData with(byte[] part, int from, int count) {
    begin(count);
    System.arraycopy(part, from, content, length, count);
    length += count;
    return this;
  }

  /// Binds what follows in the cipher to it.
  void bind(Cipher cipher) {
    cipher.updateAAD(content, 0, length);
  }

  public byte[] toArray() {
    return Arrays.copyOf(content, length);
  }

  /// A part of `count` bytes, of which the length is written.
  private void begin(int count) {
    int needed = length + Integer.BYTES + count;
    if (needed > content.length) {
      content = Arrays.copyOf(content, Math.max(needed, 2 * content.length));
    }
    put(count);
  }

  private void put(int number) {
    content[length] = (byte) (number >>> 24);
    content[length + 1] = (byte) (number >>> 16);
    content[length + 2] = (byte) (number >>> 8);
    content[length + 3] = (byte) number;
    length += Integer.BYTES;
  }
}
