package emanet.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import emanet.http.Endpoint;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Collections;
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
  private static final String CATEGORY = "rehearsal";
  private static final String RECORD = "/v1/subjects/{id}/records/{category}/{recordId}";

  /// How often code is called before the JVM's first compiler compiles it, where it does not say.
  private static final int TURNS = 200;

  /// Calls of AWS that a stage makes at once, each on a thread of its own.
  private static final int CALLS = 4;

  /// Writes share most of what they run with reads.
  private static final int WRITES_OF = 4;

  /// Of a batch: what is run for each is then run often enough in few of them.
  private static final int ITEMS = 20;

  /// At most: one in each of 200 turns made a rehearsal five seconds longer.
  private static final int BATCHES = 40;

  private static final Key NOWHERE = new Key(Table.DEPLOYMENT, "T#platform#REHEARSAL", "R");

  private final Endpoint register;
  private final Endpoint records;
  private final Runnable forget;

  /// @param forget lets the next request of `records` find nothing that earlier ones left: no
  ///   session, no key, no rooms of its tenant
  Rehearsal(Endpoint register, Endpoint records, Runnable forget) {
    this.register = register;
    this.records = records;
    this.forget = forget;
  }

  /// Runs it, as often as the JVM's first compiler wants to have seen what it compiles; where it
  /// fails, says so.
  ///
  /// @param store the real one, of which one item is read that is not there, often enough for the
  ///   way there to be compiled
  void play(Store store) {
    try {
      int turns = turns();
      for (int turn = 0; turn < turns; turn += CALLS) {
        var _ = Stage.all(Collections.nCopies(CALLS, () -> store.read(NOWHERE)));
      }
      play(turns);
    } catch (RuntimeException e) {
      System.err.println("rehearsal: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static int turns() {
    var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return jvm == null
        ? TURNS
        : Integer.parseInt(jvm.getVMOption("Tier3InvocationThreshold").getValue());
  }

  /// Each read is a first one: after a restore there is no session and no key, and who waits for
  /// the first answer waits for their making.
  ///
  /// @throws IllegalStateException if a request is not answered as it should be
  void play(int turns) {
    tell(register, "PUT", "/v1/tenants/{tenant}", List.of("tenant", TENANT), "admin", TENANT_BODY);
    tell(register, "PUT", "/v1/categories/{code}", List.of("code", CATEGORY), "dpo", CATEGORY_BODY);
    tell(register, "PUT", "/v1/activities/{code}", List.of("code", ACTIVITY), "dpo", ACTIVITY_BODY);
    var person =
        tell(records, "POST", "/v1/subjects", List.of(), "service", "{\"groups\":[\"EMPLOYEE\"]}")
            .path("id")
            .asText();
    var place = List.of("id", person, "category", CATEGORY, "recordId", "main");
    for (int turn = 0; turn < turns; turn++) {
      if (turn % WRITES_OF == 0) {
        tell(records, "PUT", RECORD, place, "service", RECORD_FIELDS.toString());
      }
      if (turn < BATCHES) {
        tell(records, "POST", "/v1/subjects/batch", List.of(), "service", people(turn));
        tell(records, "POST", "/v1/records/batch", List.of(), "service", writes(person, turn));
      }
      forget.run();
      tell(records, "GET", RECORD, place, "service", "");
    }
  }

  private static final String TENANT_BODY =
      """
      {"name":"Rehearsal","title":"Rehearsal","address":"-","contacts":[],"sample":true}
      """;

  private static final String CATEGORY_BODY =
      """
      {"title":{"tr":"Prova","en":"Rehearsal"},"verbis":"PERSONNEL","special":false,
       "fields":{"name":{"type":"text"},"nationalId":{"type":"tckn","searchable":true},
                 "born":{"type":"date"}}}
      """;

  private static final String ACTIVITY_BODY =
      """
      {"title":{"tr":"Prova","en":"Rehearsal"},"role":"CONTROLLER","purposes":["Prova"],
       "subjectGroups":["EMPLOYEE"],"legalBasis":"CONTRACT","categories":[{"category":"rehearsal"}],
       "roles":["service"],"recipients":[],"retention":{"period":"P1Y","from":"CREATED"},
       "disposal":"ERASE"}
      """;

  private static final ObjectNode RECORD_FIELDS = recordFields();

  private static ObjectNode recordFields() {
    var record = JsonNodeFactory.instance.objectNode();
    record
        .putObject("fields")
        .put("name", "Şükrü Çağ")
        .put("nationalId", "10000000146")
        .put("born", "1980-03-02");
    return record;
  }

  private static String people(int turn) {
    var batch = JsonNodeFactory.instance.objectNode();
    var items = batch.putArray("items");
    for (int i = 0; i < ITEMS; i++) {
      var item = items.addObject().put("externalRef", turn + "-" + i);
      item.putArray("groups").add("EMPLOYEE");
    }
    return batch.toString();
  }

  private static String writes(String person, int turn) {
    var batch = JsonNodeFactory.instance.objectNode();
    var items = batch.putArray("items");
    for (int i = 0; i < ITEMS; i++) {
      var item = items.addObject().put("subject", person).put("category", CATEGORY);
      item.put("recordId", turn + "-" + i).setAll(RECORD_FIELDS);
    }
    return batch.toString();
  }

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
      var content = JSON.readTree(told.path("body").asText());
      // a batch is served, whatever becomes of its items
      if (told.path("statusCode").asInt() >= 300 || !content.findPath("problem").isMissingNode()) {
        throw new IllegalStateException(method + " " + route + ": " + told);
      }
      return content;
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
