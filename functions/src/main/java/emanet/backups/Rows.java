package emanet.backups;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Row;
import emanet.store.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Rows out of a file of an export, one after the other: lines of `{"Item": …}` in DynamoDB JSON,
/// in gzip. No more than a page of them is held.
final class Rows implements AutoCloseable {
  /// A page goes on past so many that are not wanted.
  private static final int MOST_LINES = 20_000;

  /// And holds no more bytes than these and a row's.
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int PIECE = 64 * 1024;

  private final Table table;
  private final Lines lines;

  Rows(Table table, InputStream packed) throws IOException {
    this.table = table;
    this.lines = new Lines(new GZIPInputStream(packed, PIECE));
  }

  /// Passes over so many.
  void skip(long rows) throws IOException {
    for (long i = 0; i < rows && lines.next(); i++) {
      // a line that was taken before
    }
  }

  private interface Reading<T> {
    T of(Table table, byte[] line, int from, int length) throws IOException;
  }

  /// What a line is read as.
  static final class Form<T> {
    /// As the bytes that it is, for who moves it.
    static final Form<Row> ROWS = new Form<>(Row::ofLine, Row::key);

    /// As what it holds, for who looks into it.
    static final Form<Item> ITEMS = new Form<>(Row::itemOfLine, Item::key);

    private final Reading<T> reading;
    private final Function<T, Key> key;

    private Form(Reading<T> reading, Function<T, Key> key) {
      this.reading = reading;
      this.key = key;
    }
  }

  /// Some of the rows.
  ///
  /// @param lines how many were passed, wanted or not
  /// @param more whether there may be others behind them
  record Page<T>(List<T> rows, long lines, boolean more) {
    Page {
      rows = List.copyOf(rows);
    }
  }

  /// The next rows that are wanted: of other tenants, none is parsed.
  ///
  /// @param prefix what their partition keys begin with; empty for whatever
  <T> Page<T> page(Form<T> form, String prefix, Predicate<Key> wanted, int most)
      throws IOException {
    var rows = new ArrayList<T>();
    var begins = prefix.getBytes(StandardCharsets.UTF_8);
    long passed = 0;
    long bytes = 0;
    while (rows.size() < most && passed < MOST_LINES && bytes < MOST_BYTES) {
      if (!lines.next()) {
        return new Page<>(rows, passed, false);
      }
      passed++;
      if (lines.contains(begins)) {
        var row = form.reading.of(table, lines.array(), lines.from(), lines.length());
        var key = form.key.apply(row);
        if (key.partition().startsWith(prefix) && wanted.test(key)) {
          rows.add(row);
          bytes += lines.length();
        }
      }
    }
    return new Page<>(rows, passed, true);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
