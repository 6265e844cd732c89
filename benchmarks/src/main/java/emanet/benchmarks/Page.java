package emanet.benchmarks;

import emanet.benchmarks.report.Profile;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page of figures: `docs/performance.md` between its markers, made from the files of a run, so
/// that no figure there is anybody's memory. Of any other directory than `docs/measured` the page
/// is written into that directory, and the documentation stays as it is.
final class Page {
  private static final Pattern MARKED =
      Pattern.compile("(<!-- measured: ([a-z0-9-]+) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);

  private Page() {}

  /// Where results lie that the documentation shows.
  static Path measured() {
    return Place.home().resolve("docs/measured");
  }

  /// Makes the page of what lies in a directory.
  ///
  /// @return where it is
  static Path write(Path results) throws IOException {
    var docs = Place.home().resolve("docs/performance.md");
    boolean own = results.equals(measured().toAbsolutePath());
    var page = own ? docs : results.resolve("performance.md");
    var text = filled(Files.readString(docs), results, own ? "measured/" : "");
    Files.writeString(page, text);
    return page;
  }

  /// The text with what is between its markers made from files.
  ///
  /// @param prefix of links to what lies beside the files
  static String filled(String text, Path results, String prefix) throws IOException {
    var whole = new StringBuilder();
    var marked = MARKED.matcher(text);
    while (marked.find()) {
      var section =
          marked.group(2).equals("overview")
              ? overview(results)
              : section(Part.of(marked.group(2)).orElseThrow(), results, prefix);
      marked.appendReplacement(
          whole, Matcher.quoteReplacement(marked.group(1) + section + marked.group(3)));
    }
    return marked.appendTail(whole).toString();
  }

  /// What each part came to, and how long it took.
  private static String overview(Path results) throws IOException {
    var table = new Table("overview", "part", "outcome", "extent", "seconds", "ended", "commit");
    var machines = new java.util.TreeSet<String>();
    var versions = new java.util.TreeSet<String>();
    for (var part : Part.values()) {
      var run = run(part, results);
      if (run.isEmpty()) {
        table.row("`" + part.word() + "`", "not measured", "", "", "", "");
        continue;
      }
      var of = run.get();
      machines.add(text(of, "machine") + ", " + text(of, "memory"));
      versions.add(text(of, "versions"));
      table.row(
          "`" + part.word() + "`",
          text(of, "outcome").equals("FAILED") ? "FAILED: " + text(of, "why") : text(of, "outcome"),
          text(of, "extent"),
          Math.round(Double.parseDouble(text(of, "seconds"))),
          text(of, "ended"),
          text(of, "commit"));
    }
    return table.markdown()
        + "\nMachine: "
        + String.join("; ", machines)
        + ".\n\nVersions: "
        + String.join("; ", versions)
        + ".\n";
  }

  private static String section(Part part, Path results, String prefix) throws IOException {
    var run = run(part, results);
    if (run.isEmpty()) {
      return "Not measured in this run.\n";
    }
    var text = new StringBuilder();
    if (text(run.get(), "outcome").equals("FAILED")) {
      text.append("**Could not be measured:** ").append(text(run.get(), "why")).append("\n\n");
    }
    if (text(run.get(), "extent").equals("quick")) {
      text.append("By the quick form: fewer and shorter runs, more noise")
          .append(part.isAlone() ? ".\n\n" : ", and another part may have run beside it.\n\n");
    }
    var goals = read(results, part.word() + "-goals");
    if (goals.isPresent()) {
      text.append(goals.get().markdown()).append('\n');
    }
    for (var name : part.tables()) {
      var table = read(results, name);
      if (table.isPresent()) {
        text.append(table.get().markdown()).append("\n[unrounded](" + prefix + name + ".csv)\n\n");
      }
    }
    var profile = read(results, Profile.table(part.word()));
    if (profile.isPresent()) {
      text.append("Where its processor time went, in a quick run that recorded itself:\n\n")
          .append(Profile.areas(profile.get()).markdown())
          .append("\n[unrounded, with frames](")
          .append(prefix + Profile.table(part.word()))
          .append(".csv)\n\n");
    }
    for (var name : part.plots()) {
      if (Files.exists(results.resolve(name + ".svg"))) {
        text.append("![" + name + "](" + prefix + name + ".svg)\n\n");
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static Optional<Table> read(Path results, String name) throws IOException {
    return Files.exists(results.resolve(name + ".csv"))
        ? Optional.of(Table.read(results, name))
        : Optional.empty();
  }

  private static Optional<Map<String, String>> run(Part part, Path results) throws IOException {
    return read(results, Outcome.table(part))
        .map(table -> {
          var values = new HashMap<String, String>();
          table.rows().forEach(row -> values.put("" + row.getFirst(), "" + row.getLast()));
          return values;
        });
  }

  private static String text(Map<String, String> run, String what) {
    return run.getOrDefault(what, "");
  }
}
