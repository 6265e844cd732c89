package emanet.benchmarks;

import java.util.Locale;

/// Goals, said one a line with what was measured; each names its two sides.
public final class Goals {
  private boolean met = true;

  public void most(String what, double measured, double bound) {
    say(what, measured, "≤", bound, measured <= bound);
  }

  public void least(String what, double measured, double bound) {
    say(what, measured, "≥", bound, measured >= bound);
  }

  public boolean met() {
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
