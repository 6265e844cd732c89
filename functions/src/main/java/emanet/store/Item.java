package emanet.store;

import emanet.values.Bytes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// An immutable item: its key and its other attributes.
///
/// The typed getters throw `IllegalStateException` where the attribute is absent or of another
/// type: such an item was not written by this program.
public final class Item {
  private final Key key;
  private final Map<String, Value> attributes;

  public Item(Key key, Map<String, Value> attributes) {
    this(new HashMap<>(attributes), key);
  }

  /// @param own nobody else's
  private Item(Map<String, Value> own, Key key) {
    this.key = key;
    this.attributes = Collections.unmodifiableMap(own);
  }

  /// @param attributes are nobody else's
  static Item owning(Key key, Map<String, Value> attributes) {
    return new Item(attributes, key);
  }

  public static Item at(Key key) {
    return new Item(key, Map.of());
  }

  public Key key() {
    return key;
  }

  /// All but the key's; unmodifiable.
  public Map<String, Value> attributes() {
    return attributes;
  }

  public Item with(String name, Value value) {
    var all = new HashMap<>(attributes);
    all.put(name, value);
    return new Item(all, key);
  }

  public Item with(String name, String text) {
    return with(name, Value.of(text));
  }

  public Item with(String name, long number) {
    return with(name, Value.of(number));
  }

  public Item with(String name, Bytes bytes) {
    return with(name, Value.of(bytes));
  }

  public Item with(String name, boolean flag) {
    return with(name, Value.of(flag));
  }

  /// DynamoDB has no empty set: an empty one is left out, and read back by `texts` as empty.
  public Item with(String name, Set<String> texts) {
    return texts.isEmpty() ? without(name) : with(name, Value.of(texts));
  }

  public Item with(String name, Map<String, Value> entries) {
    return with(name, Value.of(entries));
  }

  public <T> Item withOptional(
      String name, Optional<T> value, java.util.function.Function<T, Value> as) {
    return value.map(v -> with(name, as.apply(v))).orElse(this);
  }

  public Item without(String name) {
    if (!attributes.containsKey(name)) {
      return this;
    }
    var all = new HashMap<>(attributes);
    all.remove(name);
    return new Item(all, key);
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  public String text(String name) {
    return require(name, Value.Text.class).text();
  }

  public long number(String name) {
    return require(name, Value.Whole.class).number();
  }

  public Bytes bytes(String name) {
    return require(name, Value.Binary.class).bytes();
  }

  public Map<String, Value> tree(String name) {
    return require(name, Value.Tree.class).entries();
  }

  /// Empty where the attribute is absent.
  public Set<String> texts(String name) {
    return has(name) ? require(name, Value.Texts.class).texts() : Set.of();
  }

  /// False where the attribute is absent.
  public boolean flag(String name) {
    return has(name) && require(name, Value.Flag.class).flag();
  }

  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public Optional<Long> optionalNumber(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  public Optional<Bytes> optionalBytes(String name) {
    return has(name) ? Optional.of(bytes(name)) : Optional.empty();
  }

  private <T extends Value> T require(String name, Class<T> type) {
    var value = attributes.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalStateException(
          "item of " + key.table() + " lacks a " + type.getSimpleName() + " '" + name + "'");
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Item item && key.equals(item.key) && attributes.equals(item.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, attributes);
  }

  @Override
  public String toString() {
    return "Item[" + key.table() + "]";
  }
}
