package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

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

  /// Takes items until it is whole.
  static final class Making {
    /// Bytes of lines, before they are made smaller.
    private static final int FILE_BYTES = 4 * 1024 * 1024;

    private final List<File> files = new ArrayList<>();
    private ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private GZIPOutputStream out = open(packed);
    private long items;
    private long itemsOfFile;
    private long bytes;
    private long bytesOfFile;

    void add(JsonNode item) {
      var line = ("{\"Item\":" + item + "}\n").getBytes(StandardCharsets.UTF_8);
      try {
        out.write(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      items++;
      itemsOfFile++;
      bytes += line.length;
      bytesOfFile += line.length;
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
      packed = new ByteArrayOutputStream();
      out = open(packed);
      itemsOfFile = 0;
      bytesOfFile = 0;
    }

    private static GZIPOutputStream open(ByteArrayOutputStream into) {
      try {
        return new GZIPOutputStream(into);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
