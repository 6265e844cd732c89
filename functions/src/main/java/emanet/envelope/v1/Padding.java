package emanet.envelope.v1;

import emanet.fault.Fault;

/// ISO/IEC 7816-4: one byte 0x80, then zeroes up to the next multiple of 64. So a length tells a
/// range of 64, and nothing finer.
final class Padding {
  static final int BLOCK = 64;

  private static final byte MARK = (byte) 0x80;

  private Padding() {}

  /// The padded length of `length` bytes: at least one more.
  static int padded(int length) {
    return Math.multiplyExact(length / BLOCK + 1, BLOCK);
  }

  /// Marks the end of the content; what follows is zero already.
  static void mark(byte[] to, int end) {
    to[end] = MARK;
  }

  /// The length of the content. The padding was authenticated, so it may be walked in plain time.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is not padded as `padded` and `mark` do
  static int unpadded(byte[] content) {
    int end = content.length - 1;
    while (end > content.length - BLOCK && content[end] == 0) {
      end--;
    }
    if (content[end] != MARK) {
      throw new Fault.Tampered().exception();
    }
    return end;
  }
}
