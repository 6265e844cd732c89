package emanet.benchmarks;

import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Goals, said one a line with what was measured; each names its two sides.
public final class Goals {
  private final Table table;
  private boolean met = true;

  /// Goals of a part.
  ///
  /// @param part whose they are: names the file that they are kept in
  public Goals(String part) {
    table = new Table(part + "-goals", "goal", "measured", "bound", "met", "if missed");
  }

  public void most(String what, double measured, double bound) {
    most(what, measured, bound, "");
  }

  /// The same, with what is known of why it is missed.
  public void most(String what, double measured, double bound, String why) {
    say(what, measured, "≤", bound, measured <= bound, why);
  }

  public void least(String what, double measured, double bound) {
    least(what, measured, bound, "");
  }

  /// The same, with what is known of why it is missed.
  public void least(String what, double measured, double bound, String why) {
    say(what, measured, "≥", bound, measured >= bound, why);
  }

  /// What is no goal: a figure that is told beside them.
  public void tell(String what, double measured) {
    System.out.printf(Locale.ROOT, "told    %s: %.2f%n", what, measured);
    table.row(what, measured, "no goal", "", "");
  }

  public boolean met() {
    return met;
  }

  /// Keeps them as `<part>-goals.csv`.
  public void write(Path directory) throws IOException {
    table.write(directory);
  }

  private void say(
      String what, double measured, String sign, double bound, boolean holds, String why) {
    var limit = sign + " " + (bound == Math.rint(bound) ? Long.toString((long) bound) : "" + bound);
    System.out.printf(
        Locale.ROOT,
        "%-7s %s: %.2f (goal %s)%s%n",
        holds ? "met" : "MISSED",
        what,
        measured,
        limit,
        holds || why.isEmpty() ? "" : ": " + why);
    table.row(what, measured, limit, holds ? "met" : "MISSED", holds ? "" : why);
    met &= holds;
  }
}
