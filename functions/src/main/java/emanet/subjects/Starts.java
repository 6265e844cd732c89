package emanet.subjects;

import emanet.keys.Macs;
import emanet.register.Retention;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.Istanbul;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Notes what times of retention count from, by activity and category, so that what is due is found
/// by a range, whatever the period is by then: it is the start that is noted, not the end.
///
/// An entry is put before the record that needs it, and says only where to look: whether something
/// is due, the record itself tells (`Began`, and the date that is sealed in it), or the person. So
/// an entry that leads nowhere any more costs a look and is then dropped (`Expiry.settle`), and
/// none is ever missing:
///
/// - A record's own are put with its pointers, in the stage before it. One that says when something
///   happened **is** a pointer, of the attempt that puts the record: it goes with the record, with
///   the date that it had before, and with the person, as pointers do (`Indexing`, `Traces`).
/// - Where the relationship's end counts, there is one entry a person, activity and category, once
///   the relationship has ended. Who changes the end leaves a note first (`moving`), changes it,
///   and puts the entries of all records that are there; a write that read the old end and was
///   slower is found by the note, which is gone through again once every such write has ended. The
///   end itself is noted before any entry of it is put, so that whoever erases the person finds
///   them all.
final class Starts {
  private static final int PAGE = 500;

  private static final String BY_CREATION = String.valueOf(StartItems.CREATED);
  private static final String BY_EVENT = String.valueOf(StartItems.EVENT);

  /// The relationship's end counts, so that the person's item tells.
  private static final String BY_PERSON = String.valueOf(StartItems.RELATIONSHIP);

  private final Store store;
  private final StartCodes codes;
  private final InstantSource clock;

  /// What this process knows to be listed.
  private final Set<Key> listed = ConcurrentHashMap.newKeySet();

  Starts(Store store, Macs macs, InstantSource clock) {
    this.store = store;
    this.codes = new StartCodes(macs);
    this.clock = clock;
  }

  StartCodes codes() {
    return codes;
  }

  /// @param entries to be durable before the record is, beside its pointers
  record Noted(Began began, List<Item> entries) {}

  /// What a record is about to count from.
  ///
  /// @param before how it stands now; only the activities that stay engaged
  /// @param fresh what counts for an activity that is newly engaged, or writes
  /// @param end the end of the person's relationship: asked only where it counts
  Noted noted(
      RecordPlace place,
      Began before,
      Map<ActivityCode, Retention.Start> fresh,
      Supplier<Optional<LocalDate>> end) {
    var created = before.created().orElseGet(this::today);
    var by = new HashMap<>(before.by());
    fresh.forEach((activity, from) -> by.put(activity.value(), String.valueOf(kind(from))));
    var began = new Began(Optional.of(created), by);
    var fresher = new HashMap<>(by);
    fresher.entrySet().removeAll(before.by().entrySet());
    fresher.forEach((activity, text) -> list(place.tenant(), text, activity, place.category()));
    var entries = entries(place, new Began(Optional.of(created), fresher), end);
    return new Noted(began, entries);
  }

  /// The same, for a record that stays under those activities only.
  Noted noted(
      RecordPlace place,
      StoredRecord record,
      Map<ActivityCode, Retention.Start> engaged,
      Supplier<Optional<LocalDate>> end) {
    var staying = new HashMap<String, String>();
    var fresh = new HashMap<ActivityCode, Retention.Start>();
    engaged.forEach((activity, from) -> {
      var text = record.began().by().get(activity.value());
      if (text == null) {
        fresh.put(activity, from);
      } else {
        staying.put(activity.value(), text);
      }
    });
    return noted(place, new Began(record.began().created(), staying), fresh, end);
  }

  /// The entries of a record that are no pointers.
  List<Item> entries(RecordPlace place, Began began, Supplier<Optional<LocalDate>> end) {
    var keys = new LinkedHashSet<Key>();
    began
        .by()
        .forEach((activity, text) -> {
          if (text.equals(BY_CREATION)) {
            began
                .created()
                .ifPresent(date -> keys.add(StartItems.ofCreated(place, activity, date)));
          } else if (text.equals(BY_PERSON)) {
            // where the relationship goes on, who changes its end puts the entries
            end.get()
                .ifPresent(date ->
                    keys.add(
                        ofPerson(
                            place.tenant(), place.subject(), activity, place.category(), date)));
          }
        });
    return keys.stream().map(key -> StartItems.item(key, clock.instant())).toList();
  }

  private Key ofPerson(
      TenantId tenant, SubjectId subject, String activity, CategoryCode category, LocalDate end) {
    return StartItems.ofPerson(
        tenant, subject, new ActivityCode(activity), category, codes.code(tenant, end));
  }

  static char kind(Retention.Start from) {
    return switch (from) {
      case CREATED -> StartItems.CREATED;
      case EVENT_DATE -> StartItems.EVENT;
      case RELATIONSHIP_END -> StartItems.RELATIONSHIP;
    };
  }

  /// What the entries that are pointers are called on the record, with the code of its own date.
  Map<String, String> events(TenantId tenant, Began began, Optional<String> eventDate) {
    var named = new LinkedHashMap<String, String>();
    began
        .by()
        .forEach((activity, text) -> {
          if (text.equals(BY_EVENT)) {
            var code = eventDate.map(date -> codes.code(tenant, LocalDate.parse(date)));
            named.put(StartItems.name(activity), code.orElse(StartCodes.UNKNOWN));
          }
        });
    return named;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
  }

  /// Says that there are entries of an activity and a category: once a process.
  void list(TenantId tenant, String text, String activity, CategoryCode category) {
    var key = StartItems.listed(tenant, text.charAt(0), activity, category);
    if (!listed.contains(key)) {
      store.writeAll(List.of(StartItems.item(key, clock.instant())), List.of());
      listed.add(key);
    }
  }

  /// Before the end of a person's relationship is changed.
  ///
  /// @param end as it will be
  void moving(TenantId tenant, SubjectId subject, Optional<LocalDate> end) {
    var notes = new ArrayList<Item>();
    notes.add(StartItems.item(StartItems.moved(tenant, subject), clock.instant()));
    end.ifPresent(date -> notes.add(noted(tenant, subject, date)));
    store.writeAll(notes, List.of());
  }

  /// That a person's relationship ends on that date.
  Item noted(TenantId tenant, SubjectId subject, LocalDate end) {
    var key = StartItems.end(tenant, subject, codes.code(tenant, end));
    return StartItems.item(key, clock.instant());
  }

  /// After it was changed.
  ///
  /// @param end as it is now
  void moved(TenantId tenant, SubjectId subject, Optional<LocalDate> end) {
    if (end.isEmpty()) {
      return;
    }
    var entries = new LinkedHashMap<Key, Item>();
    for (var item : records(tenant, subject)) {
      var category = Disposal.place(tenant, subject, item.key()).category();
      StoredRecord.of(item)
          .began()
          .by()
          .forEach((activity, text) -> {
            if (text.equals(BY_PERSON)) {
              var key = ofPerson(tenant, subject, activity, category, end.get());
              entries.put(key, StartItems.item(key, clock.instant()));
            }
          });
    }
    store.writeAll(entries.values(), List.of());
  }

  private List<Item> records(TenantId tenant, SubjectId subject) {
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS)
            .limit(PAGE);
    return store.queryAll(range);
  }

  /// The entries of records that nobody can write any more, for they are an erased person's: those
  /// that count from a record's creation.
  ///
  /// @param items of the person's partition
  static Set<Key> leftBy(TenantId tenant, SubjectId subject, Collection<Item> items) {
    var left = new LinkedHashSet<Key>();
    for (var item : items) {
      if (item.key().sort().startsWith(RecordPlace.RECORDS)) {
        var place = Disposal.place(tenant, subject, item.key());
        var began = StoredRecord.of(item).began();
        began.created().ifPresent(created -> left.addAll(ofCreation(place, began, created)));
      }
    }
    return left;
  }

  private static Set<Key> ofCreation(RecordPlace place, Began began, LocalDate created) {
    var keys = new LinkedHashSet<Key>();
    began
        .by()
        .forEach((activity, text) -> {
          if (text.equals(BY_CREATION)) {
            keys.add(StartItems.ofCreated(place, activity, created));
          }
        });
    return keys;
  }

  /// The same: those that count from the ends that the relationship had, and what says which.
  static Set<Key> endsLeftBy(Store store, TenantId tenant, SubjectId subject) {
    var ends = store.queryAll(StartItems.ends(tenant, subject));
    var left = new LinkedHashSet<Key>();
    if (!ends.isEmpty()) {
      var shelves =
          store.queryAll(
              Range.prefix(Table.LOOKUPS, StartItems.directory(tenant), BY_PERSON + "#"));
      for (var end : ends) {
        for (var shelf : shelves) {
          var parts = shelf.key().sort().split("#", -1);
          var activity = new ActivityCode(parts[1]);
          var category = new CategoryCode(parts[2]);
          var code = StartItems.endCode(end.key());
          left.add(StartItems.ofPerson(tenant, subject, activity, category, code));
        }
      }
      ends.forEach(end -> left.add(end.key()));
    }
    return left;
  }
}
