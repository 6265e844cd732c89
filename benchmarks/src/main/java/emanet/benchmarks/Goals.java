package emanet.benchmarks;

import java.util.Locale;

/// Goals, said one a line with what was measured; each names its two sides.
final class Goals {
  private boolean met = true;

  void most(String what, double measured, double bound) {
    say(what, measured, "≤", bound, measured <= bound);
  }

  void least(String what, double measured, double bound) {
    say(what, measured, "≥", bound, measured >= bound);
  }

  boolean met() {
    return met;
  }

  private void say(String what, double measured, String sign, double bound, boolean holds) {
    System.out.printf(
        Locale.ROOT,
        "%-7s %s: %.2f (goal %s %s)%n",
        holds ? "met" : "MISSED",
        what,
        measured,
        sign,
        bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound));
    met &= holds;
  }
}
