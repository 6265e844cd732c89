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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Notes what times of retention count from, by activity and category, so that what is due is found
/// by a range, whatever the period is by then: it is the start that is noted, not the end.
///
/// An entry is put before the record that needs it, and says only where to look: whether something
/// is due, the record itself tells (`Began`), or the person. So an entry that leads nowhere any
/// more costs a look and is then dropped (`StartIndex.drop`), and none is ever missing:
///
/// - A record's own are put with its pointers, in the stage before it.
/// - Where the relationship's end counts, there is one entry a person, activity and category, once
///   the relationship has ended. Who changes the end leaves a note first (`moved`), changes it, and
///   puts the entries of all records that are there; a write that read the old end and was slower
///   is found by the note, which is gone through again once every such write has ended.
final class Starts {
  private static final int PAGE = 500;

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

  /// @param entries to be durable before the record is
  record Noted(Began began, List<Item> entries) {}

  /// What a record is about to count from.
  ///
  /// @param before how it stands now; only the activities that stay engaged
  /// @param fresh what counts for an activity that is newly engaged, or writes
  /// @param end the code of the end of the person's relationship, if it has one
  Noted noted(
      RecordPlace place,
      Began before,
      Map<ActivityCode, Retention.Start> fresh,
      Optional<String> eventDate,
      Optional<String> end) {
    var created = before.created().orElseGet(this::today);
    var by = new HashMap<String, String>();
    before.by().forEach((activity, text) -> by.put(activity, again(place, text, eventDate)));
    fresh.forEach(
        (activity, from) -> by.put(activity.value(), text(place, from, created, eventDate)));
    var entries = new LinkedHashMap<Key, Item>();
    by.forEach((activity, text) -> {
      if (!text.equals(before.by().get(activity))) {
        key(place, new ActivityCode(activity), text, end)
            .ifPresent(key -> entries.put(key, StartItems.item(key, clock.instant())));
        list(place.tenant(), text.charAt(0), activity, place.category());
      }
    });
    return new Noted(new Began(Optional.of(created), by), List.copyOf(entries.values()));
  }

  /// The same, for a record that stays under those activities only.
  Noted noted(
      RecordPlace place,
      StoredRecord record,
      Map<ActivityCode, Retention.Start> engaged,
      Optional<String> eventDate,
      Optional<String> end) {
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
    var before = new Began(record.began().created(), staying);
    return noted(place, before, fresh, eventDate, end);
  }

  static char kind(Retention.Start from) {
    return switch (from) {
      case CREATED -> StartItems.CREATED;
      case EVENT_DATE -> StartItems.EVENT;
      case RELATIONSHIP_END -> StartItems.RELATIONSHIP;
    };
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
  }

  /// The record's own date may have changed under whichever activity.
  private String again(RecordPlace place, String text, Optional<String> eventDate) {
    return text.charAt(0) == StartItems.EVENT ? event(place, eventDate) : text;
  }

  private String text(
      RecordPlace place, Retention.Start from, LocalDate created, Optional<String> eventDate) {
    return switch (from) {
      case CREATED -> StartItems.CREATED + codes.code(place.tenant(), created);
      case EVENT_DATE -> event(place, eventDate);
      case RELATIONSHIP_END -> BY_PERSON;
    };
  }

  private String event(RecordPlace place, Optional<String> eventDate) {
    return StartItems.EVENT
        + eventDate
            .map(date -> codes.code(place.tenant(), LocalDate.parse(date)))
            .orElse(StartCodes.UNKNOWN);
  }

  /// Empty where the relationship goes on: who changes its end puts the entries.
  private static Optional<Key> key(
      RecordPlace place, ActivityCode activity, String text, Optional<String> end) {
    return text.equals(BY_PERSON)
        ? end.map(code ->
            StartItems.ofPerson(place.tenant(), place.subject(), activity, place.category(), code))
        : Optional.of(
            StartItems.ofRecord(place, text.charAt(0), activity.value(), text.substring(1)));
  }

  /// Says that there are entries of an activity and a category: once a process.
  private void list(TenantId tenant, char from, String activity, CategoryCode category) {
    var key = StartItems.listed(tenant, from, activity, category);
    if (!listed.contains(key)) {
      store.writeAll(List.of(StartItems.item(key, clock.instant())), List.of());
      listed.add(key);
    }
  }

  String end(TenantId tenant, String date) {
    return codes.code(tenant, LocalDate.parse(date));
  }

  /// Before the end of a person's relationship is changed.
  void moving(TenantId tenant, SubjectId subject) {
    var note = StartItems.item(StartItems.moved(tenant, subject), clock.instant());
    store.writeAll(List.of(note), List.of());
  }

  /// After it was changed.
  ///
  /// @param end the code of the end as it is now
  void moved(TenantId tenant, SubjectId subject, Optional<String> end) {
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
              var key =
                  StartItems.ofPerson(
                      tenant, subject, new ActivityCode(activity), category, end.get());
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

  /// The entries of records that nobody can write any more, for they are an erased person's.
  ///
  /// @param items of the person's partition
  /// @param end the code of the end of the person's relationship, if it has one
  static Set<Key> leftBy(
      TenantId tenant, SubjectId subject, Collection<Item> items, Optional<String> end) {
    var left = new LinkedHashSet<Key>();
    for (var item : items) {
      if (item.key().sort().startsWith(RecordPlace.RECORDS)) {
        var place = Disposal.place(tenant, subject, item.key());
        StoredRecord.of(item)
            .began()
            .by()
            .forEach((activity, text) -> {
              key(place, new ActivityCode(activity), text, end).ifPresent(left::add);
            });
      }
    }
    return left;
  }
}
