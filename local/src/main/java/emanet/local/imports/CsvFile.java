package emanet.local.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/// A CSV file on disk, read through twice: once to see that it is whole, once to import it.
///
/// @param delimiter between cells
/// @param charset unless a byte order mark says otherwise
public record CsvFile(Path path, char delimiter, Charset charset) {
  private static final int LONGEST_CELL = 1 << 19;
  private static final int LONGEST_RECORD = 1 << 20;
  private static final int SAMPLE = 1 << 16;
  private static final int MOST_COLUMNS = 1000;

  /// What a first reading found.
  ///
  /// @param records without the header
  public record Survey(List<String> header, long records) {
    public Survey {
      header = List.copyOf(header);
    }
  }

  /// Reads the file to its end.
  ///
  /// @throws BrokenCsv if it is no CSV file
  public Survey survey() throws IOException {
    if (Files.size(path) == 0) {
      throw new BrokenCsv("the file is empty");
    }
    refuseUtf8AsSomethingElse();
    var seen =
        new Object() {
          List<String> header = List.of();
          long records;
        };
    forEach((number, record) -> {
      if (number == 1) {
        seen.header = record.getFields();
      } else {
        seen.records++;
      }
    });
    if (seen.header.isEmpty()) {
      throw new BrokenCsv("the file is empty");
    }
    return new Survey(seen.header, seen.records);
  }

  /// Passes on every record with its number, the header being 1. Blank lines are no records.
  void forEach(BiConsumer<Long, CsvRecord> consumer) throws IOException {
    try (var reader = open()) {
      long number = 0;
      for (Iterator<CsvRecord> records = reader.iterator(); hasNext(records, number); ) {
        consumer.accept(++number, records.next());
      }
    }
  }

  /// Parse errors show at `hasNext`, whose text may quote the file: it is not passed on.
  private static boolean hasNext(Iterator<CsvRecord> records, long read) {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof BrokenCsv broken) {
        throw broken;
      }
      throw BrokenCsv.at(
          read + 1,
          "longer than %d characters, with a cell longer than %d, with more than %d cells, or not CSV"
              .formatted(LONGEST_RECORD, LONGEST_CELL, MOST_COLUMNS));
    }
  }

  private CsvReader<CsvRecord> open() throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(path));
    var found = ByteOrderMark.skip(in).orElse(charset);
    var decoder =
        found
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var text = new CheckedText(new InputStreamReader(in, decoder), delimiter, found.name());
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_RECORD)
        .build(
            CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_CELL)
                .maxRecordSize(LONGEST_RECORD)
                .build(),
            text);
  }

  /// A single-byte charset decodes anything, and would make garbage of every Turkish letter of a
  /// file in UTF-8. Text in such a charset is practically never well-formed UTF-8 by chance.
  private void refuseUtf8AsSomethingElse() throws IOException {
    if (charset.newEncoder().maxBytesPerChar() > 1) {
      return;
    }
    byte[] sample;
    try (var in = Files.newInputStream(path)) {
      sample = in.readNBytes(SAMPLE);
    }
    boolean ascii = true;
    for (byte b : sample) {
      ascii &= b >= 0;
    }
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var wellFormed =
        !decoder
            .decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length), false)
            .isError();
    if (!ascii && wellFormed) {
      throw new BrokenCsv("the file is UTF-8, not " + charset.name() + ": see --charset");
    }
  }
}
