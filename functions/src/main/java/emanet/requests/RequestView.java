package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.register.formats.FieldType;
import emanet.values.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request as JSON.
///
/// An auditor sees what was done and when, and of the applicant no more than masks: never
/// plaintext.
final class RequestView {
  private static final Map<String, FieldType> MASKS =
      Map.of(
          "name", FieldType.TEXT,
          "address", FieldType.TEXT,
          "email", FieldType.EMAIL,
          "phone", FieldType.PHONE,
          "kep", FieldType.KEP);

  private final Instant now;
  private final boolean masked;

  /// @param masked for whoever is never shown plaintext
  RequestView(Instant now, boolean masked) {
    this.now = now;
    this.masked = masked;
  }

  /// What lists show.
  ObjectNode head(Head head) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", head.id()).put("version", head.version()).put("state", head.state().name());
    head.rightCodes().forEach(json.putArray("rights")::add);
    json.put("channel", head.channel().name());
    json.put("receivedAt", head.receivedAt().toString());
    json.put("enteredAt", head.enteredAt().toString());
    json.put("dueAt", head.deadline().dueAt().toString());
    json.put("daysLeft", head.deadline().daysLeft(now));
    json.put("overdue", RequestLists.overdue(head, now));
    head.subject().ifPresent(subject -> json.put("subject", subject.value()));
    if (!head.missing().isEmpty()) {
      head.missing().forEach(part -> json.withArray("missing").add(part.name()));
    }
    return json;
  }

  /// What its taking in answers.
  ObjectNode taken(Requests.Shown shown) {
    var json = head(shown.filing().head());
    matches(json, shown.matches());
    return json;
  }

  private static void matches(ObjectNode json, List<SubjectId> matches) {
    var array = json.putArray("matches");
    matches.forEach(subject -> array.add(subject.value()));
  }

  /// All of it.
  ObjectNode whole(Requests.Shown shown) {
    var file = shown.filing().file();
    var json = taken(shown);
    application(json, file.application());
    // of the checks the last one; those before it are in the file
    file.section(CaseFile.IDENTITY)
        .ifPresent(section -> json.set(CaseFile.IDENTITY, section.without(CaseFile.BEFORE)));
    shown.proposal().ifPresent(proposal -> json.set("proposal", proposal));
    file.section(CaseFile.DECISION).ifPresent(section -> json.set(CaseFile.DECISION, section));
    execution(json, shown.filing());
    file.section(CaseFile.FORWARD).ifPresent(section -> json.set(CaseFile.FORWARD, section));
    Answers.view(file).ifPresent(answer -> json.set(CaseFile.ANSWER, answer));
    file.section(CaseFile.CANCELLATION)
        .ifPresent(section -> json.set(CaseFile.CANCELLATION, section));
    return json;
  }

  private static void execution(ObjectNode json, Filing filing) {
    var steps = Step.ordered(filing.head().steps());
    if (steps.isEmpty()) {
      return;
    }
    var done = Execution.section(filing);
    var array = json.putArray(Execution.SECTION);
    for (var step : steps) {
      var line = array.addObject().put("step", step.code());
      line.put("progress", filing.head().steps().get(step.code()));
      if (done.get(step.code()) instanceof ObjectNode detail) {
        line.setAll(detail);
      }
    }
  }

  private void application(ObjectNode json, ObjectNode application) {
    json.set("applicant", person(application.withObject("/applicant")));
    if (application.get("onBehalfOf") instanceof ObjectNode onBehalfOf) {
      if (onBehalfOf.get("person") instanceof ObjectNode person) {
        onBehalfOf.set("person", person(person));
      }
      json.set("onBehalfOf", onBehalfOf);
    }
    if (application.has("subject")) {
      json.put("claimedSubject", application.path("subject").asText());
    }
    if (application.has("signed")) {
      json.put("signed", application.path("signed").asBoolean());
    }
    if (!masked) {
      for (var name : List.of("text", "changes", "documents")) {
        if (application.has(name)) {
          json.set(name, application.get(name));
        }
      }
    }
  }

  /// A person's details, masked where they must be.
  ObjectNode person(ObjectNode person) {
    if (masked) {
      var number =
          person.path("idKind").asText().equals("PASSPORT") ? FieldType.TEXT : FieldType.TCKN;
      mask(person, "idNumber", number);
      MASKS.forEach((name, type) -> mask(person, name, type));
    }
    return person;
  }

  private static void mask(ObjectNode person, String name, FieldType type) {
    if (person.has(name)) {
      person.set(name, type.mask(TextNode.valueOf(person.path(name).asText())));
    }
  }
}
