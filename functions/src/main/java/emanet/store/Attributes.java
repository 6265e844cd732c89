package emanet.store;

import emanet.values.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Between items and the wire's attribute values.
final class Attributes {
  private Attributes() {}

  static Map<String, AttributeValue> of(Key key) {
    return Map.of(
        Key.PARTITION,
        AttributeValue.fromS(key.partition()),
        Key.SORT,
        AttributeValue.fromS(key.sort()));
  }

  static Map<String, AttributeValue> of(Item item) {
    var all = new HashMap<>(of(item.key()));
    item.attributes().forEach((name, value) -> all.put(name, to(value)));
    return all;
  }

  static Item item(Table table, Map<String, AttributeValue> attributes) {
    var rest = new HashMap<String, Value>();
    attributes.forEach((name, value) -> {
      if (!name.equals(Key.PARTITION) && !name.equals(Key.SORT)) {
        rest.put(name, from(value));
      }
    });
    return new Item(key(table, attributes), rest);
  }

  static Map<String, Value> values(Map<String, AttributeValue> attributes) {
    var values = new HashMap<String, Value>();
    attributes.forEach((name, value) -> values.put(name, from(value)));
    return values;
  }

  static Key key(Table table, Map<String, AttributeValue> attributes) {
    return new Key(table, text(attributes, Key.PARTITION), text(attributes, Key.SORT));
  }

  private static String text(Map<String, AttributeValue> attributes, String name) {
    var value = attributes.get(name);
    if (value == null || value.s() == null) {
      throw new IllegalStateException("an item without a key came back");
    }
    return value.s();
  }

  static AttributeValue to(Value value) {
    return switch (value) {
      case Value.Text(var text) -> AttributeValue.fromS(text);
      case Value.Whole(var number) -> AttributeValue.fromN(Long.toString(number));
      case Value.Binary(var bytes) ->
          AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes.toArray()));
      case Value.Flag(var flag) -> AttributeValue.fromBool(flag);
      case Value.Texts(var texts) -> AttributeValue.fromSs(texts.stream().sorted().toList());
      case Value.Sequence(var items) ->
          AttributeValue.fromL(items.stream().map(Attributes::to).toList());
      case Value.Tree(var entries) -> {
        var tree = new HashMap<String, AttributeValue>();
        entries.forEach((name, entry) -> tree.put(name, to(entry)));
        yield AttributeValue.fromM(tree);
      }
    };
  }

  private static Value from(AttributeValue value) {
    return switch (value.type()) {
      case S -> Value.of(value.s());
      case N -> Value.of(Long.parseLong(value.n()));
      case B -> Value.of(Bytes.of(value.b().asByteArrayUnsafe()));
      case BOOL -> Value.of(value.bool());
      case SS -> Value.of(Set.copyOf(value.ss()));
      case L -> Value.of(value.l().stream().map(Attributes::from).toList());
      case M -> {
        var tree = new HashMap<String, Value>();
        value.m().forEach((name, entry) -> tree.put(name, from(entry)));
        yield Value.of(tree);
      }
      case NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException(
              "an attribute of type " + value.type() + " is never written");
    };
  }
}
