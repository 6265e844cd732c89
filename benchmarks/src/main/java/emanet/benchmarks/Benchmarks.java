package emanet.benchmarks;

import emanet.benchmarks.report.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a benchmark by its name, or all of them one after the other, each in a process of its own:
/// `./emanet bench all [--quick] [--parts sealing,flow] [--profile] [--out DIR]`. `page` makes the
/// page of what a directory holds. Ends with 1 if a goal was missed, with 2 if it was called
/// wrongly, with 3 if something could not be measured.
public final class Benchmarks {
  static final int MET = 0;
  static final int MISSED = 1;
  static final int WRONG = 2;
  static final int FAILED = 3;

  private Benchmarks() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    System.exit(run(new ArrayList<>(List.of(arguments))));
  }

  private static int run(List<String> words) throws IOException, InterruptedException {
    boolean quick = words.remove("--quick");
    boolean c1 = words.remove("--c1");
    boolean profile = words.remove("--profile");
    var out = option(words, "--out").map(Path::of);
    var parts = option(words, "--parts").map(Benchmarks::parts).orElse(List.of(Part.values()));
    if (words.size() != 1 || parts.isEmpty()) {
      return wrong();
    }
    var word = words.getFirst();
    if (word.equals("all")) {
      var given = out.orElse(quick || profile ? scratch() : Page.measured());
      return new All(quick, profile, given.toAbsolutePath()).run(parts);
    }
    if (word.equals("page")) {
      Page.write(out.orElse(Page.measured()).toAbsolutePath());
      return MET;
    }
    var named = Part.of(c1 ? word + "-c1" : word);
    var directory = out.orElse(scratch()).toAbsolutePath();
    return named.isEmpty() ? wrong() : one(named.get(), quick, profile, directory);
  }

  private static int one(Part part, boolean quick, boolean profile, Path out) throws IOException {
    if (profile) {
      Profile.into(out.resolve("recordings-" + part.word()));
    }
    long began = System.nanoTime();
    var outcome = Outcome.FAILED;
    var why = "";
    try {
      outcome = part.measuring().run(quick, out) ? Outcome.MET : Outcome.MISSED;
      if (profile) {
        Profile.write(out, part.word());
      }
    } catch (Exception e) {
      e.printStackTrace();
      outcome = Outcome.FAILED;
      why = e.toString();
    }
    Outcome.write(out, part, outcome, quick, (System.nanoTime() - began) / 1e9, why);
    return outcome.code();
  }

  /// Where results lie that are nobody's but who asked for them.
  private static Path scratch() {
    return Place.home().resolve("benchmarks/target/results");
  }

  /// Empty if a name is none.
  private static List<Part> parts(String names) {
    var found = Stream.of(names.split(",", -1)).map(Part::of).toList();
    return found.stream().allMatch(Optional::isPresent)
        ? found.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }

  private static int wrong() {
    var names = Stream.of(Part.values()).map(Part::word).collect(Collectors.joining("|"));
    System.err.println(
        "usage: all|page|" + names + " [--quick] [--profile] [--out DIR] [--parts NAME,NAME]");
    return WRONG;
  }
}
