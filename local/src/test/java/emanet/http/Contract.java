package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// docs/openapi.yaml, and the part of JSON Schema that it uses.
public final class Contract {
  private static final Set<String> METHODS =
      Arrays.stream(Method.values())
          .map(m -> m.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

  private final Map<String, Object> document;
  private final Map<String, Map<String, Object>> operations;

  private Contract(Map<String, Object> document) {
    this.document = document;
    operations = Collections.unmodifiableMap(operations(document));
  }

  public static Contract read() {
    try {
      var text = Files.readString(Stack.ROOT.resolve("docs/openapi.yaml"));
      return new Contract(map(new Load(LoadSettings.builder().build()).loadFromString(text)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object node) {
    return (List<Object>) node;
  }

  Map<String, Object> document() {
    return document;
  }

  Map<String, Object> schema(String name) {
    return resolved(Map.of("$ref", "#/components/schemas/" + name));
  }

  /// By `METHOD /route`.
  Map<String, Map<String, Object>> operations() {
    return operations;
  }

  private static Map<String, Map<String, Object>> operations(Map<String, Object> document) {
    var operations = new TreeMap<String, Map<String, Object>>();
    map(document.get("paths"))
        .forEach((route, item) ->
            map(item)
                .forEach((method, operation) -> {
                  assertThat(METHODS).contains(method);
                  operations.put(method.toUpperCase(Locale.ROOT) + " " + route, map(operation));
                }));
    return operations;
  }

  static Set<String> roles(Map<String, Object> operation) {
    return list(operation.get("x-roles")).stream()
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  Map<String, Object> resolved(Object node) {
    var reference = map(node).get("$ref");
    if (reference == null) {
      return map(node);
    }
    Object at = document;
    for (var part : reference.toString().substring(2).split("/")) {
      at = map(at).get(part);
      assertThat(at).as(reference.toString()).isNotNull();
    }
    return map(at);
  }

  /// Holds an answer to the contract: its status is declared, its headers that are declared to be
  /// required are there, its body is of the schema.
  public void check(String name, Answer answer) {
    var responses = map(operations().get(name).get("responses"));
    var status = Integer.toString(answer.status());
    assertThat(responses).as(name + " answered " + answer.text()).containsKey(status);
    var response = resolved(responses.get(status));
    map(response.get("headers"))
        .forEach((header, declared) -> {
          if (Boolean.TRUE.equals(resolved(declared).get("required"))) {
            assertThat(answer.header(header)).as(name + ": " + header).isNotEmpty();
          }
          if (!answer.header(header).isEmpty()) {
            var schema = map(resolved(declared).get("schema"));
            checkText(name + ": " + header, schema, answer.header(header));
          }
        });
    if (!response.containsKey("content")) {
      assertThat(answer.text()).as(name).isEmpty();
      return;
    }
    var media = answer.header("Content-Type").replaceFirst(";.*", "");
    var content = map(response.get("content"));
    assertThat(content).as(name + " " + status).containsKey(media);
    if (media.endsWith("json")) {
      check(name + " " + status, map(content.get(media)).get("schema"), answer.body());
    }
  }

  private void check(String at, Object declared, JsonNode value) {
    var schema = resolved(declared);
    assertThat(value.isMissingNode()).as(at + " is there").isFalse();
    if (schema.containsKey("allOf")) {
      list(schema.get("allOf")).forEach(part -> check(at, part, value));
    }
    if (schema.containsKey("oneOf")) {
      assertThat(list(schema.get("oneOf")).stream().filter(one -> fits(at, one, value)).count())
          .as(at + " is one of them: " + value)
          .isOne();
    }
    if (schema.containsKey("anyOf")) {
      assertThat(list(schema.get("anyOf"))).as(at).anyMatch(one -> fits(at, one, value));
    }
    if (schema.containsKey("type")) {
      assertThat(types(value))
          .as(at + ": " + value)
          .containsAnyElementsOf(texts(schema.get("type")));
    }
    if (schema.containsKey("enum")) {
      assertThat(list(schema.get("enum"))).as(at).contains(value.asText());
    }
    if (value.isTextual()) {
      checkText(at, schema, value.textValue());
    }
    if (value.isObject()) {
      checkObject(at, schema, value);
    }
    if (value.isArray() && schema.containsKey("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(at + "/" + i, schema.get("items"), value.get(i));
      }
    }
  }

  private boolean fits(String at, Object schema, JsonNode value) {
    try {
      check(at, schema, value);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private void checkObject(String at, Map<String, Object> schema, JsonNode value) {
    var properties = schema.containsKey("properties") ? map(schema.get("properties")) : Map.of();
    if (schema.containsKey("required")) {
      for (var name : list(schema.get("required"))) {
        assertThat(value.has(name.toString())).as(at + " has " + name + ": " + value).isTrue();
      }
    }
    for (var entry : value.properties()) {
      var place = at + "/" + entry.getKey();
      if (properties.containsKey(entry.getKey())) {
        check(place, properties.get(entry.getKey()), entry.getValue());
      } else if (schema.get("additionalProperties") instanceof Map<?, ?> other) {
        check(place, other, entry.getValue());
      } else {
        assertThat(schema.get("additionalProperties"))
            .as(place + " is declared")
            .isNotEqualTo(false);
      }
    }
  }

  private static void checkText(String at, Map<String, Object> schema, String text) {
    if (schema.containsKey("pattern")) {
      assertThat(text).as(at).containsPattern(schema.get("pattern").toString());
    }
    if (schema.containsKey("const")) {
      assertThat(text).as(at).isEqualTo(schema.get("const"));
    }
    if ("date".equals(schema.get("format"))) {
      assertThat(LocalDate.parse(text)).as(at).isNotNull();
    }
    if ("date-time".equals(schema.get("format"))) {
      assertThat(OffsetDateTime.parse(text)).as(at).isEqualTo(milliseconds(text));
    }
  }

  private static OffsetDateTime milliseconds(String text) {
    return OffsetDateTime.parse(text).truncatedTo(ChronoUnit.MILLIS);
  }

  private static List<String> texts(Object node) {
    return node instanceof Collection<?> many
        ? many.stream().map(Object::toString).toList()
        : List.of(node.toString());
  }

  private static Set<String> types(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> Set.of("string");
      case NUMBER -> value.isIntegralNumber() ? Set.of("integer", "number") : Set.of("number");
      case BOOLEAN -> Set.of("boolean");
      case OBJECT -> Set.of("object");
      case ARRAY -> Set.of("array");
      case NULL -> Set.of("null");
      case BINARY, MISSING, POJO -> throw new AssertionError("no JSON: " + value);
    };
  }
}
