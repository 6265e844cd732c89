package emanet.register;

import java.time.LocalDate;
import java.time.Period;

/// Calendar periods compared. For days, a month has 30, so that what is allowed is no longer than
/// the months it stands for.
@SuppressWarnings("JavaPeriodGetDays") // days are looked at beside months, never alone
final class Periods {
  private static final int MONTH = 30;
  private static final int LONGEST_YEARS = 1000;
  private static final int MONTHS = 12;
  private static final LocalDate FROM = LocalDate.of(2023, 3, 1);

  private Periods() {}

  static boolean isPositive(Period period) {
    return !period.isNegative() && !period.isZero() && atMost(period, LONGEST_YEARS * MONTHS);
  }

  /// Whether one is longer than another, counted from the same day.
  static boolean isLonger(Period one, Period other) {
    return FROM.plus(one).isAfter(FROM.plus(other));
  }

  /// Whether `period` is `months` months long at most.
  static boolean atMost(Period period, int months) {
    long left = months - period.toTotalMonths();
    return left >= 0 && period.getDays() <= left * MONTH;
  }
}
