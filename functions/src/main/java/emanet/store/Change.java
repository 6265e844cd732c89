package emanet.store;

import java.util.Set;

/// One part of an update. Paths are those of `Condition`.
public sealed interface Change {
  record Assign(String path, Value value) implements Change {}

  record Remove(String path) implements Change {}

  /// Adds to a number; an absent one counts as 0.
  record Add(String path, long amount) implements Change {}

  /// Adds to a set of strings.
  record Include(String path, Set<String> texts) implements Change {
    public Include {
      texts = Set.copyOf(texts);
    }
  }

  /// Takes out of a set of strings.
  record Exclude(String path, Set<String> texts) implements Change {
    public Exclude {
      texts = Set.copyOf(texts);
    }
  }

  static Change set(String path, Value value) {
    return new Assign(path, value);
  }

  static Change set(String path, String text) {
    return new Assign(path, Value.of(text));
  }

  static Change set(String path, long number) {
    return new Assign(path, Value.of(number));
  }

  static Change remove(String path) {
    return new Remove(path);
  }

  static Change add(String path, long amount) {
    return new Add(path, amount);
  }
}
