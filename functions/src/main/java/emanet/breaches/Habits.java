package emanet.breaches;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/// What an actor did day by day, of four weeks: what they are measured against.
///
/// In `register`, `T#<tenant>#WATCH` / `A#<actor>`:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `through` | S | the id of the last entry that is counted: none is counted twice |
/// | `days` | M | by date: M of `p`, `r`, `s`, `h`, each N: plain reads, refusals, searches, hits |
///
/// @param through empty where nothing is counted yet
record Habits(String actor, String through, TreeMap<LocalDate, Day> days) {
  /// Days that count as the past.
  static final int PAST = 28;

  private static final String THROUGH = "through";
  private static final String DAYS = "days";
  private static final String[] COUNTS = {"p", "r", "s", "h"};

  static String partition(TenantId tenant) {
    return "T#" + tenant + "#WATCH";
  }

  static Key key(TenantId tenant, String actor) {
    return new Key(Table.REGISTER, partition(tenant), "A#" + actor);
  }

  static Habits none(String actor) {
    return new Habits(actor, "", new TreeMap<>());
  }

  static Habits of(String actor, Item item) {
    var days = new TreeMap<LocalDate, Day>();
    item.tree(DAYS)
        .forEach((date, value) -> {
          if (value instanceof Value.Tree(var entries)) {
            days.put(LocalDate.parse(date), day(entries));
          }
        });
    return new Habits(actor, item.text(THROUGH), days);
  }

  private static Day day(Map<String, Value> entries) {
    var numbers = new long[COUNTS.length];
    for (int i = 0; i < COUNTS.length; i++) {
      if (entries.get(COUNTS[i]) instanceof Value.Whole(var number)) {
        numbers[i] = number;
      }
    }
    return new Day(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  Item item(TenantId tenant) {
    var tree = new HashMap<String, Value>();
    days.forEach((date, day) -> {
      var entries = new HashMap<String, Value>();
      long[] numbers = {day.plain(), day.refused(), day.searches(), day.hits()};
      for (int i = 0; i < COUNTS.length; i++) {
        entries.put(COUNTS[i], Value.of(numbers[i]));
      }
      tree.put(date.toString(), Value.of(entries));
    });
    return Item.at(key(tenant, actor)).with(THROUGH, through).with(DAYS, tree);
  }

  /// With an entry more, unless it is counted already.
  Habits with(String id, LocalDate date, Day more) {
    if (id.compareTo(through) <= 0) {
      return this;
    }
    var next = new TreeMap<>(days);
    next.merge(date, more, Day::plus);
    next.headMap(next.lastKey().minusDays(PAST + 1L), false).clear();
    return new Habits(actor, id, next);
  }

  /// How many days before this one are known: from the first on which anything was counted.
  int known(LocalDate date) {
    var first = days.isEmpty() ? date : days.firstKey();
    long between = first.isBefore(date) ? first.until(date, java.time.temporal.ChronoUnit.DAYS) : 0;
    return (int) Math.min(PAST, between);
  }

  /// A count of each known day before this one; 0 where nothing was counted.
  LongStream past(LocalDate date, ToLongFunction<Day> count) {
    return LongStream.rangeClosed(1, known(date))
        .map(back -> count.applyAsLong(days.getOrDefault(date.minusDays(back), Day.NONE)));
  }

  Day on(LocalDate date) {
    return days.getOrDefault(date, Day.NONE);
  }
}
