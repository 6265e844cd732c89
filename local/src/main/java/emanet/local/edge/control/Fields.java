package emanet.local.edge.control;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The properties of one JSON object that was sent: each of its type, none unknown.
final class Fields {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  private Fields(ObjectNode object) {
    this.object = object;
  }

  static Fields parsed(byte[] body) {
    try {
      return of(JSON.readTree(body));
    } catch (IOException e) {
      throw ControlFailure.badRequest("The body is not one well-formed JSON object.");
    }
  }

  static Fields of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new Fields(object);
    }
    throw ControlFailure.badRequest("The body is not one well-formed JSON object.");
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return node(name)
        .map(value -> {
          if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(name, "a text that is not empty");
          }
          return value.textValue();
        });
  }

  List<String> texts(String name) {
    return optionalTexts(name).orElseThrow(() -> missing(name));
  }

  Optional<List<String>> optionalTexts(String name) {
    return list(name)
        .map(values -> {
          var texts = new ArrayList<String>();
          for (var value : values) {
            if (!value.isTextual()) {
              throw wrong(name, "a list of texts");
            }
            texts.add(value.textValue());
          }
          return texts;
        });
  }

  /// An object whose values are all texts.
  Map<String, String> textsByName(String name) {
    var texts = new LinkedHashMap<String, String>();
    var object = node(name).orElseThrow(() -> missing(name));
    object
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().isTextual()) {
            throw wrong(name, "an object of texts");
          }
          texts.put(entry.getKey(), entry.getValue().textValue());
        });
    return texts;
  }

  Optional<List<JsonNode>> list(String name) {
    return node(name)
        .map(value -> {
          if (!value.isArray()) {
            throw wrong(name, "a list");
          }
          var values = new ArrayList<JsonNode>();
          value.forEach(values::add);
          return values;
        });
  }

  /// An ISO 8601 duration, or a number of milliseconds.
  Optional<Duration> optionalDuration(String name) {
    return node(name)
        .map(value -> {
          if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Duration.ofMillis(value.longValue());
          }
          try {
            return Duration.parse(value.asText());
          } catch (DateTimeParseException e) {
            throw wrong(name, "an ISO 8601 duration or a number of milliseconds");
          }
        });
  }

  Optional<Double> optionalNumber(String name) {
    return node(name)
        .map(value -> {
          if (!value.isNumber()) {
            throw wrong(name, "a number");
          }
          return value.doubleValue();
        });
  }

  Optional<Long> optionalInteger(String name) {
    return node(name)
        .map(value -> {
          if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number");
          }
          return value.longValue();
        });
  }

  URI uri(String name) {
    try {
      var uri = new URI(text(name));
      if (uri.getScheme() == null || uri.getHost() == null) {
        throw wrong(name, "an absolute URL");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw wrong(name, "an absolute URL");
    }
  }

  /// To be called when all that is known has been read.
  void done() {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!read.contains(name)) {
            throw ControlFailure.badRequest("There is no property \"" + name + "\" here.");
          }
        });
  }

  private Optional<JsonNode> node(String name) {
    read.add(name);
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  static ControlFailure wrong(String name, String expected) {
    return ControlFailure.badRequest("\"" + name + "\" must be " + expected + ".");
  }

  private static ControlFailure missing(String name) {
    return ControlFailure.badRequest("\"" + name + "\" is missing.");
  }
}
