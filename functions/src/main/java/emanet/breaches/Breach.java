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
/// | those of `Progress` | | |
/// | `scope` | S | the id of the newest scope |
/// | `marks` | M of S | verb → what recognises the very call that did it |
/// | `file` | B | `BreachFile`, sealed under the case's key |
record Breach(
    String id,
    long version,
    Instant learnedAt,
    Instant enteredAt,
    Progress progress,
    Optional<String> scope,
    Map<String, String> marks,
    BreachFile file) {
  static final String VERSION = "version";
  static final String FILE = "file";
  private static final String LEARNED = "learned";
  private static final String ENTERED = "entered";
  private static final String SCOPE = "scope";
  private static final String MARKS = "marks";

  Breach {
    marks = Map.copyOf(marks);
  }

  /// A new one.
  static Breach fresh(
      String id, Instant learnedAt, Instant now, String verb, String mark, BreachFile file) {
    return new Breach(
        id, 1, learnedAt, now, Progress.NONE, Optional.empty(), Map.of(verb, mark), file);
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
    var standing = standing(id, item);
    return new Breach(
        id,
        item.number(VERSION),
        standing.learnedAt(),
        standing.enteredAt(),
        standing.progress(),
        item.optionalText(SCOPE),
        marks,
        file);
  }

  static Standing standing(String id, Item item) {
    return new Standing(
        id,
        Instant.parse(item.text(LEARNED)),
        Instant.parse(item.text(ENTERED)),
        Progress.of(item));
  }

  /// Without its file.
  Item at(Key key) {
    var tree = new HashMap<String, Value>();
    marks.forEach((verb, mark) -> tree.put(verb, Value.of(mark)));
    var item =
        Item.at(key)
            .with(VERSION, version)
            .with(LEARNED, learnedAt.toString())
            .with(ENTERED, enteredAt.toString())
            .withOptional(SCOPE, scope, Value::of)
            .with(MARKS, tree);
    return progress.on(item);
  }

  BoardClock clock() {
    return new BoardClock(learnedAt);
  }

  Optional<Instant> notifiedAt() {
    return progress.notifiedAt();
  }

  /// Whether the clock still runs for somebody to be reminded of.
  boolean open() {
    return progress.open();
  }

  Optional<String> mark(String verb) {
    return Optional.ofNullable(marks.get(verb));
  }

  Breach with(BreachFile next) {
    return new Breach(id, version, learnedAt, enteredAt, progress, scope, marks, next);
  }

  Breach with(Progress next) {
    return new Breach(id, version, learnedAt, enteredAt, next, scope, marks, file);
  }

  Breach learned(Instant at) {
    return new Breach(id, version, at, enteredAt, progress, scope, marks, file);
  }

  Breach scoped(String newest) {
    return new Breach(
        id, version, learnedAt, enteredAt, progress, Optional.of(newest), marks, file);
  }

  /// The next version, by the call that this mark recognises.
  Breach next(String verb, String mark) {
    var all = new HashMap<>(marks);
    all.put(verb, mark);
    return new Breach(id, version + 1, learnedAt, enteredAt, progress, scope, all, file);
  }
}
