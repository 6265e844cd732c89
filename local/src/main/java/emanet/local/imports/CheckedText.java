package emanet.local.imports;

import java.io.IOException;
import java.io.Reader;

/// Passes a file's characters on, and holds them to RFC 4180 where the parser behind it is lenient:
/// a quote stands around a whole cell or, doubled, inside one. Counts records, so that what is
/// wrong can be found.
///
/// The reader in front replaces what it cannot decode by U+FFFD, which therefore stands for a wrong
/// charset here.
final class CheckedText extends Reader {
  private static final char UNDECODABLE = '\uFFFD';
  private static final char QUOTE = '"';

  private enum Place {
    RECORD_START,
    CELL_START,
    PLAIN,
    QUOTED,
    /// Behind a quote that ends a quoted cell, or doubles.
    QUOTE_SEEN
  }

  private final Reader in;
  private final char delimiter;
  private final String charset;
  private Place place = Place.RECORD_START;
  private long record;

  CheckedText(Reader in, char delimiter, String charset) {
    this.in = in;
    this.delimiter = delimiter;
    this.charset = charset;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    for (int i = offset; i < offset + read; i++) {
      step(buffer[i]);
    }
    if (read < 0 && place == Place.QUOTED) {
      throw BrokenCsv.at(record, "a quoted cell never ends: a closing quote is missing");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void step(char c) {
    if (c == UNDECODABLE || c == '\0') {
      throw BrokenCsv.at(Math.max(record, 1), "not " + charset + " text: see --charset");
    }
    boolean lineEnd = c == '\n' || c == '\r';
    if (place == Place.RECORD_START && !lineEnd) {
      record++;
      place = Place.CELL_START;
    }
    place =
        switch (place) {
          case RECORD_START -> Place.RECORD_START;
          case CELL_START -> c == QUOTE ? Place.QUOTED : plain(c, lineEnd);
          case PLAIN -> plain(c, lineEnd);
          case QUOTED -> c == QUOTE ? Place.QUOTE_SEEN : Place.QUOTED;
          case QUOTE_SEEN -> c == QUOTE ? Place.QUOTED : afterQuoted(c, lineEnd);
        };
  }

  private Place plain(char c, boolean lineEnd) {
    if (c == QUOTE) {
      throw BrokenCsv.at(record, "a quote inside a cell that is not quoted");
    }
    return cellEnd(c, lineEnd, Place.PLAIN);
  }

  private Place afterQuoted(char c, boolean lineEnd) {
    var next = cellEnd(c, lineEnd, Place.QUOTED);
    if (next == Place.QUOTED) {
      throw BrokenCsv.at(record, "text behind the closing quote of a cell");
    }
    return next;
  }

  private Place cellEnd(char c, boolean lineEnd, Place otherwise) {
    if (lineEnd) {
      return Place.RECORD_START;
    }
    return c == delimiter ? Place.CELL_START : otherwise;
  }
}
