package emanet.requests;

import emanet.values.Istanbul;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// The clock of one request (Art. 13/2). It starts on the Istanbul date of receipt and cannot be
/// stopped or extended.
///
/// @param received the Istanbul date of receipt
record Deadline(LocalDate received) {
  static Deadline of(Instant receivedAt) {
    return new Deadline(date(receivedAt));
  }

  static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Istanbul.ZONE);
  }

  /// The last day on which the answer is in time.
  LocalDate lastDay() {
    return received.plusDays(Law.ANSWER_DAYS);
  }

  /// 24:00 of the last day.
  Instant dueAt() {
    return start(lastDay().plusDays(1));
  }

  /// Istanbul dates from today to the last day; negative after it.
  long daysLeft(Instant now) {
    return ChronoUnit.DAYS.between(date(now), lastDay());
  }

  boolean overdue(Instant now) {
    return !now.isBefore(dueAt());
  }

  /// The n-th day after receipt that `now` lies in.
  long day(Instant now) {
    return ChronoUnit.DAYS.between(received, date(now));
  }

  /// Until when the person may complain to the Board (Art. 14/1), where the answer was learnt then.
  Instant complaintUntil(LocalDate learnt) {
    var byAnswer = learnt.plusDays(Law.COMPLAINT_DAYS);
    var limit = received.plusDays(Law.COMPLAINT_LIMIT_DAYS);
    return start((byAnswer.isBefore(limit) ? byAnswer : limit).plusDays(1));
  }

  /// The same, while nobody knows whether an answer was learnt.
  Instant complaintLimit() {
    return start(received.plusDays(Law.COMPLAINT_LIMIT_DAYS + 1L));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(Istanbul.ZONE).toInstant();
  }
}
