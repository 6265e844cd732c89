package emanet.benchmarks;

import java.util.Arrays;
import java.util.List;

/// Runs a benchmark by its name: `java -jar benchmarks/target/emanet-benchmarks.jar sealing
/// [--quick] [--c1]`. Ends with 1 if a goal was missed, with 2 if it was called wrongly.
public final class Benchmarks {
  private static final List<String> OPTIONS = List.of("--quick", "--c1");

  private Benchmarks() {}

  public static void main(String... arguments) throws Exception {
    var words = Arrays.asList(arguments);
    if (words.isEmpty()
        || !words.getFirst().equals("sealing")
        || !OPTIONS.containsAll(words.subList(1, words.size()))) {
      System.err.println("usage: sealing [--quick] [--c1]");
      System.exit(2);
    }
    boolean met = Sealing.run(words.contains("--quick"), words.contains("--c1"));
    System.exit(met ? 0 : 1);
  }
}
