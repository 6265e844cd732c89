package emanet.breaches;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The clock of one breach (Art. 12/5; decision 2019/10 of the Board): 72 hours from learning of
/// it, through nights, weekends and holidays. Nothing stops it but a notice to the Authority that
/// was recorded.
///
/// @param learnedAt as it was last corrected
record BoardClock(Instant learnedAt) {
  /// Decision 2019/10: "en geç 72 saat içinde". Türkiye's days are all of 24 hours.
  static final Duration TIME = Duration.ofDays(3);

  /// When the tenant's own people are reminded: hours after learning. The house's choice.
  private static final List<Integer> REMINDERS = List.of(24, 48, 60, 70, 72);

  static final int FIRST_REMINDER = REMINDERS.getFirst();

  /// From this reminder on, whoever operates the deployment is alarmed as well. The house's choice.
  static final int ALARM = 70;

  /// And how often once it is over, and until when.
  private static final int AFTERWARDS = 24;

  private static final int LAST_REMINDER = 72 + 30 * AFTERWARDS;

  /// The hour of the reminder that follows one; empty after the last.
  static Optional<Integer> reminderAfter(int hour) {
    return REMINDERS.stream()
        .filter(later -> later > hour)
        .findFirst()
        .or(() -> Optional.of(hour + AFTERWARDS).filter(later -> later <= LAST_REMINDER));
  }

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
