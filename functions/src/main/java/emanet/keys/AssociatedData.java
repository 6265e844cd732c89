package emanet.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a ciphertext is bound to, in one canonical form: each part is its length (32 bit, big
/// endian) and its bytes, in a fixed order that the purpose, the first part, determines. So two
/// different lists of parts never give the same bytes.
public final class AssociatedData {
  private static final int START = 192;

  private byte[] content = new byte[START];
  private int length;

  private AssociatedData() {}

  public static AssociatedData of(String purpose) {
    return new AssociatedData().with(purpose);
  }

  public AssociatedData with(String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    return with(bytes, 0, bytes.length);
  }

  /// A 32-bit number, big endian.
  public AssociatedData with(int part) {
    return with(ByteBuffer.allocate(Integer.BYTES).putInt(part).array(), 0, Integer.BYTES);
  }

  /// A 64-bit number, big endian.
  public AssociatedData with(long part) {
    return with(ByteBuffer.allocate(Long.BYTES).putLong(part).array(), 0, Long.BYTES);
  }

  public AssociatedData with(byte[] part, int from, int count) {
    int needed = length + Integer.BYTES + count;
    if (needed > content.length) {
      content = Arrays.copyOf(content, Math.max(needed, 2 * content.length));
    }
    ByteBuffer.wrap(content, length, Integer.BYTES).putInt(count);
    System.arraycopy(part, from, content, length + Integer.BYTES, count);
    length = needed;
    return this;
  }

  public byte[] toArray() {
    return Arrays.copyOf(content, length);
  }
}
