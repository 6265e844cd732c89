package emanet.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// An object of a document, read by names and types; what is not of its shape ends the reading
/// (400).
abstract class DocumentShape {
  private final ObjectNode node;
  private final String pointer;
  private final Set<String> read = new HashSet<>();
  private final List<DocumentShape> parts = new ArrayList<>();

  DocumentShape(ObjectNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  /// Refuses properties that nobody read, here and in every part.
  final void done() {
    if (!read.containsAll(names())) {
      throw new Fault.Malformed(Malformation.UNKNOWN_PROPERTY, pointer).exception();
    }
    parts.forEach(DocumentShape::done);
  }

  /// An RFC 6901 pointer to this object.
  final String pointer() {
    return pointer;
  }

  /// A pointer to a property, which is one of the contract's.
  final String pointer(String name) {
    return pointer + "/" + name;
  }

  /// The names that were sent, for objects whose names are the sender's.
  final List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Leaves a property unread.
  final void skip(String name) {
    read.add(name);
  }

  final void keep(DocumentShape part) {
    parts.add(part);
  }

  final <T> Optional<T> optional(String name, Predicate<JsonNode> type, Function<JsonNode, T> as) {
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

  final <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> shape(pointer(name)));
  }

  /// A text as it was sent, for a rule of its own.
  final Optional<String> optionalAny(String name) {
    return optional(name, JsonNode::isTextual, JsonNode::textValue);
  }

  /// An object as it stands.
  final ObjectNode tree(String name) {
    return required(name, optional(name, JsonNode::isObject, ObjectNode.class::cast));
  }

  final boolean flag(String name) {
    return required(name, optionalFlag(name));
  }

  final Optional<Boolean> optionalFlag(String name) {
    return optional(name, JsonNode::isBoolean, JsonNode::booleanValue);
  }

  /// An array of strings.
  final Optional<List<String>> optionalStrings(String name) {
    return optional(
        name,
        JsonNode::isArray,
        array -> {
          var strings = new ArrayList<String>(array.size());
          for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isTextual()) {
              throw shape(pointer(name) + "/" + i);
            }
            strings.add(array.get(i).textValue());
          }
          return strings;
        });
  }

  static FaultException shape(String pointer) {
    return new Fault.Malformed(Malformation.SHAPE, pointer).exception();
  }
}
