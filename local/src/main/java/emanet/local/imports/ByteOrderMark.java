package emanet.local.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The mark that spreadsheets put in front of Unicode text.
final class ByteOrderMark {
  private static final List<Mark> MARKS =
      List.of(
          new Mark("efbbbf", StandardCharsets.UTF_8),
          new Mark("fffe", StandardCharsets.UTF_16LE),
          new Mark("feff", StandardCharsets.UTF_16BE));
  private static final int LONGEST = 3;

  private record Mark(String hex, Charset charset) {}

  private ByteOrderMark() {}

  /// Reads over a mark, if there is one, and says which charset it stands for.
  static Optional<Charset> skip(BufferedInputStream in) throws IOException {
    in.mark(LONGEST);
    var start = HexFormat.of().formatHex(in.readNBytes(LONGEST));
    in.reset();
    for (var mark : MARKS) {
      if (start.startsWith(mark.hex())) {
        in.skipNBytes(mark.hex().length() / 2);
        return Optional.of(mark.charset());
      }
    }
    return Optional.empty();
  }
}
