package emanet.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Endpoint;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Plays a tenant's first hour before a function's snapshot is taken (SnapStart): the code that
/// requests run is then loaded and partly compiled in the snapshot, and the first request after a
/// restore does not pay for it.
///
/// It is played on parts of its own over a `StandIn`: no table, key or ledger is touched, and what
/// it made is dropped. A rehearsal that fails makes nothing worse than a slow first request, so its
/// failure is reported and does not stop the deployment.
final class Rehearsal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TENANT = "rehearsal";
  private static final String ACTIVITY = "rehearsal";
  private static final String IDENTITY = "/v1/subjects/{id}/records/{category}/{recordId}";

  /// Enough for the JVM's first compiler to have seen what every request runs.
  private static final int READS = 40;

  private static final Key NOWHERE = new Key(Table.DEPLOYMENT, "T#platform#REHEARSAL", "R");

  private final Endpoint register;
  private final Endpoint records;

  Rehearsal(Endpoint register, Endpoint records) {
    this.register = register;
    this.records = records;
  }

  /// Runs it; where it fails, says so.
  ///
  /// @param store the real one, of which one item is read that is not there
  void play(Store store) {
    try {
      var _ = store.read(NOWHERE);
      play();
    } catch (RuntimeException e) {
      System.err.println("rehearsal: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /// @throws IllegalStateException if a request is not answered as it should be
  void play() {
    tell(register, "PUT", "/v1/tenants/{tenant}", List.of("tenant", TENANT), "admin", TENANT_BODY);
    tell(register, "PUT", "/v1/activities/{code}", List.of("code", ACTIVITY), "dpo", ACTIVITY_BODY);
    var person =
        tell(records, "POST", "/v1/subjects", List.of(), "service", "{\"groups\":[\"EMPLOYEE\"]}")
            .path("id")
            .asText();
    var place = List.of("id", person, "category", "identity", "recordId", "main");
    tell(records, "PUT", IDENTITY, place, "service", RECORD_BODY);
    for (int i = 0; i < READS; i++) {
      tell(records, "GET", IDENTITY, place, "service", "");
    }
  }

  private static final String TENANT_BODY =
      """
      {"name":"Rehearsal","title":"Rehearsal","address":"-","contacts":[],"sample":true}
      """;

  private static final String ACTIVITY_BODY =
      """
      {"title":{"tr":"Prova","en":"Rehearsal"},"role":"CONTROLLER","purposes":["Prova"],
       "subjectGroups":["EMPLOYEE"],"legalBasis":"CONTRACT","categories":[{"category":"identity"}],
       "roles":["service"],"recipients":[],"retention":{"period":"P1Y","from":"CREATED"},
       "disposal":"ERASE"}
      """;

  private static final String RECORD_BODY =
      """
      {"fields":{"firstName":"Prova","lastName":"Prova","nationalId":"10000000146"}}
      """;

  private static JsonNode tell(
      Endpoint endpoint,
      String method,
      String route,
      List<String> parameters,
      String role,
      String body) {
    try {
      var answer = new ByteArrayOutputStream();
      var event = event(method, route, parameters, role, body);
      endpoint.handle(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), answer);
      var told = JSON.readTree(answer.toByteArray());
      if (told.path("statusCode").asInt() >= 300) {
        throw new IllegalStateException(method + " " + route + ": " + told.path("statusCode"));
      }
      return JSON.readTree(told.path("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode event(
      String method, String route, List<String> parameters, String role, String body) {
    var event = JsonNodeFactory.instance.objectNode();
    var values = event.putObject("pathParameters");
    var path = route;
    for (int i = 0; i < parameters.size(); i += 2) {
      values.put(parameters.get(i), parameters.get(i + 1));
      path = path.replace("{" + parameters.get(i) + "}", parameters.get(i + 1));
    }
    event.put("resource", route).put("path", path).put("httpMethod", method);
    var headers = event.putObject("multiValueHeaders");
    headers.putArray("Accept-Language").add("tr");
    headers.putArray("Content-Type").add("application/json");
    headers.putArray("Emanet-Activity").add(ACTIVITY);
    var context = event.putObject("requestContext");
    context.put("requestId", "00000000-0000-4000-8000-000000000000");
    context.put("resourcePath", route).put("httpMethod", method);
    context.putObject("identity").put("sourceIp", "192.0.2.1");
    var authorizer = context.putObject("authorizer");
    authorizer.put("tenant", role.equals("admin") ? "platform" : TENANT);
    authorizer.put("actor", "rehearsal").put("roles", role).put("mfa", "true");
    authorizer.put("exp", "4102444800");
    if (body.isEmpty()) {
      event.putNull("body");
    } else {
      event.put("body", body);
    }
    return event.put("isBase64Encoded", false);
  }
}
