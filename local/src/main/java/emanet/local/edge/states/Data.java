package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What goes from state to state: reference paths (`$.a.b`) and payload templates (`"name.$"`).
final class Data {
  /// Of any input, output or payload.
  static final int MOST_BYTES = 256 * 1024;

  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*)*");
  private static final String ITEM = "$$.Map.Item.Value";
  private static final String MARK = ".$";

  private Data() {}

  /// What is at a path.
  ///
  /// @throws Failure if there is nothing, or the path is of a kind that the edge has not
  static JsonNode at(JsonNode data, String path) throws Failure {
    if (!PATH.matcher(path).matches()) {
      throw new Failure(Failure.RUNTIME, "The edge has no paths such as \"" + path + "\".");
    }
    var found = data;
    for (var name : path.substring(1).split("\\.", -1)) {
      if (!name.isEmpty()) {
        found = found.path(name);
      }
    }
    if (found.isMissingNode()) {
      throw new Failure(Failure.RUNTIME, "The path \"" + path + "\" leads to nothing.");
    }
    return found;
  }

  /// A template with its paths replaced by what they lead to in `data`.
  static JsonNode filled(JsonNode template, JsonNode data) throws Failure {
    return filled(template, data, JsonNodeFactory.instance.missingNode());
  }

  /// The same, in which `$$.Map.Item.Value` is `item`.
  static JsonNode filled(JsonNode template, JsonNode data, JsonNode item) throws Failure {
    return switch (template) {
      case ObjectNode object -> {
        var filled = JsonNodeFactory.instance.objectNode();
        for (var entry : object.properties()) {
          var name = entry.getKey();
          if (name.endsWith(MARK)) {
            var path = entry.getValue().asText();
            filled.set(
                name.substring(0, name.length() - MARK.length()),
                path.startsWith(ITEM)
                    ? at(item, "$" + path.substring(ITEM.length()))
                    : at(data, path));
          } else {
            filled.set(name, filled(entry.getValue(), data, item));
          }
        }
        yield filled;
      }
      case ArrayNode list -> {
        var filled = JsonNodeFactory.instance.arrayNode();
        for (var one : list) {
          filled.add(filled(one, data, item));
        }
        yield filled;
      }
      default -> template;
    };
  }

  /// `data` with `result` in it at a path; the result itself, for `$`.
  static JsonNode with(JsonNode data, String path, JsonNode result) throws Failure {
    if (path.equals("$")) {
      return result;
    }
    if (!PATH.matcher(path).matches() || !(data.deepCopy() instanceof ObjectNode whole)) {
      throw new Failure(Failure.RUNTIME, "Nothing can be put at \"" + path + "\".");
    }
    var names = path.substring(2).split("\\.", -1);
    var into = whole;
    for (int i = 0; i < names.length - 1; i++) {
      into = into.path(names[i]) instanceof ObjectNode there ? there : into.putObject(names[i]);
    }
    into.set(names[names.length - 1], result);
    return whole;
  }

  static boolean fits(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  /// @throws Failure if it is longer than what may go from state to state
  static JsonNode checked(JsonNode data) throws Failure {
    if (!fits(data.toString())) {
      throw new Failure(
          Failure.TOO_LARGE, "What a state has or gives is more than " + MOST_BYTES + " bytes.");
    }
    return data;
  }
}
