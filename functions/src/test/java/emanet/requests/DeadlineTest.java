package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// Art. 13/2: thirty days, by Istanbul's calendar.
class DeadlineTest {
  private static final Deadline DEADLINE = Deadline.of(Instant.parse("2026-01-31T20:59:59Z"));

  @Test
  void countsFromTheDateInIstanbul() {
    assertThat(DEADLINE.received()).isEqualTo(LocalDate.parse("2026-01-31"));
    assertThat(Deadline.of(Instant.parse("2026-01-31T21:00:00Z")).received())
        .isEqualTo(LocalDate.parse("2026-02-01"));
  }

  @Test
  void endsWithTheThirtiethDay() {
    assertThat(DEADLINE.lastDay()).isEqualTo(LocalDate.parse("2026-03-02"));
    assertThat(DEADLINE.dueAt()).isEqualTo(Instant.parse("2026-03-02T21:00:00Z"));
    assertThat(DEADLINE.overdue(Instant.parse("2026-03-02T20:59:59.999Z"))).isFalse();
    assertThat(DEADLINE.overdue(Instant.parse("2026-03-02T21:00:00Z"))).isTrue();
  }

  @Test
  void countsLeapDays() {
    assertThat(Deadline.of(Instant.parse("2028-01-31T09:00:00Z")).lastDay())
        .isEqualTo(LocalDate.parse("2028-03-01"));
  }

  @Test
  void countsDatesAndNotHours() {
    assertThat(DEADLINE.daysLeft(Instant.parse("2026-01-31T20:59:59Z"))).isEqualTo(30);
    assertThat(DEADLINE.daysLeft(Instant.parse("2026-01-31T21:00:00Z"))).isEqualTo(29);
    assertThat(DEADLINE.daysLeft(Instant.parse("2026-03-02T20:59:59Z"))).isZero();
    assertThat(DEADLINE.daysLeft(Instant.parse("2026-03-02T21:00:00Z"))).isEqualTo(-1);
  }

  /// Art. 14/1: thirty days from learning the answer, sixty from the application at most.
  @Test
  void endsComplaintsByWhicheverComesFirst() {
    assertThat(DEADLINE.complaintUntil(LocalDate.parse("2026-02-10")))
        .isEqualTo(Instant.parse("2026-03-12T21:00:00Z"));
    assertThat(DEADLINE.complaintUntil(LocalDate.parse("2026-03-20")))
        .as("a late answer does not extend the sixty days")
        .isEqualTo(Instant.parse("2026-04-01T21:00:00Z"))
        .isEqualTo(DEADLINE.complaintLimit());
  }
}
