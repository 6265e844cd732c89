package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a table held at one moment, as an export has it: lines of `{"Item": …}` in gzip.
record Picture(List<File> files, long items, long bytes) {
  Picture {
    files = List.copyOf(files);
  }

  /// A table that was read in parts.
  static Picture of(List<Picture> parts) {
    return new Picture(
        parts.stream().flatMap(part -> part.files.stream()).toList(),
        parts.stream().mapToLong(Picture::items).sum(),
        parts.stream().mapToLong(Picture::bytes).sum());
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

  /// Takes items until it is whole.
  static final class Making {
    /// Bytes of lines, before they are made smaller.
    private static final int FILE_BYTES = 4 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<File> files = new ArrayList<>();
    private ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private long items;
    private long itemsOfFile;
    private long bytes;
    private long bytesOfFile;

    void add(Map<String, AttributeValue> item) {
      line.reset();
      try {
        try (var json = JSON.createGenerator(line)) {
          json.writeStartObject();
          json.writeFieldName("Item");
          ItemJson.write(json, item);
          json.writeEndObject();
        }
        line.write('\n');
        if (itemsOfFile == 0) {
          packed = new ByteArrayOutputStream();
          out = new GZIPOutputStream(packed);
        }
        line.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      items++;
      itemsOfFile++;
      bytes += line.size();
      bytesOfFile += line.size();
      if (bytesOfFile >= FILE_BYTES) {
        endFile();
      }
    }

    Picture whole() {
      if (itemsOfFile > 0) {
        endFile();
      }
      return new Picture(files, items, bytes);
    }

    private void endFile() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.add(new File(packed.toByteArray(), itemsOfFile));
      itemsOfFile = 0;
      bytesOfFile = 0;
    }
  }
}
