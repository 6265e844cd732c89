package emanet.local.edge.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A statement of a role's policy, as IAM takes it.
record Statement(
    boolean allows, List<String> actions, List<String> resources, List<Condition> conditions) {
  Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /// @throws IllegalArgumentException for what would not be judged here
  static Statement of(JsonNode json) {
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!List.of("Sid", "Effect", "Action", "Resource", "Condition", "Principal")
              .contains(name)) {
            throw new IllegalArgumentException("statements have no " + name + " here");
          }
        });
    var conditions = new ArrayList<Condition>();
    for (var operator : json.path("Condition").properties()) {
      for (var key : operator.getValue().properties()) {
        conditions.add(new Condition(operator.getKey(), key.getKey(), texts(key.getValue())));
      }
    }
    return new Statement(
        json.path("Effect").asText().equals("Allow"),
        texts(json.path("Action")),
        texts(json.path("Resource")),
        conditions);
  }

  static List<String> texts(JsonNode one) {
    return one.isArray() ? one.valueStream().map(JsonNode::asText).toList() : List.of(one.asText());
  }

  boolean speaksOf(Ask ask, Map<String, String> tags) {
    return actions.stream().anyMatch(pattern -> Wildcards.match(pattern, ask.action()))
        && resources.stream().anyMatch(pattern -> Wildcards.match(pattern, ask.resource()))
        && conditions.stream().allMatch(condition -> condition.holds(ask, tags));
  }
}
