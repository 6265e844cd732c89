package emanet.backups;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Lines of a stream, as the bytes that they are, one after the other, each in the place of the one
/// before it.
final class Lines implements AutoCloseable {
  private static final int PIECE = 64 * 1024;
  private static final byte END = '\n';

  private final InputStream content;
  private byte[] buffer = new byte[PIECE];
  private int from;
  private int to;
  private int filled;
  private boolean read;

  Lines(InputStream content) {
    this.content = content;
  }

  /// Goes to the next line.
  ///
  /// @return false where there is none
  boolean next() throws IOException {
    int begin = Math.min(to + 1, filled);
    int end = end(begin);
    while (end < 0 && !read) {
      // what there is of it goes to the front, and the rest behind it
      System.arraycopy(buffer, begin, buffer, 0, filled - begin);
      filled -= begin;
      begin = 0;
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int came = content.read(buffer, filled, buffer.length - filled);
      read = came < 0;
      int before = filled;
      filled += Math.max(came, 0);
      end = end(before);
    }
    from = begin;
    to = end < 0 ? filled : end;
    return end >= 0 || from < filled;
  }

  private int end(int begin) {
    for (int at = begin; at < filled; at++) {
      if (buffer[at] == END) {
        return at;
      }
    }
    return -1;
  }

  /// Where the line lies, until `next`.
  byte[] array() {
    return buffer;
  }

  int from() {
    return from;
  }

  /// Without its end.
  int length() {
    return to - from;
  }

  boolean contains(byte[] some) {
    if (some.length == 0) {
      return true;
    }
    for (int at = from; at <= to - some.length; at++) {
      if (buffer[at] == some[0]
          && Arrays.equals(buffer, at, at + some.length, some, 0, some.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
