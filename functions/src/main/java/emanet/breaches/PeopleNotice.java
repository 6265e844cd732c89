package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;

/// What one notice to people says, and to whom it goes: as it was when it was begun, so that
/// corrections meanwhile do not mix into it.
///
/// @param report the breach's
/// @param form what was entered for the Board's form
/// @param scope whose list it goes by
/// @param people how many are on the list
/// @param from where the report does not say when it began: the scope's window
record PeopleNotice(
    ObjectNode report,
    ObjectNode form,
    Words words,
    String scope,
    int people,
    Instant from,
    Instant to) {
  /// The name of what a notice says.
  static String document(String notice) {
    return "N#" + notice;
  }

  static Optional<PeopleNotice> find(
      BreachStore store, TenantId tenant, String breach, String notice) {
    return store.document(tenant, breach, document(notice)).map(PeopleNotice::of);
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.set(BreachFile.REPORT, report);
    json.set(BreachFile.FORM, form);
    words.on(json.putObject("words"));
    return json.put("scope", scope)
        .put("people", people)
        .put("from", from.toString())
        .put("to", to.toString());
  }

  static PeopleNotice of(JsonNode json) {
    return new PeopleNotice(
        (ObjectNode) json.path(BreachFile.REPORT),
        (ObjectNode) json.path(BreachFile.FORM),
        Words.of(json.path("words")),
        json.path("scope").asText(),
        json.path("people").asInt(),
        Instant.parse(json.path("from").asText()),
        Instant.parse(json.path("to").asText()));
  }

  /// Since when, and until when if that is known.
  private Instant time(String name, Instant otherwise) {
    var sent = report.path(name).asText();
    return sent.isEmpty() ? otherwise : Instant.parse(sent);
  }

  Instant startedAt() {
    return time("startedAt", from);
  }

  Instant endedAt() {
    return time("endedAt", to);
  }

  BreachFile file() {
    return BreachFile.ofReport(report, form);
  }

  @Override
  public String toString() {
    return "PeopleNotice";
  }
}
