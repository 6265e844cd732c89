package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.BlindIndex;
import emanet.register.Category;
import emanet.register.Policy;
import emanet.register.Retention;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.ActivityCode;
import emanet.values.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Works out which pointers a change of a record makes, keeps and leaves behind: those of its
/// searchable fields, and the entries that find it by its own date when its time is over
/// (`Starts`).
final class Indexing {
  private final BlindIndex index;
  private final Starts starts;

  Indexing(BlindIndex index, Starts starts) {
    this.index = index;
    this.starts = starts;
  }

  /// What a write has to do to the look-ups.
  ///
  /// @param puts the attempt's pointers and its filled trace; empty where nothing that is pointed
  ///   to changed
  /// @param attempts field, or name of a start → attempt, for the record's item
  /// @param staleOnSuccess pointers and traces that are nobody's once the record is put
  /// @param rewritten traces of earlier attempts, of which something is still in use
  /// @param ownKeys all that this attempt may have left, its open trace included
  record Plan(
      List<Item> puts,
      Map<String, String> attempts,
      List<Key> staleOnSuccess,
      List<Item> rewritten,
      List<Key> ownKeys) {}

  static Item openTrace(RecordPlace place, String attempt) {
    return Item.at(trace(place, attempt));
  }

  private static Key trace(RecordPlace place, String attempt) {
    return Pointers.trace(
        place.tenant(), place.subject(), place.category(), place.record(), attempt);
  }

  /// @param before the record as it was read, with its content, if it was there
  /// @param after what is to be sealed
  /// @param began what its times of retention will count from
  Plan plan(
      RecordPlace place,
      Category category,
      Optional<StoredRecord> before,
      Content contentBefore,
      Content after,
      Began began,
      String attempt) {
    var beganBefore = before.map(StoredRecord::began).orElse(Began.NOTHING);
    var old = values(place, Optional.of(category), contentBefore, beganBefore);
    var now = values(place, Optional.of(category), after, began);
    var live = before.map(StoredRecord::attempts).orElse(Map.of());
    var attempts = new HashMap<String, String>();
    var mine = new LinkedHashMap<String, Key>();
    now.forEach((field, value) -> {
      var kept = live.get(field);
      if (kept != null && value.equals(old.get(field))) {
        attempts.put(field, kept);
      } else {
        attempts.put(field, attempt);
        mine.put(field, pointer(place, field, value, attempt));
      }
    });
    var stale = new ArrayList<Key>();
    var rewritten = new ArrayList<Item>();
    leftBehind(place, old, live, attempts, stale, rewritten);
    var puts = new ArrayList<Item>();
    var own = new ArrayList<Key>(mine.values());
    own.add(trace(place, attempt));
    if (mine.isEmpty()) {
      stale.add(trace(place, attempt)); // it said that pointers might come, and none did
    } else {
      puts.add(filled(trace(place, attempt), mine.values()));
      mine.values().forEach(key -> puts.add(item(key, attempt)));
    }
    return new Plan(puts, attempts, stale, rewritten, own);
  }

  /// What of a record is pointed to, by name.
  private Map<String, String> values(
      RecordPlace place, Optional<Category> category, Content content, Began began) {
    var values = new LinkedHashMap<String, String>();
    category.ifPresent(known -> values.putAll(searchable(known, content.fields())));
    values.putAll(starts.events(place.tenant(), began, content.eventDate()));
    return values;
  }

  /// An entry of the index of starts tells when it was put, so that a run of retention knows what
  /// may be on its way.
  private static Item item(Key pointer, String attempt) {
    return StartItems.nameOf(pointer).isPresent()
        ? StartItems.item(pointer, Ids.timeOf(attempt))
        : Item.at(pointer);
  }

  /// The entry that finds a record under one activity by its own date, with the trace of an attempt
  /// that puts nothing else.
  List<Item> entry(RecordPlace place, String activity, Optional<String> eventDate, String attempt) {
    var name = StartItems.name(activity);
    var began = new Began(Optional.empty(), Map.of(activity, String.valueOf(StartItems.EVENT)));
    var code = starts.events(place.tenant(), began, eventDate).getOrDefault(name, "");
    var key = pointer(place, name, code, attempt);
    return List.of(filled(trace(place, attempt), List.of(key)), item(key, attempt));
  }

  /// What the look-ups have of a record as it stands: for who makes them anew.
  ///
  /// @return traces first
  List<Item> all(
      RecordPlace place, Optional<Category> category, StoredRecord record, Content content) {
    var values = values(place, category, content, record.began());
    var byAttempt = new LinkedHashMap<String, List<Key>>();
    record
        .attempts()
        .forEach((name, attempt) ->
            Optional.ofNullable(values.get(name))
                .ifPresent(value ->
                    byAttempt
                        .computeIfAbsent(attempt, _ -> new ArrayList<>())
                        .add(pointer(place, name, value, attempt))));
    var items = new ArrayList<Item>();
    byAttempt.forEach((attempt, pointers) -> items.add(filled(trace(place, attempt), pointers)));
    byAttempt.forEach(
        (attempt, pointers) -> pointers.forEach(pointer -> items.add(item(pointer, attempt))));
    return items;
  }

  /// What becomes of the pointers that the record had and will not have.
  private void leftBehind(
      RecordPlace place,
      Map<String, String> old,
      Map<String, String> live,
      Map<String, String> attempts,
      List<Key> stale,
      List<Item> rewritten) {
    var touched = new TreeSet<String>();
    live.forEach((field, attempt) -> {
      var value = old.get(field);
      if (value != null && !attempt.equals(attempts.get(field))) {
        stale.add(pointer(place, field, value, attempt));
        touched.add(attempt);
      }
    });
    for (var attempt : touched) {
      var left = new ArrayList<Key>();
      attempts.forEach((field, of) -> {
        var value = old.get(field);
        if (of.equals(attempt) && value != null) {
          left.add(pointer(place, field, value, attempt));
        }
      });
      if (left.isEmpty()) {
        stale.add(trace(place, attempt));
      } else {
        rewritten.add(filled(trace(place, attempt), left));
      }
    }
  }

  private static Item filled(Key trace, Iterable<Key> pointers) {
    var texts = new TreeSet<String>();
    pointers.forEach(key -> texts.add(Pointers.text(key)));
    return Item.at(trace).with(Pointers.FILLED, true).with(Pointers.POINTERS, (Set<String>) texts);
  }

  private Key pointer(RecordPlace place, String field, String value, String attempt) {
    if (StartItems.isName(field)) {
      return StartItems.ofEvent(place, StartItems.activity(field), value, attempt);
    }
    var tag = index.tag(place.tenant(), place.category(), field, value, place.subject());
    return Pointers.pointer(
        place.tenant(), place.category(), field, tag, place.subject(), place.record(), attempt);
  }

  /// The searchable fields that have a value, folded as look-ups compare them.
  static Map<String, String> searchable(Category category, ObjectNode fields) {
    var values = new LinkedHashMap<String, String>();
    category
        .fields()
        .forEach((name, field) -> {
          var value = fields.get(name);
          if (field.searchable() && value != null) {
            values.put(name, field.type().fold(value));
          }
        });
    return values;
  }

  /// Whether a write may put pointers, as far as this process knows.
  static boolean mayPoint(
      Policy policy,
      Access.Known known,
      ActivityCode activity,
      RecordPlace place,
      Set<String> names) {
    boolean searchable =
        policy
            .category(place.tenant(), known.items(), place.category())
            .map(category -> hasSearchable(category, names))
            .orElse(true);
    return searchable
        || policy
            .activity(place.tenant(), known.items(), activity)
            .map(filed -> filed.value().retentionOf(place.category()).from())
            .map(Retention.Start.EVENT_DATE::equals)
            .orElse(true);
  }

  private static boolean hasSearchable(Category category, Set<String> names) {
    return category.fields().entrySet().stream()
        .anyMatch(field -> field.getValue().searchable() && names.contains(field.getKey()));
  }
}
