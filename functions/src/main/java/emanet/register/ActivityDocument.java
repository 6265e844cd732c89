package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Activity.Attestation;
import emanet.register.Activity.Capacity;
import emanet.register.Activity.Controller;
import emanet.register.Activity.Disposal;
import emanet.register.Activity.Use;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;

/// An activity as JSON.
final class ActivityDocument {
  private static final int MOST_PURPOSES = 20;
  private static final int LONGEST_PURPOSE = 1000;
  private static final int LONGEST_NUMBER = 100;
  private static final int MOST_USES = 100;
  private static final CategoryCode STAND_IN = new CategoryCode("other");
  private static final Retention NO_RETENTION =
      new Retention(Period.ofDays(1), Retention.Start.CREATED);

  private ActivityDocument() {}

  static Draft<Activity> read(String code, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var activity =
        new Activity(
            new ActivityCode(code),
            reader.title("title"),
            reader.choice("role", ActivityDocument::capacity, Capacity.CONTROLLER),
            reader.optionalObject("controller").map(ActivityDocument::controller),
            reader.texts("purposes", 1, MOST_PURPOSES, LONGEST_PURPOSE),
            reader.choices("subjectGroups", SubjectGroup::parse, 1),
            reader.choice("legalBasis", LegalBasis::parse, LegalBasis.CONTRACT),
            reader.optionalText("balancingTest", DocumentReader.LONGEST),
            reader.objects("categories", 1, MOST_USES).stream().map(ActivityDocument::use).toList(),
            reader.choices("roles", Role::parse, 1),
            reader.choices("recipients", RecipientDocument::id, 0),
            retention(reader.object("retention")),
            reader.choice("disposal", ActivityDocument::disposal, Disposal.ERASE),
            reader.optionalText("notice", LONGEST_NUMBER),
            reader.optionalFlag("automatedDecision").orElse(false),
            reader.optionalObject("attestation").map(ActivityDocument::attestation));
    return reader.draft(activity);
  }

  private static Controller controller(DocumentReader sent) {
    return new Controller(
        sent.text("title", DocumentReader.LONGEST_NAME),
        sent.text("address", DocumentReader.LONGEST));
  }

  private static Use use(DocumentReader sent) {
    return new Use(
        sent.choice("category", CategoryCode::parse, STAND_IN),
        sent.optionalChoices("fields", ActivityDocument::fieldName, 1),
        sent.optionalChoice("view", View::parseCode, View.MASKED).orElse(View.PLAIN),
        sent.optionalFlag("search"),
        sent.optionalObject("retention").map(ActivityDocument::retention));
  }

  private static Optional<String> fieldName(String name) {
    return CategoryRules.isFieldName(name) ? Optional.of(name) : Optional.empty();
  }

  private static Retention retention(DocumentReader sent) {
    return new Retention(
        sent.value("period", Parse::period, NO_RETENTION.period()),
        sent.choice("from", ActivityDocument::start, NO_RETENTION.from()));
  }

  private static Attestation attestation(DocumentReader sent) {
    return new Attestation(
        sent.textOrNumber("noticeVersion", LONGEST_NUMBER),
        sent.choice("basis", LegalBasis::parse, LegalBasis.CONTRACT),
        sent.text("by", DocumentReader.LONGEST_NAME),
        sent.value("at", Parse::time, Instant.EPOCH),
        sent.value("validUntil", Parse::time, Instant.EPOCH));
  }

  private static Optional<Capacity> capacity(String code) {
    return Codes.parse(Capacity.values(), code);
  }

  private static Optional<Disposal> disposal(String code) {
    return Codes.parse(Disposal.values(), code);
  }

  private static Optional<Retention.Start> start(String code) {
    return Codes.parse(Retention.Start.values(), code);
  }

  static ObjectNode write(Activity activity) {
    var document = JsonNodeFactory.instance.objectNode();
    document.set("title", CategoryDocument.title(activity.title()));
    document.put("role", activity.role().name());
    activity
        .controller()
        .ifPresent(controller ->
            document
                .putObject("controller")
                .put("title", controller.title())
                .put("address", controller.address()));
    var purposes = document.putArray("purposes");
    activity.purposes().forEach(purposes::add);
    var groups = document.putArray("subjectGroups");
    activity.subjectGroups().forEach(group -> groups.add(group.name()));
    document.put("legalBasis", activity.legalBasis().name());
    activity.balancingTest().ifPresent(test -> document.put("balancingTest", test));
    var categories = document.putArray("categories");
    activity.uses().forEach(use -> write(use, categories.addObject()));
    var roles = document.putArray("roles");
    activity.roles().forEach(role -> roles.add(role.label()));
    var recipients = document.putArray("recipients");
    activity.recipients().forEach(recipients::add);
    write(activity.retention(), document.putObject("retention"));
    document.put("disposal", activity.disposal().name());
    activity.notice().ifPresent(notice -> document.put("notice", notice));
    document.put("automatedDecision", activity.automatedDecision());
    activity.attestation().ifPresent(word -> write(word, document.putObject("attestation")));
    return document;
  }

  private static void write(Use use, ObjectNode document) {
    document.put("category", use.category().value());
    use.fields()
        .ifPresent(names -> {
          var fields = document.putArray("fields");
          names.forEach(fields::add);
        });
    document.put("view", use.view().name());
    use.search().ifPresent(search -> document.put("search", search));
    use.retention().ifPresent(own -> write(own, document.putObject("retention")));
  }

  private static void write(Retention retention, ObjectNode document) {
    document.put("period", retention.period().toString());
    document.put("from", retention.from().name());
  }

  private static void write(Attestation word, ObjectNode document) {
    document
        .put("noticeVersion", word.noticeVersion())
        .put("basis", word.basis().name())
        .put("by", word.by())
        .put("at", word.at().toString())
        .put("validUntil", word.validUntil().toString());
  }
}
