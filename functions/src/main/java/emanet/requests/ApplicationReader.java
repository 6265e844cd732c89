package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.register.formats.Characters;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Brings an application into its one form: texts cleaned, numbers and addresses checked by the
/// register's formats, blank texts left out. What is wrong is gathered, with pointers.
final class ApplicationReader {
  private static final int LONGEST_NAME = 300;
  private static final int LONGEST_ADDRESS = 1000;
  private static final int LONGEST_TEXT = 20_000;
  private static final int MOST = 50;

  /// Bytes in UTF-8: a request is one item, and what is decided and done has to fit beside it.
  private static final int LARGEST_CHANGES = 100_000;

  private static final Pattern PASSPORT = Pattern.compile("[A-Z0-9]{5,20}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> RELATIONS =
      Set.of("PARENT", "GUARDIAN", "ATTORNEY", "HEIR", "OTHER");

  private final ObjectNode application;
  private final List<FieldError> errors = new ArrayList<>();

  /// @param application read in place
  ApplicationReader(ObjectNode application) {
    this.application = application;
  }

  void wrong(String pointer, FieldCode code) {
    errors.add(new FieldError(pointer, code));
  }

  /// @throws emanet.fault.FaultException `Invalid`
  ObjectNode read() {
    person(application.withObject("/applicant"), "/applicant");
    contacts(application.withObject("/applicant"));
    text(application, "", "text", LONGEST_TEXT);
    if (application.get("onBehalfOf") instanceof ObjectNode onBehalfOf) {
      representation(onBehalfOf);
    }
    documents();
    tooMuch(application.path("changes")).ifPresent(code -> wrong("/changes", code));
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return application;
  }

  /// What there is too much of in changes, an application's or a decision's.
  static Optional<FieldCode> tooMuch(JsonNode changes) {
    if (changes.size() > MOST) {
      return Optional.of(FieldCode.RANGE);
    }
    return SealedJson.size(changes) > LARGEST_CHANGES
        ? Optional.of(FieldCode.LENGTH)
        : Optional.empty();
  }

  private void person(ObjectNode person, String at) {
    text(person, at, "name", LONGEST_NAME);
    choice(person, at, "idKind", Set.of("TCKN", "YKN", "PASSPORT"));
    switch (person.path("idKind").asText()) {
      case "TCKN" -> format(person, at, "idNumber", FieldType.TCKN);
      case "YKN" -> format(person, at, "idNumber", FieldType.YKN);
      default -> passport(person, at);
    }
  }

  private void passport(ObjectNode person, String at) {
    text(person, at, "idNumber", LONGEST_NAME);
    var number = person.path("idNumber").asText().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    if (number.isEmpty()) {
      return;
    }
    if (!PASSPORT.matcher(number).matches()) {
      wrong(at + "/idNumber", FieldCode.FORMAT);
    }
    person.put("idNumber", number);
  }

  private void contacts(ObjectNode applicant) {
    text(applicant, "/applicant", "address", LONGEST_ADDRESS);
    choice(applicant, "/applicant", "nationality", COUNTRIES);
    format(applicant, "/applicant", "email", FieldType.EMAIL);
    format(applicant, "/applicant", "phone", FieldType.PHONE);
    format(applicant, "/applicant", "kep", FieldType.KEP);
  }

  private void representation(ObjectNode onBehalfOf) {
    choice(onBehalfOf, "/onBehalfOf", "relation", RELATIONS);
    if (!onBehalfOf.has("relation")) {
      wrong("/onBehalfOf/relation", FieldCode.MISSING);
    }
    if (onBehalfOf.get("person") instanceof ObjectNode person) {
      person(person, "/onBehalfOf/person");
    }
    if (onBehalfOf.get("authority") instanceof ObjectNode authority) {
      authority(authority);
    }
  }

  private void authority(ObjectNode authority) {
    var at = "/onBehalfOf/authority";
    text(authority, at, "kind", LONGEST_NAME);
    if (!authority.has("kind")) {
      wrong(at + "/kind", FieldCode.MISSING);
    }
    format(authority, at, "date", FieldType.DATE);
    if (!authority.has("date")) {
      wrong(at + "/date", FieldCode.MISSING);
    }
    hash(authority, at);
  }

  private void documents() {
    var documents = application.path("documents");
    if (documents.size() > MOST) {
      wrong("/documents", FieldCode.RANGE);
      return;
    }
    for (int i = 0; i < documents.size(); i++) {
      if (documents.get(i) instanceof ObjectNode document) {
        var at = "/documents/" + i;
        text(document, at, "title", LONGEST_NAME);
        if (!document.has("title")) {
          wrong(at + "/title", FieldCode.MISSING);
        }
        hash(document, at);
      }
    }
  }

  private void hash(ObjectNode node, String at) {
    change(node, "sha256", text -> text.toLowerCase(Locale.ROOT));
    if (!SHA256.matcher(node.path("sha256").asText()).matches()) {
      wrong(at + "/sha256", FieldCode.FORMAT);
    }
  }

  /// A blank text is none.
  private void text(ObjectNode node, String at, String name, int longest) {
    change(node, name, Characters::clean);
    var text = node.path(name).asText();
    if (text.isEmpty()) {
      node.remove(name);
    } else if (!Characters.allowed(text)) {
      wrong(at + "/" + name, FieldCode.FORMAT);
    } else if (text.length() > longest) {
      wrong(at + "/" + name, FieldCode.LENGTH);
    }
  }

  private void choice(ObjectNode node, String at, String name, Set<String> codes) {
    change(node, name, Characters::clean);
    var code = node.path(name).asText();
    if (code.isEmpty()) {
      node.remove(name);
    } else if (!codes.contains(code)) {
      wrong(at + "/" + name, FieldCode.UNKNOWN);
    }
  }

  private void format(ObjectNode node, String at, String name, FieldType type) {
    change(node, name, Characters::clean);
    var text = node.path(name).asText();
    if (text.isEmpty()) {
      node.remove(name);
      return;
    }
    switch (type.check(TextNode.valueOf(text))) {
      case Checked.Fit(var value, _) -> node.set(name, value);
      case Checked.Unfit(var code) -> wrong(at + "/" + name, code);
    }
  }

  private static void change(ObjectNode node, String name, UnaryOperator<String> as) {
    Optional.ofNullable(node.path(name).textValue())
        .ifPresent(text -> node.put(name, as.apply(text)));
  }
}
