package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Html;
import emanet.register.Wordings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A letter as a page, to be read and printed. It is made of the letter's JSON alone, in the
/// wordings of its own version.
final class LetterPage {
  private static final int TITLE = 1;
  private static final int PART = 2;
  private static final int ENTRY = 3;

  private final ObjectNode letter;
  private final Wordings wordings;
  private final List<Html.Node> parts = new ArrayList<>();

  private LetterPage(ObjectNode letter) {
    this.letter = letter;
    this.wordings = LetterWordings.version(letter.path("template").asInt());
  }

  static String of(ObjectNode letter) {
    var page = new LetterPage(letter);
    page.head();
    page.explanations();
    page.copy();
    page.foot();
    return Html.page("tr", text(letter, "title"), page.parts);
  }

  private void head() {
    parts.add(Html.heading(TITLE, text(letter, "title")));
    parts.add(
        Html.table(
            Optional.empty(),
            List.of(
                List.of(wordings.text("label.date"), date("date")),
                List.of(wordings.text("label.request"), text(letter, "request")),
                List.of(wordings.text("label.received"), date("receivedOn")))));
    part("controller");
    parts.add(
        Html.table(
            Optional.empty(),
            labelled(letter.path("controller"), "title", "address", "email", "phone")));
    part("applicant");
    parts.add(Html.table(Optional.empty(), applicant()));
    part("subject");
    parts.add(Html.table(Optional.empty(), subject()));
  }

  private void part(String name) {
    parts.add(Html.heading(PART, wordings.text("part." + name)));
  }

  private String date(String name) {
    var text = text(letter, name);
    return text.isEmpty() ? "" : wordings.date(LocalDate.parse(text));
  }

  private List<List<String>> labelled(JsonNode node, String... names) {
    var rows = new ArrayList<List<String>>();
    for (var name : names) {
      var value = node.path(name);
      var text = value.isArray() ? joined(value) : value.asText();
      if (!text.isEmpty()) {
        rows.add(List.of(wordings.text("label." + name), text));
      }
    }
    return rows;
  }

  private List<List<String>> applicant() {
    var applicant = letter.path("applicant");
    var rows = new ArrayList<>(labelled(applicant, "name"));
    var kind = text(applicant, "idKind");
    if (!kind.isEmpty()) {
      rows.add(List.of(wordings.text("label." + kind), text(applicant, "idNumber")));
    }
    rows.addAll(labelled(applicant, "nationality", "address", "email", "phone", "kep"));
    var relation = text(letter.path("onBehalfOf"), "relation");
    if (!relation.isEmpty()) {
      var person = text(letter.at("/onBehalfOf/person"), "name");
      var as = wordings.text("relation." + relation);
      rows.add(
          List.of(
              wordings.text("label.relation"), person.isEmpty() ? as : as + " (" + person + ")"));
    }
    return rows;
  }

  private List<List<String>> subject() {
    var rows = new ArrayList<List<String>>();
    var rights = new ArrayList<String>();
    for (var right : letter.at("/subject/rights")) {
      rights.add(text(right, "title") + " (md. " + text(right, "article") + ")");
    }
    rows.add(List.of(wordings.text("label.rights"), String.join("\n", rights)));
    rows.addAll(labelled(letter.path("subject"), "text"));
    return rows;
  }

  private void explanations() {
    part("explanations");
    parts.add(Html.paragraph(text(letter, "intro")));
    for (var explanation : letter.path("explanations")) {
      if (explanation.has("right")) {
        parts.add(
            Html.heading(
                ENTRY, text(explanation, "title") + " (md. " + text(explanation, "article") + ")"));
      }
      explanation.path("text").forEach(line -> parts.add(Html.paragraph(line.asText())));
      explanation.path("tables").forEach(this::table);
    }
  }

  private void table(JsonNode table) {
    parts.add(Html.heading(ENTRY, text(table, "title")));
    var columns = texts(table.path("columns"));
    var rows = new ArrayList<List<String>>();
    table.path("rows").forEach(row -> rows.add(texts(row)));
    parts.add(Html.table(columns.isEmpty() ? Optional.empty() : Optional.of(columns), rows));
  }

  private void copy() {
    if (letter.path("copy").isMissingNode()) {
      return;
    }
    part("copy");
    if (letter.path("copy").isEmpty()) {
      parts.add(Html.paragraph(wordings.text("B.copy.gone")));
    }
    for (var one : letter.path("copy")) {
      parts.add(Html.heading(ENTRY, text(one, "title") + " – " + text(one, "recordId")));
      var rows = new ArrayList<List<String>>();
      one.path("fields")
          .properties()
          .forEach(field -> rows.add(List.of(field.getKey(), field.getValue().asText())));
      parts.add(
          Html.table(
              Optional.of(List.of(wordings.text("column.field"), wordings.text("column.value"))),
              rows));
    }
  }

  private void foot() {
    if (letter.has("complaint")) {
      part("complaint");
      parts.add(Html.paragraph(text(letter, "complaint")));
    }
    if (letter.has("fee")) {
      parts.add(Html.paragraph(text(letter, "fee")));
    }
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static String joined(JsonNode array) {
    return String.join(", ", texts(array));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }
}
