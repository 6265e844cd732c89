package emanet.subjects;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import emanet.values.Bytes;
import java.time.LocalDate;
import java.util.Collections;
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
/// | `attempts` | M of S | searchable field, or `@<activity>` whose times count from the record's own date → the attempt whose pointer is its own |
/// | `mark` | B | keyed hash of the idempotency key of the last change, if it had one |
/// | `created` | S | the date, in Istanbul, on which it was first written; absent once deleted |
/// | `starts` | M of S | activity → what its times count from, as in the index of starts: `C`, `E` or `R` |
/// | `earlier` | M of N | marks of the changes before it, the first 8 bytes of each in hexadecimal → the version each made |
///
/// Of earlier marks the latest 16 are kept: a call that is repeated after others have changed the
/// record is found to be done, and does not undo what came after it. Eight bytes of a keyed hash
/// tell so few apart, and nobody can aim at them.
///
/// None of it tells a day that something happened to the person: the record's own date is sealed
/// with its fields, and what finds it by that date is in the look-ups.
///
/// @param sealed empty where the record was deleted: its item stays, so that versions never repeat
record StoredRecord(
    long version,
    Optional<Bytes> sealed,
    Set<String> activities,
    Map<String, String> attempts,
    Optional<Bytes> mark,
    Began began,
    Map<String, Long> earlier) {
  private static final int EARLIER_KEPT = 16;

  /// Bytes of an earlier mark.
  private static final int SHORT = 8;

  static final String VERSION = "version";
  private static final String SEALED = "sealed";
  private static final String ACTIVITIES = "activities";
  static final String ATTEMPTS = "attempts";
  private static final String MARK = "mark";
  private static final String CREATED = "created";
  static final String STARTS = "starts";
  private static final String EARLIER = "earlier";

  StoredRecord {
    activities = Set.copyOf(activities);
    attempts = Map.copyOf(attempts);
    earlier = Map.copyOf(earlier);
  }

  /// A record that nothing came before.
  StoredRecord(
      long version,
      Optional<Bytes> sealed,
      Set<String> activities,
      Map<String, String> attempts,
      Optional<Bytes> mark,
      Began began) {
    this(version, sealed, activities, attempts, mark, began, Map.of());
  }

  static StoredRecord of(Item item) {
    return new StoredRecord(
        item.number(VERSION),
        item.optionalBytes(SEALED),
        item.texts(ACTIVITIES),
        texts(item, ATTEMPTS),
        item.optionalBytes(MARK),
        new Began(item.optionalText(CREATED).map(LocalDate::parse), texts(item, STARTS)),
        marks(item));
  }

  private static Map<String, String> texts(Item item, String tree) {
    var texts = new HashMap<String, String>();
    if (item.has(tree)) {
      item.tree(tree)
          .forEach((name, value) -> {
            if (value instanceof Value.Text(var text)) {
              texts.put(name, text);
            }
          });
    }
    return texts;
  }

  private static Map<String, Long> marks(Item item) {
    var marks = new HashMap<String, Long>();
    if (item.has(EARLIER)) {
      item.tree(EARLIER)
          .forEach((mark, value) -> {
            if (value instanceof Value.Whole(var version)) {
              marks.put(mark, version);
            }
          });
    }
    return marks;
  }

  /// The same in the place of another, whose marks it takes along.
  StoredRecord after(Optional<StoredRecord> before) {
    var marks = new HashMap<String, Long>();
    before.ifPresent(record -> {
      marks.putAll(record.earlier);
      record.mark.ifPresent(its -> marks.put(brief(its), record.version));
    });
    mark.ifPresent(own -> marks.remove(brief(own)));
    while (marks.size() > EARLIER_KEPT) {
      marks.values().remove(Collections.min(marks.values()));
    }
    return new StoredRecord(version, sealed, activities, attempts, mark, began, marks);
  }

  /// The version that the call with that mark made, if others changed the record since.
  Optional<Long> versionMadeBy(Bytes its) {
    return Optional.ofNullable(earlier.get(brief(its)));
  }

  private static String brief(Bytes mark) {
    var hex = mark.toHex();
    return hex.substring(0, Math.min(hex.length(), 2 * SHORT));
  }

  static StoredRecord deleted(long version, Optional<Bytes> mark) {
    return new StoredRecord(version, Optional.empty(), Set.of(), Map.of(), mark, Began.NOTHING);
  }

  boolean isDeleted() {
    return sealed.isEmpty();
  }

  Item at(Key key) {
    var item =
        Item.at(key)
            .with(VERSION, version)
            .with(ACTIVITIES, activities)
            .withOptional(SEALED, sealed, Value::of)
            .withOptional(MARK, mark, Value::of)
            .withOptional(CREATED, began.created(), date -> Value.of(date.toString()));
    if (!earlier.isEmpty()) {
      var marks = new HashMap<String, Value>();
      earlier.forEach((its, made) -> marks.put(its, Value.of(made)));
      item = item.with(EARLIER, marks);
    }
    return with(with(item, ATTEMPTS, attempts), STARTS, began.by());
  }

  private static Item with(Item item, String name, Map<String, String> texts) {
    return texts.isEmpty() ? item : item.with(name, tree(texts));
  }

  /// The condition under which the item is still as it was read. What its times count from may
  /// change without a new version, since nothing is sealed anew for it (`Recount`).
  static Condition unchanged(Optional<StoredRecord> read) {
    return read.map(StoredRecord::unchanged).orElseGet(Condition::noItem);
  }

  Condition unchanged() {
    var same = Condition.equal(VERSION, version);
    return began.by().isEmpty()
        ? same
        : Condition.all(same, Condition.equal(STARTS, Value.of(tree(began.by()))));
  }

  static Map<String, Value> tree(Map<String, String> texts) {
    var tree = new HashMap<String, Value>();
    texts.forEach((key, text) -> tree.put(key, Value.of(text)));
    return tree;
  }
}
