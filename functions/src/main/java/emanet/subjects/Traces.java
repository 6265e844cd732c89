package emanet.subjects;

import emanet.register.Category;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /// The pointers and traces of a record that is about to go: of the attempts that it names, and of
  /// those whose writers have ended.
  Set<Key> leftBy(RecordPlace place, StoredRecord record) {
    var ended = clock.instant().minus(ENDED);
    var live = Set.copyOf(record.attempts().values());
    var prefix = Pointers.tracePrefix(place.category(), place.record());
    var keys = new LinkedHashSet<Key>();
    for (var trace : all(place.tenant(), place.subject(), prefix)) {
      if (live.contains(trace.attempt()) || trace.isBefore(ended)) {
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
    var places = new LinkedHashSet<Key>();
    old.forEach(trace -> places.add(place(tenant, subject, trace).key()));
    var records = store.readAll(places);
    var gone = new ArrayList<Key>();
    var kept = new ArrayList<Item>();
    for (var trace : old) {
      var record =
          Optional.ofNullable(records.get(place(tenant, subject, trace).key()))
              .map(StoredRecord::of);
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
    store.writeAll(kept, gone);
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
  /// @param category empty for all, the reference's too
  /// @param before attempts that were made later are left: a category may be taken up anew
  /// @param categories for the searchable fields, where an open trace makes the buckets be walked
  /// @return whether nothing is left: an open trace whose writer may live waits for the next sweep
  boolean wipe(
      TenantId tenant,
      SubjectId subject,
      Optional<CategoryCode> category,
      Instant before,
      Function<CategoryCode, Optional<Category>> categories) {
    var prefix = category.map(code -> "W#" + code + "#").orElse("W#");
    var ended = clock.instant().minus(ENDED);
    var walks = new LinkedHashSet<CategoryCode>();
    var gone = new ArrayList<Key>();
    boolean whole = true;
    for (var trace : all(tenant, subject, prefix)) {
      if (category.isPresent() && !trace.isBefore(before)) {
        continue;
      }
      gone.addAll(trace.pointers());
      if (!trace.isOpen()) {
        gone.add(trace.item().key());
      } else if (trace.isBefore(ended)) {
        walks.add(trace.category());
        gone.add(trace.item().key());
      } else {
        whole = false;
      }
    }
    for (var code : walks) {
      categories.apply(code).ifPresent(known -> gone.addAll(0, walked(tenant, subject, known)));
      gone.addAll(0, walked(tenant, subject, code));
    }
    if (category.isEmpty()) {
      gone.addAll(unique(tenant, subject));
    }
    store.writeAll(List.of(), new LinkedHashSet<>(gone));
    return whole;
  }

  /// The pointer that makes a person's reference unique, unless it is another's by now.
  private Collection<Key> unique(TenantId tenant, SubjectId subject) {
    var partition = Pointers.tracePartition(tenant, subject);
    var gone = new ArrayList<Key>();
    for (var trace : store.query(Range.prefix(Table.LOOKUPS, partition, "U#"))) {
      var pointers = trace.texts(Pointers.POINTERS).stream().map(Pointers::parse).toList();
      store
          .readAll(pointers)
          .forEach((key, pointer) -> {
            if (pointer.text(Pointers.SUBJECT).equals(subject.value())) {
              gone.add(key);
            }
          });
      gone.add(trace.key());
    }
    return gone;
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
