package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import emanet.values.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A record's item in `records`.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts every change, deletion included; never repeats |
/// | `sealed` | B | envelope format 1 over the record's content; absent once deleted |
/// | `activities` | SS | the activities engaged for it |
/// | `attempts` | M of S | searchable field → the attempt whose blind-index pointer is its own |
/// | `mark` | B | keyed hash of the idempotency key of the last change, if it had one |
///
/// @param sealed empty where the record was deleted: its item stays, so that versions never repeat
record StoredRecord(
    long version,
    Optional<Bytes> sealed,
    Set<String> activities,
    Map<String, String> attempts,
    Optional<Bytes> mark) {
  static final String VERSION = "version";
  private static final String SEALED = "sealed";
  private static final String ACTIVITIES = "activities";
  private static final String ATTEMPTS = "attempts";
  private static final String MARK = "mark";

  StoredRecord {
    activities = Set.copyOf(activities);
    attempts = Map.copyOf(attempts);
  }

  static StoredRecord of(Item item) {
    var attempts = new HashMap<String, String>();
    if (item.has(ATTEMPTS)) {
      item.tree(ATTEMPTS)
          .forEach((field, value) -> {
            if (value instanceof Value.Text(var attempt)) {
              attempts.put(field, attempt);
            }
          });
    }
    return new StoredRecord(
        item.number(VERSION),
        item.optionalBytes(SEALED),
        item.texts(ACTIVITIES),
        attempts,
        item.optionalBytes(MARK));
  }

  static StoredRecord deleted(long version, Optional<Bytes> mark) {
    return new StoredRecord(version, Optional.empty(), Set.of(), Map.of(), mark);
  }

  boolean isDeleted() {
    return sealed.isEmpty();
  }

  Item at(Key key) {
    var tree = new HashMap<String, Value>();
    attempts.forEach((field, attempt) -> tree.put(field, Value.of(attempt)));
    var item =
        Item.at(key)
            .with(VERSION, version)
            .with(ACTIVITIES, activities)
            .withOptional(SEALED, sealed, Value::of)
            .withOptional(MARK, mark, Value::of);
    return tree.isEmpty() ? item : item.with(ATTEMPTS, tree);
  }

  /// The condition under which the item is still as it was read.
  static emanet.store.Condition unchanged(Optional<StoredRecord> read) {
    return read.<emanet.store.Condition>map(
            record -> emanet.store.Condition.equal(VERSION, record.version()))
        .orElseGet(emanet.store.Condition::noItem);
  }
}
