package emanet.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.RegisterOnEdge.Answer;
import java.util.function.Consumer;

/// A proxy event in the making.
final class Requests {
  static final String TENANT =
      """
      {"name": "Acme", "title": "Acme Anonim Şirketi", "address": "Gizli Sokak 7, Ankara",
       "contacts": [{"role": "DPO", "email": "kvkk@acme.example", "phone": "0500 000 00 00"}],
       "hosting": {"mechanism": "SG_STANDARD_CONTRACT", "document": "SC-1",
                   "signedAt": "2026-01-05"}}
      """;
  static final String ACTIVITY =
      """
      {"title": {"tr": "Bordro", "en": "Payroll"}, "role": "CONTROLLER",
       "purposes": ["Ücretlerin ödenmesi"], "subjectGroups": ["EMPLOYEE"],
       "legalBasis": "CONTRACT",
       "categories": [{"category": "identity"}, {"category": "contact", "view": "MASKED"}],
       "roles": ["service", "dpo"], "recipients": [],
       "retention": {"period": "P10Y", "from": "RELATIONSHIP_END"}, "disposal": "ERASE"}
      """;
  static final String RECIPIENT =
      """
      {"title": "Bordro Hizmetleri Ltd.", "group": "SUPPLIER", "country": "TR",
       "notify": {"email": "kvkk@bordro.example"}}
      """;
  static final String CATEGORY =
      """
      {"title": {"tr": "Araç", "en": "Vehicle"}, "verbis": "OTHER", "special": false,
       "fields": {"plate": {"type": "plate"}}}
      """;

  private final RegisterOnEdge register;
  private final ObjectNode event = RegisterOnEdge.JSON.createObjectNode();

  Requests(RegisterOnEdge register, String method, String route) {
    this.register = register;
    event.put("resource", route).put("path", route).put("httpMethod", method);
    event.putObject("headers");
    event.putObject("multiValueHeaders");
    event.putObject("pathParameters");
    event.putNull("queryStringParameters");
    event.putNull("multiValueQueryStringParameters");
    event.putObject("requestContext").put("requestId", "11111111-2222-3333-4444-555555555555");
    event.putNull("body");
    event.put("isBase64Encoded", false);
    if (route.contains("{tenant}")) {
      path("tenant", register.tenant);
    }
  }

  Requests as(String tenant, String actor, String roles) {
    event
        .withObject("/requestContext")
        .putObject("authorizer")
        .put("tenant", tenant)
        .put("actor", actor)
        .put("roles", roles)
        .put("mfa", "false")
        .put("exp", Long.toString(register.now.get().plusSeconds(600).getEpochSecond()));
    if (roles.equals("subject")) {
      event.withObject("/requestContext/authorizer").put("subject", "00000000000000000000000001");
    }
    return this;
  }

  Requests mfa() {
    event.withObject("/requestContext/authorizer").put("mfa", "true");
    return this;
  }

  Requests path(String name, String value) {
    event.withObject("/pathParameters").put(name, value);
    return this;
  }

  Requests query(String name, String value) {
    if (!event.get("multiValueQueryStringParameters").isObject()) {
      event.putObject("queryStringParameters");
      event.putObject("multiValueQueryStringParameters");
    }
    event.withObject("/queryStringParameters").put(name, value);
    event.withObject("/multiValueQueryStringParameters").putArray(name).add(value);
    return this;
  }

  Requests header(String name, String value) {
    event.withObject("/headers").put(name, value);
    event.withObject("/multiValueHeaders").putArray(name).add(value);
    return this;
  }

  Requests body(String json) {
    event.put("body", json);
    return header("Content-Type", "application/json");
  }

  Requests body(String json, Consumer<ObjectNode> change) {
    var document = parse(json);
    change.accept(document);
    return body(document.toString());
  }

  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) RegisterOnEdge.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  Answer call() {
    return register.handle(event);
  }
}
