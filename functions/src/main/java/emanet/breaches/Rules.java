package emanet.breaches;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The formulas of the detectors that measure an actor, with their defaults.
final class Rules {
  private static final int PLAIN_FLOOR = 60;
  private static final int PLAIN_NEWCOMER = 300;
  private static final int KNOWN_DAYS = 5;
  private static final int TIMES_MEAN = 3;
  private static final int DEVIATIONS = 4;
  private static final int REFUSED_FLOOR = 20;
  private static final int TIMES_REFUSED = 5;
  private static final int SEARCHES = 50;
  private static final int ONE_IN = 10;

  /// Of tokens, in an hour.
  static final int FORGED = 10;

  /// Openings of a key that no load was noted for, of a principal and day.
  static final int UNNOTED = 0;

  private Rules() {}

  /// Something out of the ordinary.
  ///
  /// @param count what was counted
  /// @param bound what would have been ordinary
  record Finding(Detector detector, long count, long bound) {}

  /// What of a day is out of the ordinary for this actor.
  static List<Finding> judge(Habits habits, LocalDate date) {
    var findings = new ArrayList<Finding>();
    var day = habits.on(date);
    add(findings, Detector.PLAIN_READS, day.plain(), plainBound(habits, date));
    long worst = habits.past(date, Day::refused).max().orElse(0);
    add(findings, Detector.REFUSALS, day.refused(), Math.max(REFUSED_FLOOR, TIMES_REFUSED * worst));
    if (day.searches() >= SEARCHES && day.hits() * ONE_IN < day.searches()) {
      findings.add(new Finding(Detector.SEARCH_PROBING, day.searches(), SEARCHES));
    }
    return findings;
  }

  private static void add(List<Finding> findings, Detector detector, long count, long bound) {
    if (count > bound) {
      findings.add(new Finding(detector, count, bound));
    }
  }

  private static long plainBound(Habits habits, LocalDate date) {
    if (habits.known(date) < KNOWN_DAYS) {
      return PLAIN_NEWCOMER;
    }
    double mean = habits.past(date, Day::plain).average().orElse(0);
    double variance =
        habits
            .past(date, Day::plain)
            .mapToDouble(count -> (count - mean) * (count - mean))
            .average()
            .orElse(0);
    double bound = Math.max(TIMES_MEAN * mean, mean + DEVIATIONS * Math.sqrt(variance));
    return Math.max(PLAIN_FLOOR, (long) Math.ceil(bound));
  }
}
