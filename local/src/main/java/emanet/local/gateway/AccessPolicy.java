package emanet.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The policy document of an authorizer's answer: a denial goes before a permission, and what is
/// not permitted is denied.
record AccessPolicy(List<Statement> statements) {
  private record Statement(boolean allows, List<Pattern> actions, List<Pattern> resources) {
    boolean covers(String arn) {
      return actions.stream().anyMatch(action -> action.matcher("execute-api:Invoke").matches())
          && resources.stream().anyMatch(resource -> resource.matcher(arn).matches());
    }
  }

  static AccessPolicy read(JsonNode document) {
    var statements = new ArrayList<Statement>();
    for (var statement : document.path("Statement")) {
      statements.add(
          new Statement(
              statement.path("Effect").asText().equals("Allow"),
              patterns(statement.path("Action")),
              patterns(statement.path("Resource"))));
    }
    return new AccessPolicy(List.copyOf(statements));
  }

  boolean allows(String methodArn) {
    var covering = statements.stream().filter(statement -> statement.covers(methodArn)).toList();
    return !covering.isEmpty() && covering.stream().allMatch(Statement::allows);
  }

  private static List<Pattern> patterns(JsonNode node) {
    var patterns = new ArrayList<Pattern>();
    if (node.isTextual()) {
      patterns.add(pattern(node.asText()));
    }
    node.forEach(one -> patterns.add(pattern(one.asText())));
    return patterns;
  }

  private static Pattern pattern(String wildcards) {
    var regex = Pattern.quote(wildcards).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
