package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Category;
import emanet.register.SubjectGroup;
import emanet.register.Tenant;
import emanet.register.Wordings;
import emanet.values.CategoryCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The notice to the Board (decision 2019/10, its form), made of what is known: in parts of rows,
/// each with its title in Turkish and its value as text. What nobody has entered yet is open, and
/// says so.
final class BoardForm {
  static final int VERSION = 1;
  static final Wordings WORDINGS = Wordings.of(BoardForm.class, "form", VERSION);

  private final Breach breach;
  private final ObjectNode report;
  private final ObjectNode entered;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode parts;
  private final ArrayNode open;

  private BoardForm(Breach breach, Instant now) {
    this.breach = breach;
    this.report = breach.file().report();
    this.entered = breach.file().form();
    json.put("breach", breach.id()).put("template", VERSION).put("language", "tr");
    json.put("title", WORDINGS.text("title")).put("at", now.toString());
    json.put("stage", stage().name());
    this.open = json.putArray("open");
    this.parts = json.putArray("parts");
  }

  /// What it is made of, beside the breach.
  ///
  /// @param scope the figures of the newest scope
  /// @param categories those that the scope names
  /// @param told what came of telling the people
  record Facts(
      Tenant tenant,
      Optional<ObjectNode> scope,
      Map<CategoryCode, Category> categories,
      List<String> told) {}

  static ObjectNode of(Breach breach, Facts facts, Instant now) {
    var form = new BoardForm(breach, now);
    form.controller(facts.tenant());
    form.notice(now);
    form.event();
    form.data(facts.scope(), facts.categories());
    form.effects(facts);
    form.measures();
    form.people(facts.told());
    form.others();
    return form.json;
  }

  private Notice.Stage stage() {
    return breach.notifiedAt().isPresent() ? Notice.Stage.FOLLOW_UP : Notice.Stage.FIRST;
  }

  private ArrayNode part(String name) {
    return parts
        .addObject()
        .put("part", name)
        .put("title", WORDINGS.text("part." + name))
        .putArray("rows");
  }

  private void row(ArrayNode rows, String field, Optional<String> value) {
    var known = value.filter(text -> !text.isBlank());
    var row = rows.addObject().put("field", field).put("title", WORDINGS.text("row." + field));
    row.put("open", known.isEmpty());
    known.ifPresent(text -> row.put("value", text));
    if (known.isEmpty()) {
      open.add(field);
    }
  }

  private void known(ArrayNode rows, String field, String value) {
    row(rows, field, Optional.of(value));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  private static Optional<String> time(JsonNode node, String name) {
    return text(node, name).map(at -> WORDINGS.time(Instant.parse(at)));
  }

  private void controller(Tenant tenant) {
    var rows = part("controller");
    known(rows, "title", tenant.title());
    known(rows, "address", tenant.address());
    var contacts =
        tenant.contacts().stream()
            .filter(contact -> contact.role() == Tenant.Contact.Duty.DPO)
            .flatMap(contact -> Stream.concat(contact.email().stream(), contact.phone().stream()))
            .toList();
    row(rows, "contact", Optional.of(String.join(", ", contacts)));
    row(rows, "preparer", text(entered, "preparer"));
  }

  private void notice(Instant now) {
    var rows = part("notice");
    known(rows, "breach", breach.id());
    known(rows, "stage", WORDINGS.text("stage." + stage()));
    known(rows, "learnedAt", WORDINGS.time(breach.learnedAt()));
    known(rows, "deadline", WORDINGS.time(breach.clock().deadline()));
    breach.notifiedAt().ifPresent(at -> known(rows, "notifiedAt", WORDINGS.time(at)));
    if (breach.clock().over(breach.notifiedAt().orElse(now))) {
      row(rows, "delayReason", delayReason());
    }
  }

  private Optional<String> delayReason() {
    return breach
        .file()
        .section(BreachFile.NOTIFICATIONS)
        .valueStream()
        .flatMap(notice -> text(notice, "delayReason").stream())
        .findFirst();
  }

  private void event() {
    var rows = part("event");
    row(rows, "startedAt", time(report, "startedAt"));
    row(rows, "endedAt", time(report, "endedAt"));
    row(rows, "detectedAt", time(report, "detectedAt"));
    row(rows, "source", text(report, "source").map(code -> WORDINGS.text("source." + code)));
    var effects = new ArrayList<String>();
    breach.file().harms().forEach(harm -> effects.add(WORDINGS.text("effect." + harm)));
    known(rows, "effects", String.join(", ", effects));
    row(rows, "description", text(report, "description"));
  }

  private void data(Optional<ObjectNode> scope, Map<CategoryCode, Category> categories) {
    var rows = part("data");
    for (var name : List.of("subjects", "records", "erased")) {
      row(rows, name, scope.map(figures -> figures.path(name).asText()));
    }
    row(rows, "personal", scope.map(figures -> categories(figures, categories, false)));
    row(rows, "special", scope.map(figures -> categories(figures, categories, true)));
    row(rows, "groups", scope.map(BoardForm::groups));
  }

  private static String categories(
      ObjectNode figures, Map<CategoryCode, Category> known, boolean special) {
    var lines = new ArrayList<String>();
    for (var one : figures.path("categories")) {
      if (one.path("special").asBoolean() == special) {
        var code = one.path("category").asText();
        var title =
            Optional.ofNullable(known.get(new CategoryCode(code)))
                .map(category -> category.title().tr())
                .orElse(code);
        lines.add(
            WORDINGS.text(
                "category", title, one.path("subjects").asText(), one.path("records").asText()));
      }
    }
    return lines.isEmpty() ? WORDINGS.text("none") : String.join("\n", lines);
  }

  private static String groups(ObjectNode figures) {
    var lines = new ArrayList<String>();
    for (var one : figures.path("groups")) {
      var code = one.path("group").asText();
      var title = SubjectGroup.parse(code).map(group -> group.title().tr()).orElse(code);
      lines.add(WORDINGS.text("group", title, one.path("subjects").asText()));
    }
    return lines.isEmpty() ? WORDINGS.text("none") : String.join("\n", lines);
  }

  private void effects(Facts facts) {
    var codes = consequences(breach.file(), facts.categories().values());
    var rows = part("consequences");
    row(
        rows,
        "consequences",
        facts
            .scope()
            .or(() -> Optional.of(entered).filter(e -> e.has(FormFields.CONSEQUENCES)))
            .map(_ -> String.join("\n", titles(codes))));
  }

  /// Those that were entered, or else those that are to be supposed.
  static List<Consequence> consequences(BreachFile file, Collection<Category> categories) {
    var entered = file.form().path(FormFields.CONSEQUENCES);
    return entered.isMissingNode()
        ? List.copyOf(Consequence.of(file.harms(), categories))
        : entered.valueStream().map(code -> Consequence.valueOf(code.asText())).toList();
  }

  static List<String> titles(List<Consequence> codes) {
    return codes.stream().map(code -> WORDINGS.text("consequence." + code)).toList();
  }

  private void measures() {
    var rows = part("measures");
    var house = WORDINGS.text("house");
    known(
        rows,
        "measuresBefore",
        text(entered, "measuresBefore").map(typed -> typed + "\n" + house).orElse(house));
    var told =
        breach
            .file()
            .section(BreachFile.NOTIFICATIONS)
            .valueStream()
            .flatMap(notice -> text(notice, "measures").stream())
            .distinct()
            .toList();
    var after = new ArrayList<>(told);
    text(entered, "measuresAfter").ifPresent(after::add);
    row(rows, "measuresAfter", Optional.of(String.join("\n", after)));
  }

  private void people(List<String> told) {
    var rows = part("people");
    var published = published();
    var all = Stream.concat(told.stream(), published.stream()).toList();
    known(rows, "told", WORDINGS.yes(!all.isEmpty()));
    row(rows, "means", Optional.of(String.join("\n", all)));
    var standing = Stream.concat(text(entered, "publicNotice").stream(), published.stream());
    row(rows, "publicNotice", Optional.of(standing.collect(Collectors.joining("\n"))));
    var decisions =
        breach
            .file()
            .section(BreachFile.NO_NOTICE)
            .valueStream()
            .map(one ->
                WORDINGS.text(
                    "noNotice",
                    WORDINGS.text("audience." + one.path("audience").asText()),
                    one.path("reason").asText(),
                    one.path("by").asText(),
                    one.path("approvedBy").asText()))
            .toList();
    known(
        rows,
        "noNotice",
        decisions.isEmpty() ? WORDINGS.text("none") : String.join("\n", decisions));
  }

  /// What was recorded to have stood on the website.
  private List<String> published() {
    return breach
        .file()
        .section(BreachFile.NOTIFICATIONS)
        .valueStream()
        .filter(notice -> notice.path("audience").asText().equals(Publication.AUDIENCE))
        .map(notice ->
            "%s: %s (%s)"
                .formatted(
                    time(notice, "sentAt").orElse(""),
                    notice.path("means").asText(),
                    notice.path("reference").asText()))
        .toList();
  }

  private void others() {
    var rows = part("others");
    var progress = breach.progress();
    known(
        rows,
        "counterpart",
        progress
            .toldAt()
            .map(at ->
                WORDINGS.text(
                    "counterpart.told",
                    WORDINGS.time(at),
                    progress
                        .receivedAt()
                        .map(WORDINGS::time)
                        .orElseGet(() -> WORDINGS.text("counterpart.waiting"))))
            .orElseGet(() -> WORDINGS.text("none")));
    row(rows, "foreignAuthorities", text(entered, "foreignAuthorities"));
    var titles = new ArrayList<String>();
    entered.path(FormFields.ATTACHMENTS).forEach(title -> titles.add(title.asText()));
    row(rows, "attachments", Optional.of(String.join("\n", titles)));
  }
}
