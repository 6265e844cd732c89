package emanet.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How an entry is answered.
final class EntryJson {
  private EntryJson() {}

  static ObjectNode of(Entry entry) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", entry.id());
    json.put("at", entry.at().toString());
    json.put("actor", entry.actor());
    entry.actorTenant().ifPresent(tenant -> json.put("actorTenant", tenant));
    var roles = json.putArray("roles");
    entry.roles().stream().sorted().forEach(roles::add);
    json.put("request", entry.request());
    json.put("action", entry.action().name());
    entry.activity().ifPresent(activity -> json.put("activity", activity));
    entry.activityVersion().ifPresent(version -> json.put("activityVersion", version));
    entry.subject().ifPresent(subject -> json.put("subject", subject));
    entry.category().ifPresent(category -> json.put("category", category));
    entry.record().ifPresent(record -> json.put("record", record));
    if (!entry.fields().isEmpty()) {
      var fields = json.putArray("fields");
      entry.fields().forEach(fields::add);
    }
    entry.view().ifPresent(view -> json.put("view", view));
    entry.target().ifPresent(target -> json.put("target", target));
    json.put("done", entry.done());
    var outcomes = json.putArray("outcomes");
    entry.results().forEach(result -> outcomes.add(of(result)));
    json.put("receipt", entry.receipt().header());
    return json;
  }

  private static ObjectNode of(Entry.Result result) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("at", result.at().toString());
    json.put("outcome", result.outcome().name());
    result.version().ifPresent(version -> json.put("version", version));
    result.reason().ifPresent(reason -> json.put("reason", reason));
    json.put("receipt", result.receipt().header());
    return json;
  }
}
