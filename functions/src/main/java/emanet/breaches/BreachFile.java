package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.values.SecretBytes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// All that was written down of a breach: one document, sealed under the case's key. Immutable.
///
/// | section | what |
/// |---|---|
/// | `report` | what is known now, with corrections applied |
/// | `corrections` | each: `at`, `by`, `reason`, `before` (what it replaced) |
/// | `notifications` | to the Authority, each as recorded; to others, as it was begun |
/// | `receipts` | of notices between controller and processor |
/// | `form` | what the Board's form asks for beyond that |
/// | `noNotice` | decisions not to notify, each with both people and the reason |
final class BreachFile {
  static final String REPORT = "report";
  static final String CORRECTIONS = "corrections";
  static final String NOTIFICATIONS = "notifications";
  static final String NO_NOTICE = "noNotice";
  static final String RECEIPTS = "receipts";
  static final String SUSPECTS = "suspects";
  static final String FORM = "form";

  private final ObjectNode tree;

  private BreachFile(ObjectNode tree) {
    this.tree = tree;
  }

  static BreachFile of(Report report) {
    var tree = JsonNodeFactory.instance.objectNode();
    var section = tree.putObject(REPORT);
    section.put("origin", report.origin().name()).put("learnedAt", report.learnedAt().toString());
    report.detectedAt().ifPresent(at -> section.put("detectedAt", at.toString()));
    report.startedAt().ifPresent(at -> section.put("startedAt", at.toString()));
    report.endedAt().ifPresent(at -> section.put("endedAt", at.toString()));
    section.put("source", report.source().name());
    var effects = section.putArray("effects");
    report.effects().stream().sorted().forEach(effect -> effects.add(effect.name()));
    section.put("description", report.description());
    section.set(SUSPECTS, json(report.suspects()));
    return new BreachFile(tree);
  }

  /// A new file with this report.
  static BreachFile ofReport(ObjectNode report) {
    return ofReport(report, JsonNodeFactory.instance.objectNode());
  }

  /// The same, with what was entered for the Board's form.
  static BreachFile ofReport(ObjectNode report, ObjectNode form) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set(REPORT, report);
    tree.set(FORM, form);
    return new BreachFile(tree);
  }

  /// Reads what `toBytes` made. It was authenticated, so anything else is our own failure.
  static BreachFile of(SecretBytes plaintext) {
    return new BreachFile(SealedJson.object(plaintext));
  }

  /// The bytes to seal; the caller zeroes them.
  byte[] toBytes() {
    return SealedJson.bytes(tree);
  }

  /// In bytes.
  int size() {
    return SealedJson.size(tree);
  }

  /// With a correction applied, and what it replaced kept.
  BreachFile with(Correction correction, ObjectNode entered) {
    var next = tree.deepCopy();
    var report = next.withObject("/" + REPORT);
    var before = JsonNodeFactory.instance.objectNode();
    replace(report, before, "learnedAt", correction.learnedAt());
    replace(report, before, "detectedAt", correction.detectedAt());
    replace(report, before, "startedAt", correction.startedAt());
    replace(report, before, "endedAt", correction.endedAt());
    correction
        .suspects()
        .ifPresent(suspects -> before.set(SUSPECTS, report.replace(SUSPECTS, json(suspects))));
    correction
        .form()
        .ifPresent(form -> {
          var fields = next.withObject("/" + FORM);
          var old = before.putObject(FORM);
          form.json()
              .properties()
              .forEach(field -> {
                var was = fields.replace(field.getKey(), field.getValue());
                old.set(field.getKey(), was == null ? JsonNodeFactory.instance.nullNode() : was);
              });
        });
    entered.put("reason", correction.reason());
    entered.set("before", before);
    next.withArray("/" + CORRECTIONS).add(entered);
    return new BreachFile(next);
  }

  private static void replace(
      ObjectNode report, ObjectNode before, String name, Optional<Instant> at) {
    at.ifPresent(time -> {
      var old = report.get(name);
      before.set(name, old == null ? JsonNodeFactory.instance.nullNode() : old);
      report.put(name, time.toString());
    });
  }

  /// With one more entry in a section that is a list.
  BreachFile with(String section, ObjectNode entry) {
    var next = tree.deepCopy();
    next.withArray("/" + section).add(entry);
    return new BreachFile(next);
  }

  /// A copy.
  ObjectNode report() {
    if (tree.get(REPORT) instanceof ObjectNode report) {
      return report.deepCopy();
    }
    throw new Fault.Internal().exception();
  }

  /// What was entered for the Board's form, by `FormFields`; a copy.
  ObjectNode form() {
    return tree.get(FORM) instanceof ObjectNode form
        ? form.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  Set<Harm> harms() {
    var harms = EnumSet.noneOf(Harm.class);
    report().path("effects").forEach(code -> harms.add(Harm.valueOf(code.asText())));
    return harms;
  }

  /// A copy; empty where nothing was entered.
  ArrayNode section(String name) {
    return tree.get(name) instanceof ArrayNode list
        ? list.deepCopy()
        : JsonNodeFactory.instance.arrayNode();
  }

  Suspects suspects() {
    return suspects(report().path(SUSPECTS));
  }

  static Suspects suspects(JsonNode json) {
    return new Suspects(
        texts(json.path("actors")),
        texts(json.path("addresses")),
        Instant.parse(json.path("from").asText()),
        Instant.parse(json.path("to").asText()));
  }

  static ObjectNode json(Suspects suspects) {
    var json = JsonNodeFactory.instance.objectNode();
    var actors = json.putArray("actors");
    suspects.actors().stream().sorted().forEach(actors::add);
    var addresses = json.putArray("addresses");
    suspects.addresses().stream().sorted().forEach(addresses::add);
    return json.put("from", suspects.from().toString()).put("to", suspects.to().toString());
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new HashSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Override
  public String toString() {
    return "BreachFile";
  }
}
