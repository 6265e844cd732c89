package emanet.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What functions used of AWS in a process of tests, kept in a file for whoever judges it
/// afterwards: one JSON text a line, in order.
public final class Uses {
  private static final String FILE = "local/target/uses.jsonl";

  private Uses() {}

  static void keep(Path root, Collection<JsonNode> uses) {
    var lines = new TreeSet<String>();
    uses.forEach(use -> lines.add(use.toString()));
    try {
      Files.write(root.resolve(FILE), lines);
    } catch (IOException e) {
      System.err.println("what was used of AWS is not kept: " + e);
    }
  }

  /// Nothing if no process kept anything.
  public static Set<JsonNode> kept(Path root) throws IOException {
    var file = root.resolve(FILE);
    var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    return lines.stream().map(Stack::json).collect(Collectors.toSet());
  }
}
