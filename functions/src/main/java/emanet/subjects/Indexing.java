package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.BlindIndex;
import emanet.register.Category;
import emanet.store.Item;
import emanet.store.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Works out which pointers a change of a record makes, keeps and leaves behind.
final class Indexing {
  private final BlindIndex index;

  Indexing(BlindIndex index) {
    this.index = index;
  }

  /// What a write has to do to the look-ups.
  ///
  /// @param puts the attempt's pointers and its filled trace; empty where nothing searchable
  ///   changed
  /// @param attempts field → attempt, for the record's item
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
  /// @param after the fields to be sealed
  Plan plan(
      RecordPlace place,
      Category category,
      Optional<StoredRecord> before,
      ObjectNode fieldsBefore,
      ObjectNode after,
      String attempt) {
    var old = searchable(category, fieldsBefore);
    var now = searchable(category, after);
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
      mine.values().forEach(key -> puts.add(Item.at(key)));
    }
    return new Plan(puts, attempts, stale, rewritten, own);
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

  static boolean hasSearchable(Category category, Set<String> names) {
    return category.fields().entrySet().stream()
        .anyMatch(field -> field.getValue().searchable() && names.contains(field.getKey()));
  }
}
