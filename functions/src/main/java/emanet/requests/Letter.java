package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Tenant;
import emanet.register.Wordings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A letter to an applicant, with the parts that communiqué 30356 Art. 6/4 requires: the
/// controller's details, the applicant's, the subject of the request, the explanations.
///
/// It holds no value of the data: those are in the copy, which is another matter (`Copies`).
final class Letter {
  /// What a letter is for.
  enum Kind {
    ANSWER,
    /// What the application lacks.
    INCOMPLETE,
    NO_DATA,
    /// To whom it was passed on.
    FORWARDED
  }

  private final Wordings wordings;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode explanations;

  /// Begins a letter.
  ///
  /// @param now stands on it as its date
  Letter(Kind kind, Wordings wordings, Filing filing, Tenant controller, Instant now) {
    this.wordings = wordings;
    json.put("request", filing.head().id()).put("kind", kind.name());
    json.put("template", wordings.version()).put("language", "tr");
    json.put("title", wordings.text("title." + kind.name()));
    json.put("date", Deadline.date(now).toString());
    json.put("receivedOn", filing.head().deadline().received().toString());
    controller(controller);
    var application = filing.file().application();
    json.set("applicant", application.withObject("/applicant"));
    if (application.get("onBehalfOf") instanceof ObjectNode onBehalfOf) {
      json.set("onBehalfOf", onBehalfOf);
    }
    subject(filing, application);
    this.explanations = json.putArray("explanations");
  }

  private void controller(Tenant tenant) {
    var controller = json.putObject("controller");
    controller.put("title", tenant.title()).put("address", tenant.address());
    for (var contact : tenant.contacts()) {
      if (contact.role() == Tenant.Contact.Duty.DPO) {
        contact.email().ifPresent(email -> controller.withArray("email").add(email));
        contact.phone().ifPresent(phone -> controller.withArray("phone").add(phone));
      }
    }
  }

  private void subject(Filing filing, ObjectNode application) {
    var subject = json.putObject("subject");
    var rights = subject.putArray("rights");
    filing
        .head()
        .rights()
        .forEach(right ->
            rights
                .addObject()
                .put("right", right.code())
                .put("article", right.article())
                .put("title", right.title()));
    Optional.ofNullable(application.path("text").textValue())
        .ifPresent(text -> subject.put("text", text));
  }

  void intro(String text) {
    json.put("intro", text);
  }

  void complaint(String text) {
    json.put("complaint", text);
  }

  /// Adds an explanation.
  Explanation explain() {
    return new Explanation(explanations.addObject(), wordings);
  }

  ObjectNode json() {
    return json;
  }

  /// One of the explanations, in the making.
  static final class Explanation {
    private final ObjectNode json;
    private final Wordings wordings;

    private Explanation(ObjectNode json, Wordings wordings) {
      this.json = json;
      this.wordings = wordings;
    }

    Explanation of(Right right) {
      json.put("right", right.code()).put("article", right.article()).put("title", right.title());
      return this;
    }

    Explanation outcome(boolean accepted) {
      json.put("outcome", accepted ? "ACCEPT" : "REFUSE");
      return text(wordings.text("outcome." + json.path("outcome").asText()));
    }

    Explanation text(String text) {
      json.withArray("text").add(text);
      return this;
    }

    Explanation say(String key, String... args) {
      return text(wordings.text(key, args));
    }

    /// A table; its titles and columns are keys of wordings.
    Explanation table(String title, List<String> columns, List<List<String>> rows) {
      var table = json.withArray("tables").addObject().put("title", wordings.text(title));
      columns.forEach(column -> table.withArray("columns").add(wordings.text(column)));
      var lines = table.putArray("rows");
      rows.forEach(row -> {
        var line = lines.addArray();
        row.forEach(line::add);
      });
      return this;
    }
  }
}
