package emanet.local.edge.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The six fields of EventBridge's cron: minutes, hours, day of month, month, day of week (1 is
/// Sunday), year. `W` and `#` are not known here; `L` is, as a day of the month.
final class Cron implements Schedule.Slots {
  private static final int FIELDS = 6;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet daysOfMonth;
  private final boolean lastDayOfMonth;
  private final BitSet months;
  private final BitSet daysOfWeek;
  private final BitSet years;
  private final ZoneId zone;

  private Cron(String[] fields, ZoneId zone) {
    minutes = set(fields[0], 0, 59, List.of());
    hours = set(fields[1], 0, 23, List.of());
    lastDayOfMonth = fields[2].equals("L");
    daysOfMonth = lastDayOfMonth ? new BitSet() : set(fields[2], 1, 31, List.of());
    months = set(fields[3], 1, 12, MONTHS);
    daysOfWeek = set(fields[4], 1, 7, DAYS);
    years = set(fields[5], FIRST_YEAR, LAST_YEAR, List.of());
    this.zone = zone;
  }

  static Cron parsed(String expression, ZoneId zone) {
    var fields = expression.trim().toUpperCase(Locale.ROOT).split("\\s+");
    if (fields.length != FIELDS) {
      throw unknown(expression);
    }
    try {
      return new Cron(fields, zone);
    } catch (NumberFormatException e) {
      throw unknown(expression);
    }
  }

  @Override
  public Optional<Instant> after(Instant time) {
    for (var day = time.atZone(zone).toLocalDate();
        day.getYear() <= LAST_YEAR && years.nextSetBit(day.getYear()) >= 0;
        day = day.plusDays(1)) {
      if (matches(day)) {
        var slot = firstOn(day, time);
        if (slot.isPresent()) {
          return slot;
        }
      }
    }
    return Optional.empty();
  }

  private boolean matches(LocalDate day) {
    var dayOfMonth =
        lastDayOfMonth
            ? day.getDayOfMonth() == day.lengthOfMonth()
            : daysOfMonth.get(day.getDayOfMonth());
    return dayOfMonth
        && years.get(day.getYear())
        && months.get(day.getMonthValue())
        && daysOfWeek.get(day.getDayOfWeek().getValue() % 7 + 1);
  }

  private Optional<Instant> firstOn(LocalDate day, Instant after) {
    for (var hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (var minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        var slot = day.atTime(LocalTime.of(hour, minute)).atZone(zone).toInstant();
        if (slot.isAfter(after)) {
          return Optional.of(slot);
        }
      }
    }
    return Optional.empty();
  }

  private static BitSet set(String field, int lowest, int highest, List<String> names) {
    var values = new BitSet();
    for (var part : field.split(",", -1)) {
      var slash = part.indexOf('/');
      var range = slash < 0 ? part : part.substring(0, slash);
      var step = slash < 0 ? 1 : Integer.parseInt(part.substring(slash + 1));
      var dash = range.indexOf('-');
      int from;
      int to;
      if (range.equals("*") || range.equals("?")) {
        from = lowest;
        to = highest;
      } else if (dash > 0) {
        from = value(range.substring(0, dash), names);
        to = value(range.substring(dash + 1), names);
      } else {
        from = value(range, names);
        to = slash < 0 ? from : highest;
      }
      if (from < lowest || to > highest || from > to || step < 1) {
        throw unknown(field);
      }
      for (var value = from; value <= to; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static int value(String text, List<String> names) {
    var named = names.indexOf(text);
    return named >= 0 ? named + 1 : Integer.parseInt(text);
  }

  private static ControlFailure unknown(String expression) {
    return ControlFailure.badRequest("cron(" + expression + ") is not understood.");
  }
}
