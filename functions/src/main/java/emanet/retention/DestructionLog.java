package emanet.retention;

import emanet.jobs.Job;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.Disposal;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.Istanbul;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What runs of retention disposed of, kept for three years at least (regulation 30224, Art. 7/3):
/// codes and ids, never a value, nor the day that a time began.
///
/// An entry is put before its disposal and says when that was done. What is begun is listed beside
/// it, so that a run that stopped goes through with the very same.
///
/// In `register`; an entry, `T#<tenant>#DL#<year-month>` / `<run>#<subject>#<category>#<record>`:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `at` | N | ms: when it was begun |
/// | `done` | N | ms: when it was done; absent before, and where it did not open in the end |
/// | `activities` | SS | whose time was over |
/// | `methods` | SS | how those activities say that data ends |
/// | `rules` | SS | `<activity> <period> <from> <method>`: what was over by then; `-` for both in the middle where the activity has the category no more |
/// | `fate` | S | `DELETE`; `REDUCE`: fields went; `KEEP`: other activities cover all of it |
/// | `fields` | SS | names of the fields that went |
/// | `anonymous` | S | where an activity says ANONYMISE: what came of it (`AnonymousDisposal.Outcome`) |
///
/// What is begun, `T#<tenant>#DB#<run>#<shard>` / `<subject>#<category>`:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `ends` | SS | `<activity>#<record>` |
public final class DestructionLog {
  private static final int MONTHS_KEPT = 37;
  private static final int MONTHS_CLEARED = 3;
  private static final int PAGE = 25;
  private static final String AT = "at";
  private static final String DONE = "done";
  private static final String ACTIVITIES = "activities";
  private static final String METHODS = "methods";
  private static final String RULES = "rules";
  private static final String FATE = "fate";
  private static final String FIELDS = "fields";
  private static final String ANONYMOUS = "anonymous";
  private static final String ENDS = "ends";

  private final Store store;

  DestructionLog(Store store) {
    this.store = store;
  }

  /// An entry.
  public record Entry(
      SubjectId subject,
      CategoryCode category,
      RecordId record,
      Set<String> activities,
      Set<String> methods,
      Set<String> rules,
      Disposal.Fate fate,
      Set<String> fields,
      Optional<AnonymousDisposal.Outcome> anonymous,
      Instant at,
      Optional<Instant> done) {
    public Entry {
      activities = Set.copyOf(activities);
      methods = Set.copyOf(methods);
      rules = Set.copyOf(rules);
      fields = Set.copyOf(fields);
    }
  }

  /// What of one person and category is begun.
  record Begun(SubjectId subject, CategoryCode category, Map<RecordId, Set<ActivityCode>> ends) {
    Begun {
      ends = Map.copyOf(ends);
    }
  }

  private static String partition(TenantId tenant, YearMonth month) {
    return "T#" + tenant + "#DL#" + month;
  }

  static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(Istanbul.ZONE));
  }

  private static Key key(Job job, SubjectId subject, CategoryCode category, RecordId record) {
    return new Key(
        Table.REGISTER,
        partition(job.tenant(), month(job.at())),
        String.join("#", job.id(), subject.value(), category.value(), record.value()));
  }

  private static Key begunKey(Job job, int shard, SubjectId subject, CategoryCode category) {
    return new Key(
        Table.REGISTER,
        "T#" + job.tenant() + "#DB#" + job.id() + "#" + shard,
        subject + "#" + category);
  }

  /// Before anything is disposed of: what is begun is listed first, and then entered, so that no
  /// entry is left of what nobody goes on with.
  void begin(Job job, int shard, Begun begun, List<Entry> entries) {
    var ends = new TreeSet<String>();
    begun
        .ends()
        .forEach((record, activities) ->
            activities.forEach(activity -> ends.add(activity + "#" + record)));
    var key = begunKey(job, shard, begun.subject(), begun.category());
    store.writeAll(List.of(Item.at(key).with(ENDS, ends)), List.of());
    var items = new ArrayList<Item>();
    for (var entry : entries) {
      items.add(
          Item.at(key(job, entry.subject(), entry.category(), entry.record()))
              .with(AT, entry.at().toEpochMilli())
              .with(ACTIVITIES, entry.activities())
              .with(METHODS, entry.methods())
              .with(RULES, entry.rules())
              .with(FATE, entry.fate().name())
              .with(FIELDS, entry.fields())
              .withOptional(ANONYMOUS, entry.anonymous().map(Enum::name), Value::of));
    }
    store.writeAll(items, List.of());
  }

  /// Whether all that is begun was entered. Else nothing of it can have been disposed of yet:
  /// unless some of it is done, and entries of what was not due any more are gone by now.
  boolean isEntered(Job job, Begun begun) {
    var keys =
        begun.ends().keySet().stream()
            .map(record -> key(job, begun.subject(), begun.category(), record))
            .toList();
    var found = store.readAll(keys).values();
    return found.size() == keys.size() || found.stream().anyMatch(item -> item.has(DONE));
  }

  /// What a run that stopped has begun in a shard.
  List<Begun> begun(Job job, int shard) {
    var partition = "T#" + job.tenant() + "#DB#" + job.id() + "#" + shard;
    return store.query(Range.between(Table.REGISTER, partition, "!", "~").limit(PAGE)).stream()
        .map(DestructionLog::begun)
        .toList();
  }

  private static Begun begun(Item item) {
    var where = item.key().sort().split("#", -1);
    var ends = new HashMap<RecordId, Set<ActivityCode>>();
    for (var end : item.texts(ENDS)) {
      var parts = end.split("#", -1);
      ends.computeIfAbsent(new RecordId(parts[1]), _ -> new HashSet<>())
          .add(new ActivityCode(parts[0]));
    }
    return new Begun(new SubjectId(where[0]), new CategoryCode(where[1]), ends);
  }

  /// After it is done.
  ///
  /// @param left records that turned out not to be due: their entries go
  void done(Job job, int shard, Begun begun, Set<RecordId> left, Instant at) {
    var gone = new ArrayList<Key>();
    for (var record : begun.ends().keySet()) {
      var key = key(job, begun.subject(), begun.category(), record);
      if (left.contains(record)) {
        gone.add(key);
      } else {
        var _ =
            store.update(
                key,
                List.of(Change.set(DONE, at.toEpochMilli())),
                Condition.all(Condition.present(AT), Condition.absent(DONE)));
      }
    }
    gone.add(begunKey(job, shard, begun.subject(), begun.category()));
    store.writeAll(List.of(), gone);
  }

  /// Where it cannot be gone through with: its entries stay without an end.
  void left(Job job, int shard, Begun begun) {
    var key = begunKey(job, shard, begun.subject(), begun.category());
    store.writeAll(List.of(), List.of(key));
  }

  /// Where it turned out that nothing may be done.
  void dropped(Job job, int shard, Begun begun) {
    var keys = new ArrayList<Key>();
    begun
        .ends()
        .keySet()
        .forEach(record -> keys.add(key(job, begun.subject(), begun.category(), record)));
    keys.add(begunKey(job, shard, begun.subject(), begun.category()));
    store.writeAll(List.of(), keys);
  }

  /// A run's entries, by people.
  ///
  /// @param after where the page before ended
  Map<String, Entry> page(Job job, int limit, Optional<String> after) {
    var range =
        Range.prefix(Table.REGISTER, partition(job.tenant(), month(job.at())), job.id() + "#")
            .limit(limit);
    var found = new LinkedHashMap<String, Entry>();
    for (var item : store.query(after.map(range::after).orElse(range))) {
      found.put(item.key().sort(), entry(item));
    }
    return found;
  }

  /// Entries of all runs that began in a month.
  ///
  /// @param after where the page before ended
  Map<String, Entry> ofMonth(TenantId tenant, YearMonth month, int limit, Optional<String> after) {
    var range = Range.between(Table.REGISTER, partition(tenant, month), "!", "~").limit(limit);
    var found = new LinkedHashMap<String, Entry>();
    for (var item : store.query(after.map(range::after).orElse(range))) {
      found.put(item.key().sort(), entry(item));
    }
    return found;
  }

  private static Entry entry(Item item) {
    var where = item.key().sort().split("#", -1);
    return new Entry(
        new SubjectId(where[1]),
        new CategoryCode(where[2]),
        new RecordId(where[3]),
        item.texts(ACTIVITIES),
        item.texts(METHODS),
        item.texts(RULES),
        Disposal.Fate.valueOf(item.text(FATE)),
        item.texts(FIELDS),
        item.optionalText(ANONYMOUS).map(AnonymousDisposal.Outcome::valueOf),
        Instant.ofEpochMilli(item.number(AT)),
        item.optionalNumber(DONE).map(Instant::ofEpochMilli));
  }

  /// Deletes what is older than three years and a month, reports included.
  void clear(TenantId tenant, Instant now) {
    for (int i = 1; i <= MONTHS_CLEARED; i++) {
      var month = month(now).minusMonths(MONTHS_KEPT + i);
      clear(partition(tenant, month));
      clear(DestructionReport.partition(tenant, month));
    }
  }

  private void clear(String old) {
    var range = Range.between(Table.REGISTER, old, "!", "~");
    for (var page = store.query(range); !page.isEmpty(); page = store.query(range)) {
      store.writeAll(List.of(), page.stream().map(Item::key).toList());
    }
  }
}
