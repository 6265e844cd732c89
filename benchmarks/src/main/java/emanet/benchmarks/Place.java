package emanet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipFile;

/// Where the house stands, and what is built in it.
public final class Place {
  private Place() {}

  public static Path home() {
    return Path.of(System.getProperty("emanet.home", "")).toAbsolutePath();
  }

  /// The jars that Lambda is given, the product's own first: unpacked from the very archive that is
  /// deployed.
  public static List<Path> shipped() {
    try {
      var lib = home().resolve("benchmarks/target/shipped");
      unpack(home().resolve("functions/target/emanet-lambda.zip"), lib);
      try (var files = Files.list(lib)) {
        return files
            .sorted(
                Comparator.comparing((Path file) -> !file.endsWith("emanet-functions.jar"))
                    .thenComparing(Path::toString))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path archive, Path lib) throws IOException {
    Files.createDirectories(lib);
    try (var old = Files.list(lib)) {
      for (var file : old.toList()) {
        Files.delete(file);
      }
    }
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var name = Path.of(entry.getName()).getFileName();
        if (name != null && entry.getName().endsWith(".jar")) {
          try (var bytes = zip.getInputStream(entry)) {
            var _ = Files.copy(bytes, lib.resolve(name));
          }
          // the JVM checks the time of each jar against that in its cache
          Files.setLastModifiedTime(lib.resolve(name), FileTime.from(Instant.EPOCH));
        }
      }
    }
  }
}
