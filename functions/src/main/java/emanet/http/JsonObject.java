package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import emanet.values.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Reads an object strictly: each property by the name and type that the contract gives it, then
/// `done`, which refuses the rest.
///
/// A property that is missing or of another type is `Malformed` with a pointer to it. An unknown
/// one is reported by a pointer to the object that has it: its name was sent too, and may be
/// personal. A `null` counts as another type, but for `node` and `optionalNode`.
public final class JsonObject {
  private final ObjectNode node;
  private final String pointer;
  private final Set<String> read = new HashSet<>();
  private final List<JsonObject> parts = new ArrayList<>();

  private JsonObject(ObjectNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  /// A reader of `node`.
  ///
  /// @param pointer where it stands in the document: empty for the whole
  /// @throws FaultException `Malformed` if it is no object
  public static JsonObject of(JsonNode node, String pointer) {
    if (node instanceof ObjectNode object) {
      return new JsonObject(object, pointer);
    }
    throw new Fault.Malformed(Malformation.SHAPE, pointer).exception();
  }

  /// An RFC 6901 pointer to this object.
  public String pointer() {
    return pointer;
  }

  /// A pointer to a property, which must be one of the contract's, not one of the caller's.
  public String pointer(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  public boolean has(String name) {
    return node.has(name);
  }

  /// The names that were sent: for objects whose names are the caller's. Counts as reading none.
  public List<String> names() {
    var names = new ArrayList<String>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public String text(String name) {
    return required(name, optionalText(name));
  }

  public Optional<String> optionalText(String name) {
    return optional(name, JsonNode::isTextual, JsonNode::textValue);
  }

  /// A time by RFC 3339.
  public Instant time(String name) {
    return required(name, optionalTime(name));
  }

  public Optional<Instant> optionalTime(String name) {
    return optionalText(name)
        .map(text -> Rfc3339.parse(text).orElseThrow(() -> shape(pointer(name))));
  }

  /// An array of strings, in its order.
  public List<String> texts(String name) {
    return required(name, optionalTexts(name));
  }

  public Optional<List<String>> optionalTexts(String name) {
    return optional(
        name,
        JsonNode::isArray,
        array -> {
          var texts = new ArrayList<String>(array.size());
          for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isTextual()) {
              throw shape(pointer(name) + "/" + i);
            }
            texts.add(array.get(i).textValue());
          }
          return List.copyOf(texts);
        });
  }

  public JsonObject object(String name) {
    return required(name, optionalObject(name));
  }

  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, JsonNode::isObject, object -> part(object, pointer(name)));
  }

  /// An array of objects, in its order.
  public List<JsonObject> objects(String name) {
    return required(name, optionalObjects(name));
  }

  public Optional<List<JsonObject>> optionalObjects(String name) {
    return optional(
        name,
        JsonNode::isArray,
        array -> {
          var objects = new ArrayList<JsonObject>(array.size());
          for (int i = 0; i < array.size(); i++) {
            objects.add(part(array.get(i), pointer(name) + "/" + i));
          }
          return List.copyOf(objects);
        });
  }

  public boolean flag(String name) {
    return required(name, optionalFlag(name));
  }

  public Optional<Boolean> optionalFlag(String name) {
    return optional(name, JsonNode::isBoolean, JsonNode::booleanValue);
  }

  /// A number without a fraction, within 64 bit.
  public long whole(String name) {
    var value = optionalWhole(name);
    return value.orElseThrow(() -> shape(pointer(name)));
  }

  public OptionalLong optionalWhole(String name) {
    var value =
        optional(name, n -> n.isIntegralNumber() && n.canConvertToLong(), JsonNode::longValue);
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  /// An object as it stands, for what is wrong inside it to be judged elsewhere.
  public ObjectNode tree(String name) {
    return required(name, optionalTree(name));
  }

  public Optional<ObjectNode> optionalTree(String name) {
    return optional(name, JsonNode::isObject, ObjectNode.class::cast);
  }

  /// Any value, `null` included.
  public JsonNode node(String name) {
    return required(name, optionalNode(name));
  }

  public Optional<JsonNode> optionalNode(String name) {
    read.add(name);
    return Optional.ofNullable(node.get(name));
  }

  /// Refuses what was not read, here and in every object that was read out of this one.
  ///
  /// @throws FaultException `Malformed` with a pointer to the object that has a property too many
  public void done() {
    if (!read.containsAll(names())) {
      throw new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, pointer).exception();
    }
    parts.forEach(JsonObject::done);
  }

  private JsonObject part(JsonNode value, String at) {
    var part = of(value, at);
    parts.add(part);
    return part;
  }

  private <T> Optional<T> optional(
      String name, java.util.function.Predicate<JsonNode> type, Function<JsonNode, T> as) {
    read.add(name);
    var value = node.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.test(value)) {
      throw shape(pointer(name));
    }
    return Optional.of(as.apply(value));
  }

  private <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> shape(pointer(name)));
  }

  private static FaultException shape(String pointer) {
    return new Fault.Malformed(Malformation.SHAPE, pointer).exception();
  }

  @Override
  public String toString() {
    return "JsonObject[" + node.size() + "]";
  }
}
