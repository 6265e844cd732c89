package emanet.store;

import emanet.values.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An attribute's value: the DynamoDB types that are used here.
public sealed interface Value {
  record Text(String text) implements Value {}

  record Whole(long number) implements Value {}

  record Binary(Bytes bytes) implements Value {}

  record Flag(boolean flag) implements Value {}

  /// A set of strings: never empty.
  record Texts(Set<String> texts) implements Value {
    public Texts {
      texts = Set.copyOf(texts);
    }
  }

  record Sequence(List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Tree(Map<String, Value> entries) implements Value {
    public Tree {
      entries = Map.copyOf(entries);
    }
  }

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Whole(number);
  }

  static Value of(Bytes bytes) {
    return new Binary(bytes);
  }

  static Value of(boolean flag) {
    return new Flag(flag);
  }

  static Value of(Set<String> texts) {
    return new Texts(texts);
  }

  static Value of(List<Value> items) {
    return new Sequence(items);
  }

  static Value of(Map<String, Value> entries) {
    return new Tree(entries);
  }
}
