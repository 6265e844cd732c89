package emanet.disclosures;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Business days (iş günü) in Türkiye: Monday to Friday, but for the public holidays of law 2429.
///
/// The days come from a library's calendar. It knows the first day of the two religious feasts, by
/// the Umm al-Qura tables, which reach to the year 2174; the feasts last three days (Ramazan) and
/// four (Kurban), as that law says. Half days (the eves of the feasts and of 29 October) count as
/// business days, and so do days that the government gives off by decree: a deadline errs to the
/// early side. Where Diyanet sees the moon a day apart from the tables, so may a deadline be.
final class BusinessDays {
  /// Law 2429, Art. 2.
  private static final Map<String, Integer> LENGTHS =
      Map.of("islamic.ID_AL_FITR", 3, "islamic.ID_UL_ADHA", 4);

  /// The first year of the law as it is, and the last of the library's tables.
  private static final int FIRST = 1982;

  private static final int LAST = 2173;

  private final Map<Integer, Set<LocalDate>> holidays = new ConcurrentHashMap<>();

  /// Whether the calendar covers a date.
  static boolean covers(LocalDate date) {
    return date.getYear() >= FIRST && date.getYear() <= LAST;
  }

  boolean isOne(LocalDate date) {
    return date.getDayOfWeek() != DayOfWeek.SATURDAY
        && date.getDayOfWeek() != DayOfWeek.SUNDAY
        && !isHoliday(date);
  }

  /// The last day of a period of business days that starts on the day after `from`.
  ///
  /// @throws IllegalArgumentException if the calendar does not reach so far
  LocalDate after(LocalDate from, int days) {
    var date = from;
    for (int left = days; left > 0; ) {
      date = date.plusDays(1);
      if (!covers(date)) {
        throw new IllegalArgumentException("the calendar does not cover that year");
      }
      if (isOne(date)) {
        left--;
      }
    }
    return date;
  }

  private boolean isHoliday(LocalDate date) {
    return holidays.computeIfAbsent(date.getYear(), BusinessDays::holidays).contains(date);
  }

  /// A feast of the year before may reach into this one.
  private static Set<LocalDate> holidays(int year) {
    var days = new HashSet<LocalDate>();
    for (int y = year - 1; y <= year; y++) {
      for (var holiday : Calendar.TURKEY.getHolidays(Year.of(y))) {
        days(holiday).stream().filter(day -> day.getYear() == year).forEach(days::add);
      }
    }
    return Set.copyOf(days);
  }

  private static Set<LocalDate> days(Holiday holiday) {
    var days = new HashSet<LocalDate>();
    for (int i = 0; i < LENGTHS.getOrDefault(holiday.getPropertiesKey(), 1); i++) {
      days.add(holiday.getDate().plusDays(i));
    }
    return days;
  }

  /// Read when the first deadline is worked out, and not before.
  private static final class Calendar {
    static final HolidayManager TURKEY =
        HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.TURKEY));
  }
}
