package emanet.breaches;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A breach, with its file.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts writes, from 1 |
/// | `learned` | S | RFC 3339: when it was learned of, as last corrected |
/// | `entered` | S | RFC 3339 |
/// | `notified` | S | RFC 3339: when the Authority was first told; absent until it is recorded |
/// | `waived` | BOOL | two people decided not to tell the Authority |
/// | `scope` | S | the id of the newest scope |
/// | `marks` | M of S | verb → what recognises the very call that did it |
/// | `file` | B | `BreachFile`, sealed under the case's key |
///
/// @param notifiedAt stops the clock
/// @param waived a decision not to notify: nobody is reminded any more
record Breach(
    String id,
    long version,
    Instant learnedAt,
    Instant enteredAt,
    Optional<Instant> notifiedAt,
    boolean waived,
    Optional<String> scope,
    Map<String, String> marks,
    BreachFile file) {
  static final String VERSION = "version";
  static final String FILE = "file";
  private static final String LEARNED = "learned";
  private static final String ENTERED = "entered";
  private static final String NOTIFIED = "notified";
  private static final String WAIVED = "waived";
  private static final String SCOPE = "scope";
  private static final String MARKS = "marks";

  Breach {
    marks = Map.copyOf(marks);
  }

  /// @param file opened beforehand
  static Breach of(String id, Item item, BreachFile file) {
    var marks = new HashMap<String, String>();
    item.tree(MARKS)
        .forEach((verb, value) -> {
          if (value instanceof Value.Text(var mark)) {
            marks.put(verb, mark);
          }
        });
    return new Breach(
        id,
        item.number(VERSION),
        Instant.parse(item.text(LEARNED)),
        Instant.parse(item.text(ENTERED)),
        item.optionalText(NOTIFIED).map(Instant::parse),
        item.flag(WAIVED),
        item.optionalText(SCOPE),
        marks,
        file);
  }

  static Standing standing(String id, Item item) {
    return new Standing(
        id,
        Instant.parse(item.text(LEARNED)),
        Instant.parse(item.text(ENTERED)),
        !item.has(NOTIFIED) && !item.flag(WAIVED));
  }

  /// Without its file.
  Item at(Key key) {
    var tree = new HashMap<String, Value>();
    marks.forEach((verb, mark) -> tree.put(verb, Value.of(mark)));
    return Item.at(key)
        .with(VERSION, version)
        .with(LEARNED, learnedAt.toString())
        .with(ENTERED, enteredAt.toString())
        .withOptional(NOTIFIED, notifiedAt.map(Instant::toString), Value::of)
        .with(WAIVED, waived)
        .withOptional(SCOPE, scope, Value::of)
        .with(MARKS, tree);
  }

  BoardClock clock() {
    return new BoardClock(learnedAt);
  }

  /// Whether the clock still runs for somebody to be reminded of.
  boolean open() {
    return notifiedAt.isEmpty() && !waived;
  }

  Optional<String> mark(String verb) {
    return Optional.ofNullable(marks.get(verb));
  }

  Breach with(BreachFile next) {
    return new Breach(id, version, learnedAt, enteredAt, notifiedAt, waived, scope, marks, next);
  }

  Breach learned(Instant at) {
    return new Breach(id, version, at, enteredAt, notifiedAt, waived, scope, marks, file);
  }

  Breach notified(Instant at) {
    return new Breach(
        id, version, learnedAt, enteredAt, Optional.of(at), waived, scope, marks, file);
  }

  Breach withoutNotice() {
    return new Breach(id, version, learnedAt, enteredAt, notifiedAt, true, scope, marks, file);
  }

  Breach scoped(String newest) {
    return new Breach(
        id, version, learnedAt, enteredAt, notifiedAt, waived, Optional.of(newest), marks, file);
  }

  /// The next version, by the call that this mark recognises.
  Breach next(String verb, String mark) {
    var all = new HashMap<>(marks);
    all.put(verb, mark);
    return new Breach(id, version + 1, learnedAt, enteredAt, notifiedAt, waived, scope, all, file);
  }
}
