package emanet.local.edge.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A role: who may take it on, and what may be done in a session of it.
///
/// @param trusted ARNs of the roles that may take it on
/// @param trust under which conditions, on the tags of the session
/// @param statements of its own policy. Permission boundaries and policies of keys are not judged
public record Role(
    String arn, Set<String> trusted, List<Condition> trust, List<Statement> statements) {
  public Role {
    trusted = Set.copyOf(trusted);
    trust = List.copyOf(trust);
    statements = List.copyOf(statements);
  }

  /// `{arn, trust: [statements], policy: [statements]}`, the statements as IAM takes them.
  ///
  /// @throws IllegalArgumentException for what would not be judged here
  public static Role of(JsonNode json) {
    var trusted = new LinkedHashSet<String>();
    var trust = new ArrayList<Condition>();
    for (var statement : json.path("trust")) {
      trusted.addAll(Statement.texts(statement.path("Principal").path("AWS")));
      trust.addAll(Statement.of(statement).conditions());
    }
    var statements = new ArrayList<Statement>();
    json.path("policy").forEach(statement -> statements.add(Statement.of(statement)));
    return new Role(json.path("arn").asText(), trusted, trust, statements);
  }

  /// Whether it is taken on with these tags.
  boolean takes(Map<String, String> tags) {
    var context = new HashMap<String, List<String>>();
    if (!tags.isEmpty()) {
      context.put("aws:TagKeys", List.copyOf(tags.keySet()));
    }
    tags.forEach((name, value) -> context.put("aws:RequestTag/" + name, List.of(value)));
    var ask = new Ask("sts:TagSession", arn, context);
    return trust.stream().allMatch(condition -> condition.holds(ask, Map.of()));
  }

  /// Whether its policy allows that: some statement does, and none denies it.
  boolean allows(Ask ask, Map<String, String> tags) {
    boolean allowed = false;
    for (var statement : statements) {
      if (statement.speaksOf(ask, tags)) {
        if (!statement.allows()) {
          return false;
        }
        allowed = true;
      }
    }
    return allowed;
  }
}
