package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One request: the Region it is for and its members.
///
/// @param region where the call was made
record Input(String region, ObjectNode members) {
  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return member(name)
        .map(node -> {
          if (!node.isTextual()) {
            throw shape(name);
          }
          return node.textValue();
        });
  }

  byte[] blob(String name, int longest) {
    var text = optionalText(name).orElseThrow(() -> missing(name));
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw shape(name);
    }
    if (bytes.length == 0 || bytes.length > longest) {
      throw AwsFailure.validation(
          "Value at '"
              + name
              + "' failed to satisfy constraint: Member must have length between 1 and "
              + longest);
    }
    return bytes;
  }

  Optional<Integer> optionalInteger(String name) {
    return member(name)
        .map(node -> {
          if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw shape(name);
          }
          return node.intValue();
        });
  }

  boolean flag(String name) {
    return member(name)
        .map(node -> {
          if (!node.isBoolean()) {
            throw shape(name);
          }
          return node.booleanValue();
        })
        .orElse(false);
  }

  /// A map of texts, in the order of its keys; empty if absent.
  SortedMap<String, String> map(String name) {
    var map = new TreeMap<String, String>();
    member(name)
        .ifPresent(node -> {
          if (!node.isObject()) {
            throw shape(name);
          }
          node.properties()
              .forEach(entry -> {
                if (!entry.getValue().isTextual()) {
                  throw shape(name);
                }
                map.put(entry.getKey(), entry.getValue().textValue());
              });
        });
    return map;
  }

  /// `Tags`: a list of `TagKey` and `TagValue`.
  SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    member("Tags")
        .ifPresent(node ->
            node.forEach(
                tag -> tags.put(tag.path("TagKey").asText(), tag.path("TagValue").asText())));
    return tags;
  }

  Optional<JsonNode> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(node -> !node.isNull());
  }

  private static AwsFailure missing(String name) {
    return AwsFailure.validation(
        "1 validation error detected: Value null at '"
            + Character.toLowerCase(name.charAt(0))
            + name.substring(1)
            + "' failed to satisfy constraint: Member must not be null");
  }

  private static AwsFailure shape(String name) {
    return new AwsFailure("SerializationException", name + " is not of the expected type");
  }
}
