package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who used what access in a time, summed up over its entries: for the regular review of who may do
/// what (decision 2018/10). It goes on from state to state, each a document.
final class AccessReview {
  private static final List<String> SETS = List.of("roles", "activities", "categories", "views");

  /// Entries that name a person; one person may be in many.
  private static final String ABOUT = "aboutPeople";

  /// Whose own an actor is, where that is another tenant: a name is one person's in one tenant
  /// only.
  private static final String TENANT = "actorTenant";

  private static final String OF = "/";

  /// By the actor, or by `<tenant>/<actor>` where that is another.
  private final Map<String, ObjectNode> actors = new TreeMap<>();

  /// @param state what `state` gave; empty at the beginning
  static AccessReview from(Optional<JsonNode> state) {
    var review = new AccessReview();
    state.ifPresent(document ->
        document
            .properties()
            .forEach(actor -> review.actors.put(actor.getKey(), (ObjectNode) actor.getValue())));
    return review;
  }

  ObjectNode state() {
    var state = JsonNodeFactory.instance.objectNode();
    actors.forEach(state::set);
    return state;
  }

  /// Counts intents; what came of them is counted by nobody's name.
  void add(List<JsonNode> entries) {
    for (var entry : entries) {
      if (entry.path("kind").asText().equals("INTENT")) {
        count(entry);
      }
    }
  }

  private void count(JsonNode entry) {
    var at = entry.path("at").asText();
    var actor =
        actors.computeIfAbsent(
            entry.has(TENANT)
                ? entry.path(TENANT).asText() + OF + entry.path("actor").asText()
                : entry.path("actor").asText(),
            _ -> JsonNodeFactory.instance.objectNode().put("first", at));
    actor.put("last", at);
    actor.put("calls", actor.path("calls").asLong() + 1);
    var actions = actor.withObject("/actions");
    var action = entry.path("action").asText();
    actions.put(action, actions.path(action).asLong() + 1);
    entry.path("roles").forEach(role -> insert(actor, "roles", role.asText()));
    insert(actor, "activities", entry.path("activity").asText());
    insert(actor, "categories", entry.path("category").asText());
    insert(actor, "views", entry.path("view").asText());
    if (entry.has("subject")) {
      actor.put(ABOUT, actor.path(ABOUT).asLong() + 1);
    }
  }

  /// A set that is kept as an object, so that counting looks nothing through.
  private static void insert(ObjectNode actor, String set, String value) {
    if (!value.isEmpty()) {
      actor.withObject("/" + set).put(value, true);
    }
  }

  /// A row an actor, beside the grant that bound it where the time ended. The tenant's grants are
  /// of its own.
  ///
  /// @param grants by actor: the newest version of each
  List<ObjectNode> rows(Map<String, JsonNode> grants, Instant end) {
    var rows = new ArrayList<ObjectNode>();
    actors.forEach((name, counted) -> {
      int of = name.indexOf(OF);
      var row = JsonNodeFactory.instance.objectNode().put("actor", name.substring(of + 1));
      if (of > 0) {
        row.put(TENANT, name.substring(0, of));
      }
      for (var property : List.of("first", "last", "calls", ABOUT, "actions")) {
        if (counted.has(property)) {
          row.set(property, counted.get(property));
        }
      }
      for (var set : SETS) {
        var values = row.putArray(set);
        var names = new TreeSet<String>();
        counted.path(set).fieldNames().forEachRemaining(names::add);
        names.forEach(values::add);
      }
      var findings = row.putArray("findings");
      var grant =
          Optional.ofNullable(grants.get(name))
              .map(one -> one.path("document"))
              .filter(JsonNode::isObject);
      grant.ifPresent(document -> row.set("grant", document));
      if (grant.isEmpty()) {
        findings.add("NO_GRANT");
      } else if (over(grant.get(), end)) {
        findings.add("GRANT_OVER");
      }
      rows.add(row);
    });
    return rows;
  }

  private static boolean over(JsonNode grant, Instant end) {
    return grant.has("to") && !Instant.parse(grant.path("to").asText()).isAfter(end);
  }
}
