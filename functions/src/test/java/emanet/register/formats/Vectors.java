package emanet.register.formats;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Lines of a vector file, each split into its columns, with JSON's escapes resolved.
final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /// A line's columns.
  record Vector(List<String> columns) {
    String get(int index) {
      return columns.get(index);
    }
  }

  static List<Vector> read(String name) {
    try (var file = Vectors.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split(" \\| ", -1)).map(Vectors::unescaped))
          .map(columns -> new Vector(columns.toList()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String column) {
    try {
      return JSON.readValue('"' + column.replace("\"", "\\\"") + '"', String.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
