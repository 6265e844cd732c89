package emanet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the house stands, and what is built in it.
public final class Place {
  private Place() {}

  public static Path home() {
    return Path.of(System.getProperty("emanet.home", "")).toAbsolutePath();
  }

  /// The jars that Lambda is given, in the order of their names: the product's own first.
  public static List<Path> shipped() {
    var lib = home().resolve("benchmarks/target/shipped");
    try (var files = Files.list(lib)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted(
              java.util.Comparator.comparing((Path file) -> !file.endsWith("emanet-functions.jar"))
                  .thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
