package emanet.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a certificate of erasure must look like: the table of docs/spec/certificate-v1.md, and what
/// its properties say of one another.
final class CertificateShape {
  private static final String AT = "at";
  private static final String STATE = "state";
  private static final String FINAL_STATE = "FINAL";
  private static final String HORIZON = "horizon";
  private static final String FINAL = "final";
  private static final String KEYS = "keys";
  private static final String CATEGORIES = "categories";

  /// Keys of the person's own slots begin so; they are no categories of the register.
  private static final String OWN = "emanet-";

  private static final Map<String, Predicate<JsonNode>> REQUIRED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("id", CertificateShape::isText),
              Map.entry("subject", CertificateShape::isText),
              Map.entry(
                  "method",
                  method -> List.of("ERASE", "DESTROY", "ANONYMISE").contains(method.asText())),
              Map.entry(AT, CertificateShape::isTime),
              Map.entry(STATE, state -> List.of("EFFECTIVE", FINAL_STATE).contains(state.asText())),
              Map.entry(KEYS, CertificateShape::areKeys),
              Map.entry(CATEGORIES, CertificateShape::areTexts),
              Map.entry("kept", CertificateShape::areTexts),
              Map.entry(HORIZON, CertificateShape::isTime),
              Map.entry("ledger", CertificateShape::isText),
              Map.entry("signature", CertificateShape::isText)));

  private CertificateShape() {}

  static List<String> findings(ObjectNode certificate) {
    var findings = new ArrayList<String>();
    properties(certificate, REQUIRED, findings);
    if (findings.isEmpty()) {
      agreement(certificate, findings);
    }
    return findings;
  }

  /// Whether it has just the properties that it must, and `final` where it may.
  static void properties(
      ObjectNode certificate, Map<String, Predicate<JsonNode>> required, List<String> findings) {
    required.forEach((name, fits) -> {
      if (!certificate.has(name)) {
        findings.add(name + ": missing");
      } else if (!fits.test(certificate.get(name))) {
        findings.add(name + ": not what a certificate has there");
      }
    });
    certificate
        .fieldNames()
        .forEachRemaining(name -> {
          if (!required.containsKey(name) && !name.equals(FINAL)) {
            findings.add(name + ": no property of a certificate");
          }
        });
  }

  private static void agreement(ObjectNode certificate, List<String> findings) {
    times(certificate, findings);
    var keyed = certificate.get(KEYS).findValuesAsText("category");
    keyed.removeIf(code -> code.startsWith(OWN));
    var named = new ArrayList<String>();
    certificate.get(CATEGORIES).forEach(category -> named.add(category.asText()));
    if (!keyed.equals(named)) {
      findings.add("categories: not those whose keys are destroyed");
    }
  }

  /// What its times and its state say of one another.
  static void times(ObjectNode certificate, List<String> findings) {
    boolean finished = certificate.path(STATE).asText().equals(FINAL_STATE);
    if (finished != certificate.has(FINAL)) {
      findings.add("final: there in FINAL alone, and always there");
    }
    var horizon = time(certificate.get(HORIZON)).orElseThrow();
    if (!horizon.isAfter(time(certificate.get(AT)).orElseThrow())) {
      findings.add("horizon: not after the destruction");
    }
    if (finished) {
      var last = time(certificate.path(FINAL));
      if (last.isEmpty() || last.get().isBefore(horizon)) {
        findings.add("final: no time, or one before the horizon");
      }
    }
  }

  static boolean isText(JsonNode node) {
    return node.isTextual() && !node.asText().isEmpty();
  }

  static boolean isTime(JsonNode node) {
    return time(node).isPresent();
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean areTexts(JsonNode node) {
    return all(node, JsonNode::isTextual);
  }

  private static boolean areKeys(JsonNode node) {
    return all(
        node,
        key -> key.size() == 2 && isText(key.path("category")) && key.path("version").isInt());
  }

  private static boolean all(JsonNode node, Predicate<JsonNode> fits) {
    if (!node.isArray()) {
      return false;
    }
    for (var element : node) {
      if (!fits.test(element)) {
        return false;
      }
    }
    return true;
  }
}
