package emanet.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.jobs.Job;
import emanet.retention.DestructionLog.Entry;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.Disposal;
import emanet.subjects.Expiry;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a run came to, by category and rule (periodic destruction, regulation 30224, Art. 11): the
/// entries of its log, summed when it ends, so that none counts twice however often the run was
/// stopped; and what it left, as its shards counted it.
///
/// In `register`, `T#<tenant>#DR#<year-month>` / `<run>`, kept as long as the log:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `position` | S | the last entry of the log that is summed; absent before the first |
/// | `lines` | M of N | records by `<category> <activity> <period> <from> <method> <outcome> <anonymous>` |
/// | `whole` | BOOL | whether all entries are summed |
final class DestructionReport {
  /// What a shard's counts of what it left begin with.
  static final String LEFT = "#";

  /// Left as it is, since a hold keeps it; since it waits to be made anonymous with others; since
  /// something of its category was tampered with.
  enum Left {
    HELD,
    WAITING,
    TAMPERED
  }

  private static final int PAGE = 200;
  private static final String NOTHING = "-";
  private static final String POSITION = "position";
  private static final String LINES = "lines";
  private static final String WHOLE = "whole";

  private final Store store;
  private final DestructionLog log;

  DestructionReport(Store store, DestructionLog log) {
    this.store = store;
    this.log = log;
  }

  /// A rule of the register, as it was when something was over by it; none where the activity has
  /// the category no more.
  static String rule(Expiry.Lapsed lapsed) {
    var retention = lapsed.rule();
    return String.join(
        " ",
        lapsed.activity().value(),
        retention.map(rule -> rule.period().toString()).orElse(NOTHING),
        retention.map(rule -> rule.from().name()).orElse(NOTHING),
        lapsed.method().name());
  }

  /// What came of a record, as the API and reports say it.
  static String outcome(Disposal.Fate fate) {
    return switch (fate) {
      case KEEP -> "KEPT";
      case REDUCE -> "REDUCED";
      case DELETE -> "DELETED";
    };
  }

  /// Counts records that are left.
  static void count(Map<String, Long> counts, Expiry.Due due, Left why) {
    due.lapsed()
        .forEach(lapsed ->
            Destroying.count(counts, LEFT + line(due.category(), rule(lapsed), why.name()), 1));
  }

  /// Counts a record whose rules nobody could look at.
  static void countTampered(Map<String, Long> counts, CategoryCode category) {
    Destroying.count(counts, LEFT + line(category, "- - - -", Left.TAMPERED.name()), 1);
  }

  private static String line(CategoryCode category, String rule, String outcome) {
    return String.join(" ", category.value(), rule, outcome, NOTHING);
  }

  /// Sums the next entries of the log.
  ///
  /// @return whether there are more
  boolean sum(Job job) {
    var key = key(job);
    var before = store.read(key);
    if (before.filter(item -> item.flag(WHOLE)).isPresent()) {
      return false;
    }
    var position = before.flatMap(item -> item.optionalText(POSITION));
    var page = log.page(job, PAGE, position);
    var lines = new HashMap<>(before.map(item -> item.tree(LINES)).orElse(Map.of()));
    page.values().forEach(entry -> add(lines, entry));
    var last = page.keySet().stream().reduce((_, sort) -> sort).or(() -> position);
    boolean more = page.size() == PAGE;
    var item =
        Item.at(key)
            .with(LINES, Map.copyOf(lines))
            .with(WHOLE, !more)
            .withOptional(POSITION, last, Value::of);
    var unchanged =
        before.isEmpty()
            ? Condition.noItem()
            : position
                .map(text -> Condition.equal(POSITION, text))
                .orElseGet(() -> Condition.absent(POSITION));
    var _ = store.put(item, unchanged); // whoever was quicker summed the same
    return more;
  }

  private static void add(Map<String, Value> lines, Entry entry) {
    for (var rule : entry.rules()) {
      var outcome = entry.done().isPresent() ? outcome(entry.fate()) : "UNFINISHED";
      var line =
          String.join(
              " ",
              entry.category().value(),
              rule,
              outcome,
              entry.anonymous().map(AnonymousDisposal.Outcome::name).orElse(NOTHING));
      lines.merge(line, Value.of(1), (a, _) -> Value.of(number(a) + 1));
    }
  }

  private static long number(Value value) {
    return value instanceof Value.Whole(var number) ? number : 0;
  }

  /// The report, as far as the run came.
  void show(Job job, ObjectNode into) {
    var stored = store.read(key(job));
    var lines = new TreeMap<String, Long>();
    stored
        .map(item -> item.tree(LINES))
        .orElse(Map.of())
        .forEach((line, count) -> lines.merge(line, number(count), Long::sum));
    job.counts()
        .forEach((name, count) -> {
          if (name.startsWith(LEFT)) {
            lines.merge(name.substring(LEFT.length()), count, Long::sum);
          }
        });
    into.put("whole", stored.filter(item -> item.flag(WHOLE)).isPresent());
    var rows = into.putArray("lines");
    lines.forEach((line, count) -> row(rows, line.split(" ", -1), count));
  }

  private static void row(ArrayNode rows, String[] parts, long records) {
    var row = rows.addObject().put("category", parts[0]);
    put(row, "activity", parts[1]);
    put(row, "period", parts[2]);
    put(row, "from", parts[3]);
    put(row, "method", parts[4]);
    row.put("outcome", parts[5]);
    put(row, "anonymous", parts[6]);
    row.put("records", records);
  }

  private static void put(ObjectNode row, String name, String value) {
    if (!value.equals(NOTHING)) {
      row.put(name, value);
    }
  }

  private static Key key(Job job) {
    return new Key(
        Table.REGISTER, partition(job.tenant(), DestructionLog.month(job.at())), job.id());
  }

  static String partition(TenantId tenant, YearMonth month) {
    return "T#" + tenant + "#DR#" + month;
  }
}
