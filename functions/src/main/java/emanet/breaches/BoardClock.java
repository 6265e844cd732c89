package emanet.breaches;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The clock of one breach (Art. 12/5; decision 2019/10 of the Board): 72 hours from learning of
/// it, through nights, weekends and holidays. Nothing stops it but a notice to the Authority that
/// was recorded.
///
/// @param learnedAt as it was last corrected
record BoardClock(Instant learnedAt) {
  /// Decision 2019/10: "en geç 72 saat içinde". Türkiye's days are all of 24 hours.
  static final Duration TIME = Duration.ofDays(3);

  /// When the tenant's own people are reminded: hours after learning. The house's choice.
  static final List<Integer> REMINDERS = List.of(24, 48, 60, 70);

  /// And how often once it is over, for how many days.
  static final Duration AFTERWARDS = Duration.ofHours(24);

  static final int AFTERWARDS_DAYS = 30;

  Instant deadline() {
    return learnedAt.plus(TIME);
  }

  /// Whole hours; negative once it is over.
  long hoursLeft(Instant at) {
    return Math.floorDiv(Duration.between(at, deadline()).toSeconds(), 3600L);
  }

  boolean over(Instant at) {
    return !at.isBefore(deadline());
  }
}
