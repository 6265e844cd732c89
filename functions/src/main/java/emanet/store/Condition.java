package emanet.store;

import java.util.List;

/// When a write may happen. A path names an attribute; its parts are joined by `/` where it lies in
/// a tree (`deks/identity`).
public sealed interface Condition {
  record Always() implements Condition {}

  /// The item (or the attribute at `path`) is not there.
  record Absent(String path) implements Condition {}

  record Present(String path) implements Condition {}

  record Equal(String path, Value value) implements Condition {}

  record Less(String path, Value value) implements Condition {}

  /// The set of strings at `path` has `text`.
  record Contains(String path, String text) implements Condition {}

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  static Condition always() {
    return new Always();
  }

  /// No item has this key.
  static Condition noItem() {
    return new Absent(Key.PARTITION);
  }

  /// An item has this key.
  static Condition item() {
    return new Present(Key.PARTITION);
  }

  static Condition absent(String path) {
    return new Absent(path);
  }

  static Condition present(String path) {
    return new Present(path);
  }

  static Condition equal(String path, Value value) {
    return new Equal(path, value);
  }

  static Condition equal(String path, String text) {
    return new Equal(path, Value.of(text));
  }

  static Condition equal(String path, long number) {
    return new Equal(path, Value.of(number));
  }

  static Condition less(String path, long number) {
    return new Less(path, Value.of(number));
  }

  /// Texts compare by their UTF-8 bytes.
  static Condition less(String path, String text) {
    return new Less(path, Value.of(text));
  }

  static Condition contains(String path, String text) {
    return new Contains(path, text);
  }

  static Condition all(Condition... conditions) {
    return new All(List.of(conditions));
  }

  static Condition any(Condition... conditions) {
    return new Any(List.of(conditions));
  }
}
