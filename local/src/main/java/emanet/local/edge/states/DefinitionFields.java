package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The members of an object in a definition: each is asked for, and one that nobody asked for is
/// refused by its name.
final class DefinitionFields {
  private final ObjectNode object;
  private final String path;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<DefinitionFields> inner = new ArrayList<>();

  DefinitionFields(ObjectNode object, String path) {
    this.object = object;
    this.path = path;
  }

  String path() {
    return path.isEmpty() ? "/" : path;
  }

  /// Takes what says nothing of what is to be done.
  void drop(String... names) {
    asked.addAll(List.of(names));
  }

  /// A member of any kind, null too.
  Optional<JsonNode> any(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name));
  }

  Optional<String> optionalText(String name) {
    var value = any(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw DefinitionReader.invalid(path(), "has a \"" + name + "\" that is no text");
    }
    return value.map(JsonNode::asText);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  OptionalDouble optionalNumber(String name) {
    var value = any(name);
    if (value.isPresent() && !(value.get().isNumber() && value.get().asDouble() >= 0)) {
      throw DefinitionReader.invalid(path(), "has a \"" + name + "\" that is no number");
    }
    return value.map(node -> OptionalDouble.of(node.asDouble())).orElseGet(OptionalDouble::empty);
  }

  ObjectNode object(String name) {
    return any(name)
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> missing(name));
  }

  /// Objects; none if there is no such member.
  List<DefinitionFields> list(String name) {
    var list = new ArrayList<DefinitionFields>();
    for (var item : any(name).orElseGet(object::arrayNode)) {
      if (!(item instanceof ObjectNode one)) {
        throw DefinitionReader.invalid(path(), "has a \"" + name + "\" that is no list of objects");
      }
      list.add(new DefinitionFields(one, path + "/" + name));
    }
    inner.addAll(list);
    return list;
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    any(name).orElseThrow(() -> missing(name)).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /// @throws emanet.local.edge.wire.AwsFailure `InvalidDefinition`, where something was not asked
  ///   for
  void done() {
    for (var entry : object.properties()) {
      if (!asked.contains(entry.getKey())) {
        throw DefinitionReader.unknown(path(), entry.getKey());
      }
    }
    inner.forEach(DefinitionFields::done);
  }

  private RuntimeException missing(String name) {
    return DefinitionReader.invalid(path(), "lacks \"" + name + "\"");
  }
}
