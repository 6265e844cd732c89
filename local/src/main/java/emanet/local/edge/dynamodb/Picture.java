package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a table held at one moment, as an export has it: lines of `{"Item": …}` in gzip.
record Picture(List<File> files, long items, long bytes) {
  Picture {
    files = List.copyOf(files);
  }

  /// One file of data.
  static final class File {
    private final byte[] content;
    private final long items;

    private File(byte[] content, long items) {
      this.content = content;
      this.items = items;
    }

    byte[] content() {
      return content;
    }

    long items() {
      return items;
    }
  }

  /// Takes items until it is whole, from any thread.
  ///
  /// As with AWS there is a file for each of the table's partitions, also where that is empty, and
  /// the items of one partition key are in one file. A table of moderate size has four: so many
  /// carry the 4,000 writes a second that a table billed on demand begins with.
  static final class Making {
    private static final int PARTITIONS = 4;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Partition> partitions =
        Stream.generate(Partition::new).limit(PARTITIONS).toList();

    /// @param key the item's partition key, as text
    void add(String key, Map<String, AttributeValue> item) {
      partitions.get(Math.floorMod(key.hashCode(), PARTITIONS)).add(item);
    }

    Picture whole() {
      return new Picture(
          partitions.stream().map(Partition::file).toList(),
          partitions.stream().mapToLong(Partition::items).sum(),
          partitions.stream().mapToLong(Partition::bytes).sum());
    }
  }

  private static final class Partition {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final GZIPOutputStream out;
    private long items;
    private long bytes;

    Partition() {
      try {
        out = new GZIPOutputStream(packed);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void add(Map<String, AttributeValue> item) {
      line.reset();
      try {
        try (var json = Making.JSON.createGenerator(line)) {
          json.writeStartObject();
          json.writeFieldName("Item");
          ItemJson.write(json, item);
          json.writeEndObject();
        }
        line.write('\n');
        line.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      items++;
      bytes += line.size();
    }

    synchronized long items() {
      return items;
    }

    synchronized long bytes() {
      return bytes;
    }

    synchronized File file() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new File(packed.toByteArray(), items);
    }
  }
}
