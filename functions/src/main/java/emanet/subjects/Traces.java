package emanet.subjects;

import emanet.register.Category;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// A person's traces, and through them every pointer that leads from a value to the person.
///
/// An attempt's trace whose writer may still be on its way is left alone, but where the person is
/// erased: such a writer takes back what it wrote when it finds the tombstone. Attempts are
/// time-ordered ids, so their age shows.
final class Traces {
  /// Longer than any call of the API lasts (10 s): its writer has ended, one way or the other.
  static final Duration ENDED = Duration.ofMinutes(1);

  /// Longer than any function runs: the second sweep begins after it.
  static final Duration SETTLED = Duration.ofMinutes(16);

  private static final int PAGE = 500;
  private static final int BUCKETS = 256;
  private static final int AT_ONCE = 16;
  private static final String EVENTS = StartItems.EVENT + "#";

  private final Store store;
  private final InstantSource clock;

  Traces(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// An attempt's trace.
  private record Trace(Item item, CategoryCode category, RecordId record, String attempt) {
    static Trace of(Item item) {
      var parts = item.key().sort().split("#", -1);
      return new Trace(item, new CategoryCode(parts[1]), new RecordId(parts[2]), parts[3]);
    }

    boolean isOpen() {
      return !item.flag(Pointers.FILLED);
    }

    List<Key> pointers() {
      return item.texts(Pointers.POINTERS).stream().map(Pointers::parse).toList();
    }

    boolean isNamedBy(StoredRecord record) {
      return record.attempts().containsValue(attempt);
    }

    /// An id of another shape was made before attempts were ordered.
    boolean isBefore(Instant moment) {
      return attempt.length() != Ids.ORDERED_LENGTH || Ids.timeOf(attempt).isBefore(moment);
    }
  }

  private List<Trace> all(TenantId tenant, SubjectId subject, String prefix) {
    var range =
        Range.prefix(Table.LOOKUPS, Pointers.tracePartition(tenant, subject), prefix).limit(PAGE);
    return store.queryAll(range).stream().map(Trace::of).toList();
  }

  /// Deletes pointers and entries, and when they are gone what leads to them: a batch is not
  /// atomic, and may be cut off with any part of it done.
  static void delete(Store store, Collection<Key> gone) {
    delete(store, List.of(), gone);
  }

  /// The same.
  ///
  /// @param rewritten traces that lead to less from then on
  static void delete(Store store, Collection<Item> rewritten, Collection<Key> gone) {
    var last = gone.stream().filter(Pointers::leads).toList();
    store.writeAll(List.of(), gone.stream().filter(key -> !Pointers.leads(key)).toList());
    store.writeAll(rewritten, last);
  }

  /// The pointers and traces of a record that is about to go: of the attempts that it names, and of
  /// those whose writers have ended. An open trace stays, for it may be all that tells of pointers
  /// that its writer left.
  Set<Key> leftBy(RecordPlace place, StoredRecord record) {
    var ended = clock.instant().minus(ENDED);
    var live = Set.copyOf(record.attempts().values());
    var prefix = Pointers.tracePrefix(place.category(), place.record());
    var keys = new LinkedHashSet<Key>();
    for (var trace : all(place.tenant(), place.subject(), prefix)) {
      if (!trace.isOpen() && (live.contains(trace.attempt()) || trace.isBefore(ended))) {
        keys.addAll(trace.pointers());
        keys.add(trace.item().key());
      }
    }
    return keys;
  }

  /// Deletes the pointers that no record of the person names as its own, of attempts whose writers
  /// have long ended: what stops between two steps left.
  void sweep(TenantId tenant, SubjectId subject) {
    var settled = clock.instant().minus(SETTLED);
    var old = all(tenant, subject, "W#").stream().filter(trace -> trace.isBefore(settled)).toList();
    var records = records(tenant, subject, old);
    var gone = new ArrayList<Key>();
    var kept = new ArrayList<Item>();
    for (var trace : old) {
      var record = Optional.ofNullable(records.get(place(tenant, subject, trace).key()));
      Predicate<Key> live =
          pointer ->
              record
                  .map(r -> r.attempts().get(name(pointer)))
                  .filter(trace.attempt()::equals)
                  .isPresent();
      var stale = trace.pointers().stream().filter(live.negate()).toList();
      gone.addAll(stale);
      if (stale.size() == trace.pointers().size() && !trace.isOpen()) {
        gone.add(trace.item().key());
      } else if (!stale.isEmpty()) {
        var left = new TreeSet<String>();
        trace.pointers().stream().filter(live).forEach(p -> left.add(Pointers.text(p)));
        kept.add(trace.item().with(Pointers.POINTERS, Value.of((Set<String>) left)));
      }
    }
    delete(store, kept, gone);
  }

  /// The records that attempts were made at, by their keys.
  private Map<Key, StoredRecord> records(
      TenantId tenant, SubjectId subject, Collection<Trace> traces) {
    var places = new LinkedHashSet<Key>();
    traces.forEach(trace -> places.add(place(tenant, subject, trace).key()));
    var records = new HashMap<Key, StoredRecord>();
    store.readAll(places).forEach((key, item) -> records.put(key, StoredRecord.of(item)));
    return records;
  }

  private static RecordPlace place(TenantId tenant, SubjectId subject, Trace trace) {
    return new RecordPlace(tenant, subject, trace.category(), trace.record());
  }

  /// The name of what a record has the pointer for: of a field it is in the pointer's partition,
  /// `T#<tenant>#X#<category>.<field>#<bucket>`.
  private static String name(Key pointer) {
    var named = pointer.partition().split("#", -1)[3];
    return StartItems.nameOf(pointer).orElse(named.substring(named.indexOf('.') + 1));
  }

  /// Deletes every pointer and trace of an erased person, or of one category of theirs.
  ///
  /// The trace of a young attempt stays where no record names it: its writer may be putting its
  /// pointers yet, and die before it takes them back. A record names an attempt only when all that
  /// the attempt points with is there.
  ///
  /// A category may be taken up anew at once. So what a record names that lives is left, and so are
  /// a young attempt's pointers, whose record may be about to be put.
  ///
  /// @param category empty for all, the reference's too
  /// @param before attempts that were made later are left, where it is a category
  /// @param lives whether a record was sealed by a key that is not destroyed
  /// @param categories for the searchable fields, where an open trace makes the buckets be walked
  /// @return whether nothing is left: a trace whose writer may live waits for the next sweep
  boolean wipe(
      TenantId tenant,
      SubjectId subject,
      Optional<CategoryCode> category,
      Instant before,
      Predicate<StoredRecord> lives,
      Function<CategoryCode, Optional<Category>> categories) {
    var prefix = category.map(code -> "W#" + code + "#").orElse("W#");
    var ended = clock.instant().minus(ENDED);
    var open = new ArrayList<Trace>();
    var gone = new LinkedHashSet<Key>();
    boolean whole = true;
    var traces =
        all(tenant, subject, prefix).stream()
            .filter(trace -> category.isEmpty() || trace.isBefore(before))
            .toList();
    var asked =
        traces.stream().filter(trace -> category.isPresent() || !trace.isBefore(ended)).toList();
    var records = records(tenant, subject, asked);
    for (var trace : traces) {
      var named =
          Optional.ofNullable(records.get(place(tenant, subject, trace).key()))
              .filter(trace::isNamedBy);
      if (named.filter(lives).isPresent()) {
        continue;
      }
      boolean over = named.isPresent() || trace.isBefore(ended);
      whole &= over;
      if (over || category.isEmpty()) {
        gone.addAll(trace.pointers());
      }
      if (over) {
        gone.add(trace.item().key());
      }
      if (over && trace.isOpen()) {
        open.add(trace);
      }
    }
    gone.addAll(walked(tenant, subject, open, category.isEmpty(), categories));
    if (category.isEmpty()) {
      gone.addAll(unique(tenant, subject));
    }
    delete(store, gone);
    return whole;
  }

  /// Deletes the pointers that make a person's reference unique, unless they are another's by now.
  ///
  /// @return what leads to them
  private List<Key> unique(TenantId tenant, SubjectId subject) {
    var partition = Pointers.tracePartition(tenant, subject);
    var mine = Condition.equal(Pointers.SUBJECT, subject.value());
    var traces = store.query(Range.prefix(Table.LOOKUPS, partition, "U#"));
    for (var trace : traces) {
      for (var pointer : trace.texts(Pointers.POINTERS)) {
        var _ = store.delete(Pointers.parse(pointer), mine);
      }
    }
    return traces.stream().map(Item::key).toList();
  }

  /// What open traces tell of.
  ///
  /// @param all whether everything goes that is met on the way, whichever attempt put it
  private List<Key> walked(
      TenantId tenant,
      SubjectId subject,
      List<Trace> open,
      boolean all,
      Function<CategoryCode, Optional<Category>> categories) {
    var attempts = open.stream().map(Trace::attempt).collect(Collectors.toSet());
    var found = new ArrayList<Key>();
    for (var code : open.stream().map(Trace::category).collect(Collectors.toSet())) {
      categories.apply(code).ifPresent(known -> found.addAll(walked(tenant, subject, known)));
      found.addAll(walked(tenant, subject, code));
    }
    return found.stream().filter(key -> all || attempts.contains(Pointers.attempt(key))).toList();
  }

  /// The person's pointers of a category, looked for bucket by bucket.
  private List<Key> walked(TenantId tenant, SubjectId subject, Category category) {
    var found = new ArrayList<Key>();
    category
        .fields()
        .forEach((name, field) -> {
          if (field.searchable()) {
            IntStream.range(0, BUCKETS)
                .mapToObj("%02x"::formatted)
                .map(bucket -> Pointers.partition(tenant, category.code(), name, bucket))
                .<Callable<List<Key>>>map(partition -> () -> ofPerson(partition, subject))
                .gather(Gatherers.windowFixed(AT_ONCE))
                .forEach(window -> Stage.all(window).forEach(found::addAll));
          }
        });
    return found;
  }

  /// The same, of the index of starts.
  private List<Key> walked(TenantId tenant, SubjectId subject, CategoryCode category) {
    var found = new ArrayList<Key>();
    var shelves = Range.prefix(Table.LOOKUPS, StartItems.directory(tenant), EVENTS);
    for (var shelf : store.queryAll(shelves)) {
      var parts = shelf.key().sort().split("#", -1);
      if (parts[2].equals(category.value())) {
        int shard = Roster.shard(subject);
        var partition = StartItems.partition(tenant, StartItems.EVENT, parts[1], category, shard);
        found.addAll(ofPerson(partition, subject));
      }
    }
    return found;
  }

  private List<Key> ofPerson(String partition, SubjectId subject) {
    var range = Range.between(Table.LOOKUPS, partition, "!", "~").limit(PAGE);
    var found = new ArrayList<Key>();
    for (var page = store.query(range); ; ) {
      for (var pointer : page) {
        if (pointer.key().sort().split("#", -1)[1].equals(subject.value())) {
          found.add(pointer.key());
        }
      }
      if (page.size() < PAGE) {
        return found;
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
  }
}
