package emanet.local.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/// The rejected rows: record, field, code, as CSV. A run without any leaves no file.
final class RejectsFile implements AutoCloseable {
  /// A cell that starts so is a formula to a spreadsheet: it would run what a file's maker wrote.
  private static final Set<Character> FORMULA = Set.of('=', '+', '-', '@', '\t', '\r', '\n');

  private final Path path;
  private final CsvWriter writer;
  private long written;

  RejectsFile(Path path) throws IOException {
    this.path = path;
    this.writer = CsvWriter.builder().build(path);
    writer.writeRecord("record", "field", "code");
    writer.flush();
  }

  void write(Reject reject) throws IOException {
    writer.writeRecord(
        Long.toString(reject.record()), harmless(reject.field()), harmless(reject.code()));
    written++;
  }

  void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    // a device is not ours to take away, and no link to what a stream is led to, as /dev/stdout is
    if (written == 0 && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(path);
    }
  }

  static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && FORMULA.contains(cell.charAt(0));
    return formula ? "'" + cell : cell;
  }
}
