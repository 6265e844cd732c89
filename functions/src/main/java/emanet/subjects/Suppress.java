package emanet.subjects;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The wish that the national id of who is erased is not taken up again.
///
/// @param until the date, as it was sent; empty for three years
public record Suppress(Optional<String> until) {
  private static final int YEARS = 3;
  private static final int MOST_YEARS = 10;

  /// The date; empty where none was sent that is one.
  Optional<LocalDate> date(LocalDate today) {
    try {
      return Optional.of(until.map(LocalDate::parse).orElseGet(() -> today.plusYears(YEARS)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Whether what was sent is a date.
  public boolean isDate() {
    return date(LocalDate.EPOCH).isPresent();
  }

  /// Whether it is one that may be asked for on a day: later, and by ten years at most.
  public boolean isWithin(LocalDate today) {
    return date(today)
        .filter(date -> date.isAfter(today) && !date.isAfter(today.plusYears(MOST_YEARS)))
        .isPresent();
  }
}
