package emanet.local.edge.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A schedule as EventBridge Scheduler knows it: `rate(…)` or `cron(…)`.
///
/// @param since slots are after this; rates count from it
record Schedule(String name, String function, Slots slots, Instant since, Optional<String> input) {
  private static final Duration NEARLY_A_DAY = Duration.ofHours(23);
  private static final Pattern RATE =
      Pattern.compile("rate\\(\\s*([1-9]\\d{0,5})\\s+(minute|hour|day)s?\\s*\\)");
  private static final Pattern CRON = Pattern.compile("cron\\((.+)\\)");

  /// The times at which a schedule fires.
  interface Slots {
    Optional<Instant> after(Instant time);
  }

  static Schedule of(Fields fields, Instant now) {
    var name = fields.text("name");
    var expression = fields.text("expression");
    var function = fields.text("function");
    var zone = fields.optionalText("timezone");
    var input = fields.optionalText("input");
    fields.done();
    return new Schedule(name, function, slots(expression.trim(), zone, now), now, input);
  }

  Optional<Instant> next(Instant after) {
    return slots.after(after.isBefore(since) ? since : after);
  }

  /// The last slot after `from` and not after `to`.
  Optional<Instant> last(Instant from, Instant to) {
    var back = Duration.ofDays(1);
    while (true) {
      var start = to.minus(back).isBefore(from) ? from : to.minus(back);
      Optional<Instant> found = Optional.empty();
      for (var slot = next(start);
          slot.isPresent() && !slot.get().isAfter(to);
          slot = next(slot.get())) {
        found = slot;
      }
      if (found.isPresent() || start.equals(from)) {
        return found;
      }
      back = back.multipliedBy(2);
    }
  }

  /// Whether no two slots are nearer than a day, but for a change of summer time.
  boolean isDailyOrRarer(Instant from) {
    var first = next(from);
    var second = first.flatMap(this::next);
    var third = second.flatMap(this::next);
    return apart(first, second) && apart(second, third);
  }

  private static boolean apart(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty()
        || other.isEmpty()
        || Duration.between(one.get(), other.get()).compareTo(NEARLY_A_DAY) >= 0;
  }

  private static Slots slots(String expression, Optional<String> zone, Instant now) {
    var rate = RATE.matcher(expression);
    if (rate.matches()) {
      var step = step(Integer.parseInt(rate.group(1)), rate.group(2));
      return after -> {
        var passed = Duration.between(now, after).dividedBy(step);
        return Optional.of(now.plus(step.multipliedBy(Math.max(0, passed) + 1)));
      };
    }
    var cron = CRON.matcher(expression);
    if (cron.matches()) {
      return Cron.parsed(cron.group(1), zone.map(Schedule::zone).orElse(ZoneOffset.UTC));
    }
    throw Fields.wrong("expression", "rate(…) or cron(…)");
  }

  private static Duration step(int count, String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw Fields.wrong("timezone", "the name of a time zone");
    }
  }
}
