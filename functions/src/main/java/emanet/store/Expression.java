package emanet.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes conditions and changes in DynamoDB's expression language. Every value, and every name but
/// those of the key, goes through a placeholder, so that none can be read as syntax.
final class Expression {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();

  /// Gives what placeholders stand for to a request; DynamoDB refuses empty maps.
  void fill(Consumer<Map<String, String>> names, Consumer<Map<String, AttributeValue>> values) {
    if (!this.names.isEmpty()) {
      names.accept(this.names);
    }
    if (!this.values.isEmpty()) {
      var attributes = new HashMap<String, AttributeValue>();
      this.values.forEach((name, value) -> attributes.put(name, Attributes.to(value)));
      values.accept(attributes);
    }
  }

  /// The same, into a call's body.
  void write(JsonGenerator json) throws IOException {
    if (!names.isEmpty()) {
      json.writeObjectFieldStart("ExpressionAttributeNames");
      for (var name : names.entrySet()) {
        json.writeStringField(name.getKey(), name.getValue());
      }
      json.writeEndObject();
    }
    if (!values.isEmpty()) {
      json.writeObjectFieldStart("ExpressionAttributeValues");
      ItemJson.write(json, values);
      json.writeEndObject();
    }
  }

  String condition(Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> throw new IllegalArgumentException("no condition to write");
      case Condition.Absent(var path) -> "attribute_not_exists(" + path(path) + ")";
      case Condition.Present(var path) -> "attribute_exists(" + path(path) + ")";
      case Condition.Equal(var path, var value) -> path(path) + " = " + value(value);
      case Condition.Less(var path, var value) -> path(path) + " < " + value(value);
      case Condition.Contains(var path, var text) ->
          "contains(" + path(path) + ", " + value(Value.of(text)) + ")";
      case Condition.All(var conditions) -> joined(conditions, " AND ");
      case Condition.Any(var conditions) -> joined(conditions, " OR ");
    };
  }

  /// DynamoDB refuses parentheses around a single condition.
  private String joined(List<Condition> conditions, String operator) {
    if (conditions.size() == 1) {
      return condition(conditions.getFirst());
    }
    return conditions.stream().map(this::condition).collect(Collectors.joining(operator, "(", ")"));
  }

  String update(List<Change> changes) {
    var clauses = new HashMap<String, String>();
    for (var change : changes) {
      switch (change) {
        case Change.Assign(var path, var value) ->
            clause(clauses, "SET", path(path) + " = " + value(value));
        case Change.Remove(var path) -> clause(clauses, "REMOVE", path(path));
        case Change.Add(var path, var amount) ->
            clause(clauses, "ADD", path(path) + " " + value(Value.of(amount)));
        case Change.Include(var path, var texts) ->
            clause(clauses, "ADD", path(path) + " " + value(Value.of(texts)));
        case Change.Exclude(var path, var texts) ->
            clause(clauses, "DELETE", path(path) + " " + value(Value.of(texts)));
      }
    }
    return clauses.entrySet().stream()
        .map(clause -> clause.getKey() + " " + clause.getValue())
        .collect(Collectors.joining(" "));
  }

  private static void clause(Map<String, String> clauses, String word, String part) {
    clauses.merge(word, part, (before, after) -> before + ", " + after);
  }

  String path(String path) {
    if (path.indexOf('/') < 0) {
      return name(path);
    }
    return Arrays.stream(path.split("/", -1)).map(this::name).collect(Collectors.joining("."));
  }

  private String name(String name) {
    if (name.equals(Key.PARTITION) || name.equals(Key.SORT)) {
      return name;
    }
    for (var known : names.entrySet()) {
      if (known.getValue().equals(name)) {
        return known.getKey();
      }
    }
    var placeholder = "#n" + names.size();
    names.put(placeholder, name);
    return placeholder;
  }

  String value(Value value) {
    var placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }
}
