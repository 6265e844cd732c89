package emanet.benchmarks;

import emanet.benchmarks.appending.Append;
import emanet.benchmarks.cold.ColdStart;
import emanet.benchmarks.dollars.Dollars;
import emanet.benchmarks.flow.Flow;
import emanet.benchmarks.importing.Import;
import emanet.benchmarks.moving.Moving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a benchmark by its name: `java -jar benchmarks/target/emanet-benchmarks.jar sealing
/// [--quick] [--c1] [--out DIR]`. Ends with 1 if a goal was missed, with 2 if it was called
/// wrongly.
public final class Benchmarks {
  private static final String USAGE =
      "usage: sealing|append|cold|flow|import|moving|dollars [--quick] [--c1] [--out DIR]";

  private Benchmarks() {}

  public static void main(String... arguments) throws Exception {
    var words = new ArrayList<>(List.of(arguments));
    boolean quick = words.remove("--quick");
    boolean c1 = words.remove("--c1");
    var out = out(words);
    if (words.size() != 1) {
      wrong();
    }
    boolean met =
        switch (words.getFirst()) {
          case "sealing" -> Sealing.run(quick, c1, out);
          case "append" -> Append.run(quick, out);
          case "flow" -> Flow.run(quick, out);
          case "import" -> Import.run(quick, out);
          case "moving" -> Moving.run(quick, out);
          case "dollars" -> Dollars.run(quick, out);
          case "cold" -> ColdStart.run(quick, out);
          default -> wrong();
        };
    System.exit(met ? 0 : 1);
  }

  private static Path out(List<String> words) {
    int at = words.indexOf("--out");
    if (at < 0) {
      return Path.of("benchmarks", "target", "results");
    }
    words.remove(at);
    if (at == words.size()) {
      wrong();
    }
    return Path.of(words.remove(at));
  }

  private static boolean wrong() {
    System.err.println(USAGE);
    System.exit(2);
    return false;
  }
}
