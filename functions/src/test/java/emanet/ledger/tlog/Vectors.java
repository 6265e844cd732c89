package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Vectors of the ledger: one a file, of lines `name: value`.
final class Vectors {
  private static final String ROOT = "/vectors/ledger-v1/";

  private Vectors() {}

  record Vector(String file, List<String[]> lines) {
    List<String> all(String name) {
      return lines.stream().filter(line -> line[0].equals(name)).map(line -> line[1]).toList();
    }

    String text(String name) {
      return all(name).getFirst();
    }

    long number(String name) {
      return Long.parseUnsignedLong(text(name));
    }

    Bytes hash(String name) {
      return Bytes.ofHex(text(name));
    }

    List<Bytes> hashes(String name) {
      return all(name).stream().map(Bytes::ofHex).toList();
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Vector> in(String folder) {
    return files(folder).map(Vectors::read);
  }

  static Stream<Path> files(String folder) {
    try (var files = Files.list(Path.of(Vectors.class.getResource(ROOT + folder).toURI()))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Vector read(Path file) {
    try {
      var lines = new ArrayList<String[]>();
      for (var line : Files.readAllLines(file)) {
        if (!line.startsWith("#")) {
          int colon = line.indexOf(':');
          lines.add(new String[] {line.substring(0, colon), line.substring(colon + 1).strip()});
        }
      }
      return new Vector(file.getFileName().toString(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
