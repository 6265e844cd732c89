package emanet.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a certificate of the end of a contract must look like: the table of
/// docs/spec/closure-certificate-v1.md, and what its properties say of one another.
final class ClosureShape {
  static final String FORMAT = "emanet-closure-certificate/1";
  private static final String RECEIVED = "RECEIVED";
  private static final String HASH = "[0-9a-f]{64}";

  private static final Map<String, Predicate<JsonNode>> REQUIRED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("format", format -> format.asText().equals(FORMAT)),
              Map.entry("id", CertificateShape::isText),
              Map.entry("tenant", CertificateShape::isText),
              Map.entry("at", CertificateShape::isTime),
              Map.entry("state", state -> List.of("EFFECTIVE", "FINAL").contains(state.asText())),
              Map.entry("kek", kek -> kek.isIntegralNumber() && kek.asLong() >= 0),
              Map.entry("returned", ClosureShape::isReturn),
              Map.entry("horizon", CertificateShape::isTime),
              Map.entry("ledger", CertificateShape::isText),
              Map.entry("signature", CertificateShape::isText)));

  private ClosureShape() {}

  static List<String> findings(ObjectNode certificate) {
    var findings = new ArrayList<String>();
    CertificateShape.properties(certificate, REQUIRED, findings);
    if (findings.isEmpty()) {
      CertificateShape.times(certificate, findings);
    }
    return findings;
  }

  private static boolean isReturn(JsonNode returned) {
    var state = returned.path("state").asText();
    if (state.equals(RECEIVED)) {
      return returned.size() == 3
          && CertificateShape.isTime(returned.path("at"))
          && returned.path("manifest").asText().matches(HASH);
    }
    return returned.size() == 1 && List.of("NOT_RECEIVED", "KEY_GONE").contains(state);
  }
}
