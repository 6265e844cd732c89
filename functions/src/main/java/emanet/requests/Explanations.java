package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.register.Activity.Disposal;
import emanet.register.Wordings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// What an answer says of each right, from the facts that were gathered when the decision was
/// carried out, and from what was done.
final class Explanations {
  private static final Locale TURKISH = Locale.of("tr", "TR");

  private final Wordings wordings;
  private final JsonNode facts;
  private final JsonNode done;
  private final Decision decision;
  private final Map<String, String> categories = new HashMap<>();
  private final Map<String, String> activities = new HashMap<>();

  /// @param facts as `Facts` gave them
  /// @param done what came of each step, by its code
  Explanations(Wordings wordings, Decision decision, Optional<ObjectNode> facts, ObjectNode done) {
    this.wordings = wordings;
    this.decision = decision;
    this.facts = facts.<JsonNode>map(f -> f).orElse(MissingNode.getInstance());
    this.done = done;
    this.facts
        .path("categories")
        .forEach(c -> categories.put(c.path("code").asText(), c.path("title").asText()));
    this.facts
        .path("activities")
        .forEach(a -> activities.put(a.path("code").asText(), a.path("title").asText()));
  }

  void addTo(Letter letter) {
    for (var item : decision.items()) {
      var to = letter.explain().of(item.right()).outcome(item.accepted());
      item.category().ifPresent(category -> to.say("category", categoryTitle(category.value())));
      if (item.accepted()) {
        accepted(item, to);
      } else if (item.right() == Right.RECTIFICATION) {
        putRight(item, to); // before it turned out that the rest cannot be
      }
      item.reason().ifPresent(reason -> to.say("reason", reason));
    }
  }

  private void accepted(Decision.Item item, Letter.Explanation to) {
    switch (item.right()) {
      case LEARN -> learnt(to);
      case INFORMATION -> informed(to);
      case PURPOSE -> purposes(to);
      case RECIPIENTS -> recipients(to);
      case RECTIFICATION -> rectified(item, to);
      case ERASURE -> erased(item, to);
      case NOTIFICATION -> told(to);
      case OBJECTION -> objected(to);
      case COMPENSATION -> to.say("Ğ.text");
    }
  }

  private String categoryTitle(String code) {
    return categories.getOrDefault(code, code);
  }

  private void learnt(Letter.Explanation to) {
    if (facts.path("categories").isEmpty()) {
      to.say("A.none");
      return;
    }
    to.say("A.held");
    to.table(
        "table.categories",
        List.of("column.category", "column.special", "column.records"),
        rows(
            facts.path("categories"),
            c ->
                List.of(
                    text(c, "title"),
                    wordings.yes(c.path("special").asBoolean()),
                    text(c, "records"))));
  }

  private void informed(Letter.Explanation to) {
    to.say("B.text");
    to.table(
        "table.categories",
        List.of("column.category", "column.records", "column.fields"),
        rows(
            facts.path("categories"),
            c -> List.of(text(c, "title"), text(c, "records"), joined(c.path("fields")))));
    to.table(
        "table.activities",
        List.of("column.activity", "column.basis", "column.retention", "column.controller"),
        rows(
            facts.path("activities"),
            a ->
                List.of(
                    text(a, "title"),
                    wordings.text("basis." + text(a, "legalBasis"))
                        + " (md. "
                        + text(a, "article")
                        + ")",
                    kept(a),
                    text(a, "controller"))));
    to.say("B.copy");
  }

  /// How long an activity keeps what there is of the person, and of which categories not as long.
  private String kept(JsonNode activity) {
    var periods = new ArrayList<>(List.of(retention(activity.path("retention"))));
    for (var own : activity.path("ownRetention")) {
      var code = text(own, "category");
      if (categories.containsKey(code)) {
        periods.add(categoryTitle(code) + ": " + retention(own));
      }
    }
    return String.join("; ", periods);
  }

  private String retention(JsonNode retention) {
    return wordings.text("from." + text(retention, "from"))
        + " "
        + wordings.period(Period.parse(text(retention, "period")));
  }

  private void purposes(Letter.Explanation to) {
    to.say("C.text");
    to.table(
        "table.purposes",
        List.of("column.activity", "column.purposes", "column.basis"),
        rows(
            facts.path("activities"),
            a ->
                List.of(
                    text(a, "title"),
                    joined(a.path("purposes")),
                    wordings.text("basis." + text(a, "legalBasis")))));
    var uses = facts.path("uses");
    if (uses.isEmpty()) {
      to.say("C.none");
      return;
    }
    boolean allUnderActivities =
        StreamSupport.stream(uses.spliterator(), false).allMatch(use -> use.has("activity"));
    if (allUnderActivities) {
      to.say("C.kept");
    }
    to.table(
        "table.uses",
        List.of(
            "column.activity",
            "column.action",
            "column.category",
            "column.count",
            "column.first",
            "column.last"),
        rows(uses, this::use));
  }

  private List<String> use(JsonNode use) {
    var activity = text(use, "activity");
    return List.of(
        activities.getOrDefault(activity, activity),
        wordings
            .find("action." + text(use, "action"))
            .orElseGet(() -> wordings.text("action.other")),
        categoryTitle(text(use, "category")),
        text(use, "count"),
        date(text(use, "first")),
        date(text(use, "last")));
  }

  private void recipients(Letter.Explanation to) {
    to.say("Ç.text");
    var rows = new ArrayList<List<String>>();
    for (var activity : facts.path("activities")) {
      for (var recipient : activity.path("recipients")) {
        var row =
            List.of(
                text(recipient, "title"),
                text(recipient, "group"),
                country(text(recipient, "country")),
                text(recipient, "article"));
        if (!rows.contains(row)) {
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      to.say("Ç.none.recipients");
    } else {
      to.table(
          "table.recipients",
          List.of("column.recipient", "column.group", "column.country", "column.mechanism"),
          rows);
    }
    if (facts.path("disclosures").isEmpty()) {
      to.say("Ç.none.disclosures");
    } else {
      to.table(
          "table.disclosures",
          List.of("column.date", "column.recipient", "column.country", "column.category"),
          rows(facts.path("disclosures"), this::disclosure));
    }
  }

  private List<String> disclosure(JsonNode disclosure) {
    var names = new ArrayList<String>();
    disclosure.path("categories").forEach(code -> names.add(categoryTitle(code.asText())));
    return List.of(
        date(text(disclosure, "at")),
        text(disclosure, "title"),
        country(text(disclosure, "country")),
        String.join(", ", names));
  }

  private void rectified(Decision.Item item, Letter.Explanation to) {
    putRight(item, to);
    var changes = decision.changes();
    boolean left =
        IntStream.range(0, changes.size())
            .anyMatch(i -> Decision.isOf(changes.get(i), item) && !isPutRight(i));
    if (left) {
      to.say("D.pending");
    }
  }

  private boolean isPutRight(int change) {
    return done.path(Step.rectifying(change).code()).has(Rectifying.VERSION);
  }

  private void putRight(Decision.Item item, Letter.Explanation to) {
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < decision.changes().size(); i++) {
      var change = decision.changes().get(i);
      if (Decision.isOf(change, item) && isPutRight(i)) {
        var fields = new ArrayList<String>();
        change.fields().fieldNames().forEachRemaining(fields::add);
        rows.add(
            List.of(
                categoryTitle(change.category().value()),
                change.record(),
                String.join(", ", fields)));
      }
    }
    if (!rows.isEmpty()) {
      var columns = List.of("column.category", "column.record", "column.fields");
      to.say("D.text").table("table.changes", columns, rows);
    }
  }

  private void erased(Decision.Item item, Letter.Explanation to) {
    var part = item.category().map(c -> c.value()).orElse("");
    var erasure = done.path(new Step(Step.Kind.ERASURE, part).code());
    if (!erasure.has("at")) {
      to.say(text(erasure, "reason").equals(Conflict.HELD.slug()) ? "E.held" : "E.pending");
      return;
    }
    var at = date(text(erasure, "at"));
    var method = text(erasure, "method");
    if (method.equals(Disposal.DESTROY.name()) && erasure.has("final")) {
      to.say("E.destroyed", at, date(text(erasure, "final")));
    } else if (method.equals(Disposal.DESTROY.name())) {
      to.say("E.destroy", at, date(text(erasure, "horizon")));
    } else if (method.equals(Disposal.ANONYMISE.name())) {
      to.say("E.anonymous", at, categoryTitle(part));
    } else if (part.isEmpty()) {
      to.say("E.person", at);
    } else {
      to.say("E.category", at, categoryTitle(part));
    }
    if (erasure.has("certificate")) {
      to.say("E.certificate", text(erasure, "certificate"));
    }
    if (erasure.has(Erasing.SUPPRESSED)) {
      to.say("E.suppressed", wordings.date(LocalDate.parse(text(erasure, Erasing.SUPPRESSED))));
    }
  }

  private void told(Letter.Explanation to) {
    var recipients = done.path(new Step(Step.Kind.NOTIFICATION, "").code()).path("recipients");
    if (recipients.isEmpty()) {
      to.say("F.none");
      return;
    }
    to.say("F.text")
        .table(
            "table.told",
            List.of("column.recipient", "column.state"),
            rows(
                recipients,
                r ->
                    List.of(
                        text(r, "title"),
                        wordings.find("told." + text(r, "state")).orElse(text(r, "state")))));
  }

  private void objected(Letter.Explanation to) {
    to.say("G.text");
    var codes = done.path(new Step(Step.Kind.OBJECTION, "").code()).path("activities");
    to.table(
        "table.activities",
        List.of("column.activity"),
        rows(codes, code -> List.of(activities.getOrDefault(code.asText(), code.asText()))));
  }

  private static List<List<String>> rows(JsonNode array, Function<JsonNode, List<String>> row) {
    var rows = new ArrayList<List<String>>();
    array.forEach(node -> rows.add(row.apply(node)));
    return rows;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }

  private static String joined(JsonNode texts) {
    var parts = new ArrayList<String>();
    texts.forEach(node -> parts.add(node.asText()));
    return String.join(", ", parts);
  }

  private String date(String instant) {
    return instant.isEmpty() ? "" : wordings.date(Instant.parse(instant));
  }

  private static String country(String code) {
    return code.isEmpty() ? "" : Locale.of("", code).getDisplayCountry(TURKISH);
  }
}
