package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is known of an incident of the deployment's own, and whom it concerns. Sealed as one
/// document under a case of the deployment's.
///
/// @param at when it was entered: its tenants learn of it then
/// @param report of each tenant's breach
record IncidentFile(Instant at, BreachFile report, Words words, List<Affected> affected) {
  /// A tenant, with the ids of its breach and of the notice that it gets.
  record Affected(TenantId tenant, String breach, String notice) {}

  IncidentFile {
    affected = List.copyOf(affected);
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("at", at.toString());
    json.set(BreachFile.REPORT, report.report());
    words.on(json.putObject("words"));
    var list = json.putArray("affected");
    affected.forEach(one ->
        list.addObject()
            .put("tenant", one.tenant().value())
            .put("breach", one.breach())
            .put("notice", one.notice()));
    return json;
  }

  static IncidentFile of(JsonNode json) {
    var affected = new ArrayList<Affected>();
    json.path("affected")
        .forEach(one ->
            affected.add(
                new Affected(
                    new TenantId(one.path("tenant").asText()),
                    one.path("breach").asText(),
                    one.path("notice").asText())));
    return new IncidentFile(
        Instant.parse(json.path("at").asText()),
        BreachFile.ofReport((ObjectNode) json.path(BreachFile.REPORT)),
        Words.of(json.path("words")),
        affected);
  }
}
