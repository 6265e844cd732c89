package emanet.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/// Documents to start from: each test changes what it is about.
final class Samples {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Samples() {}

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static ObjectNode activity() {
    return json(
        """
        {"title": {"tr": "Bordro", "en": "Payroll"}, "role": "CONTROLLER",
         "purposes": ["Ücret ödemek"], "subjectGroups": ["EMPLOYEE"], "legalBasis": "CONTRACT",
         "categories": [
           {"category": "identity"},
           {"category": "contact", "fields": ["email", "phone"], "view": "MASKED"},
           {"category": "personnel", "fields": ["employeeNo", "salary"], "search": false}],
         "roles": ["service", "agent", "dpo", "auditor"], "recipients": [],
         "retention": {"period": "P10Y", "from": "RELATIONSHIP_END"}, "disposal": "ERASE"}
        """);
  }

  static ObjectNode activity(Consumer<ObjectNode> change) {
    var document = activity();
    change.accept(document);
    return document;
  }

  /// Under Art. 6, so that it may cover health.
  static ObjectNode healthActivity() {
    return activity(document -> {
      document.put("legalBasis", "SC_EMPLOYMENT_OHS_SOCIAL");
      document.withArray("categories").addObject().put("category", "health");
    });
  }

  static ObjectNode processorActivity(String validUntil) {
    return activity(document -> {
      document.put("role", "PROCESSOR");
      document.putObject("controller").put("title", "Müşteri A.Ş.").put("address", "Ankara");
      document
          .putObject("attestation")
          .put("noticeVersion", "7")
          .put("basis", "CONTRACT")
          .put("by", "legal-1")
          .put("at", "2026-01-01T00:00:00Z")
          .put("validUntil", validUntil);
    });
  }

  static ObjectNode tenant() {
    return json(
        """
        {"name": "Acme", "title": "Acme Anonim Şirketi", "address": "Ankara",
         "contacts": [{"role": "DPO", "email": "kvkk@acme.example", "phone": "0500 000 00 00"}],
         "hosting": {"mechanism": "SG_STANDARD_CONTRACT", "document": "SC-1",
                     "signedAt": "2026-01-05"}}
        """);
  }

  static ObjectNode category() {
    return json(
        """
        {"title": {"tr": "Araç", "en": "Vehicle"}, "verbis": "OTHER", "special": false,
         "fields": {"plate": {"type": "plate", "required": true, "quality": "DIRECT"},
                    "policyNo": {"type": "text", "searchable": true}}}
        """);
  }

  static ObjectNode recipient() {
    return json(
        """
        {"title": "Bordro Ltd.", "group": "SUPPLIER", "country": "TR",
         "notify": {"email": "kvkk@bordro.example"}}
        """);
  }
}
