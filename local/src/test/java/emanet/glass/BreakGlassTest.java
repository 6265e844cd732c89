package emanet.glass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.http.Contract;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A glass that two break, of which the tenant is told, and which closes. A stack of its own: its
/// clock moves.
class BreakGlassTest {
  private static final String ALL = "/v1/break-glass";
  private static final Contract CONTRACT = Contract.read();
  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final String tenant = Stack.tenantName();
  private String person = "";

  @BeforeEach
  void open() {
    admin()
        .put(
            "/v1/tenants/" + tenant,
            document("'email': 'dpo@%s.example', 'phone': '+905000000000'"))
        .expect(201);
    activity("hr", "CONTRACT", "{'category': 'identity'}, {'category': 'contact'}", "service");
    activity("clinic", "SC_HEALTH_SECRECY", "{'category': 'health'}", "service");
    person = Stack.employee(service("hr"), "10000000146");
    service("clinic")
        .put("/v1/subjects/" + person + "/records/health/main", "{'fields': {'bloodType': 'A'}}")
        .expect(201);
  }

  private String document(String contact) {
    return """
    {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
     'contacts': [%s]}
    """
        .formatted(contact.isEmpty() ? "" : "{'role': 'DPO', " + contact.formatted(tenant) + "}");
  }

  private void activity(String code, String basis, String categories, String role) {
    dpo("dpo-1")
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': '%s', 'categories': [%s],
             'roles': ['%s'], 'recipients': [], 'disposal': 'ERASE',
             'retention': {'period': 'P10Y', 'from': 'CREATED'}}
            """
                .formatted(basis, categories, role))
        .expect(201);
  }

  private static ApiCall admin() {
    return stack.as(stack.strongToken("platform", "root", "admin"));
  }

  private static ApiCall operator(int number) {
    return stack.as(stack.strongToken("platform", "operator-" + number, "operator"));
  }

  private ApiCall dpo(String actor) {
    return stack.as(stack.strongToken(tenant, actor, "dpo"));
  }

  private ApiCall service(String activity) {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(activity);
  }

  private String wish(String ttl) {
    return "{'tenant': '%s', 'reason': 'Kayıtlar açılmıyor', 'ttl': '%s'}".formatted(tenant, ttl);
  }

  private String proposed() {
    var answer = operator(1).post(ALL, wish("PT1H")).expect(202);
    CONTRACT.check("POST /v1/break-glass", answer);
    return answer.body().path("approval").asText();
  }

  private static Answer decided(int number, String approval) {
    return operator(number).post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}");
  }

  private String broken() {
    var id = proposed();
    decided(2, id).expect(200);
    return id;
  }

  private static String state(String glass) {
    var answer = operator(3).get(ALL + "/" + glass).expect(200);
    CONTRACT.check("GET /v1/break-glass/{glassId}", answer);
    return answer.body().path("state").asText();
  }

  private Answer seen(int number, String glass, String record) {
    return operator(number)
        .activity(record.startsWith("health") ? "clinic" : "hr")
        .get(ALL + "/" + glass + "/subjects/" + person + "/records/" + record);
  }

  private long told(String channel) {
    var items = stack.control("GET", "outbox").expect(200).body().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.path("channel").asText().equals(channel))
        .filter(item ->
            item.path("to").asText().contains(tenant)
                || item.path("to").asText().equals("+905000000000"))
        .filter(item -> item.path("body").asText().contains("cil eri"))
        .count();
  }

  private static void closed(Answer answer) {
    assertThat(answer.expect(403).problem()).isEqualTo("break-glass-not-open");
  }

  /// Two people, a tenant that knows, and less than the tenant's own may see.
  @Test
  void whoAskedReadsWhatIsMaskedOnceTheTenantIsToldAndUntilItEndsThat() {
    var id = proposed();
    assertThat(decided(1, id).expect(403).problem()).isEqualTo("second-person-required");
    operator(2).get(ALL + "/" + id).expect(404);
    decided(2, id).expect(200);
    decided(2, id).expect(409);
    assertThat(state(id)).isEqualTo("TELLING");
    closed(seen(1, id, "identity/main"));
    assertThat(told("EMAIL")).isZero();
    stack.deliver();
    assertThat(told("EMAIL")).isEqualTo(1);
    assertThat(told("SMS")).isPositive();
    assertThat(state(id)).isEqualTo("OPEN");

    var read = seen(1, id, "identity/main").expect(200);
    CONTRACT.check(
        "GET /v1/break-glass/{glassId}/subjects/{id}/records/{category}/{recordId}", read);
    assertThat(read.body().at("/fields/nationalId").asText()).isEqualTo("*********46");
    assertThat(read.body().path("view").asText()).isEqualTo("masked");
    assertThat(seen(1, id, "identity/main?view=plain").expect(403).problem())
        .isEqualTo("view-not-granted");
    assertThat(seen(1, id, "health/main").expect(403).problem()).isEqualTo("special-category");
    closed(seen(2, id, "identity/main"));
    closed(
        stack
            .as(stack.token("platform", "operator-1", "operator"))
            .activity("hr")
            .get(ALL + "/" + id + "/subjects/" + person + "/records/identity/main"));
    assertThat(seen(1, id, "contact/main").status()).isEqualTo(404);
    var listed = ALL + "/" + id + "/subjects/" + person + "/records";
    var list = operator(1).activity("hr").get(listed).expect(200);
    CONTRACT.check("GET /v1/break-glass/{glassId}/subjects/{id}/records", list);
    assertThat(list.body().at("/items/0/category").asText()).isEqualTo("identity");
    assertThat(operator(1).activity("clinic").get(listed).expect(200).body().path("items"))
        .isEmpty();
    operator(1).activity("hr").put(listed + "/identity/main", "{'fields': {}}").expect(404);
    operator(1).activity("hr").get("/v1/subjects/" + person + "/records/identity/main").expect(403);

    var entries = dpo("dpo-1").get("/v1/ledger/entries?subject=" + person).expect(200).body();
    assertThat(shown(entries, "BREAK_GLASS_READ", id))
        .hasSize(6)
        .as("an operator is none of the tenant's own, whatever their name")
        .allMatch(entry -> entry.path("actorTenant").asText().equals("platform"));
    assertThat(dpo("dpo-1").get("/v1/access-log").expect(200).body().findValuesAsText("actor"))
        .as("nor is from where they came the tenant's to keep")
        .doesNotContain("operator-1");
    assertThat(entries.findValuesAsText("view")).contains("MASKED", "PLAIN");
    var mine = dpo("dpo-1").get(ALL).expect(200);
    CONTRACT.check("GET /v1/break-glass", mine);
    assertThat(mine.body().at("/items/0/id").asText()).isEqualTo(id);
    var glass = dpo("dpo-1").get(ALL + "/" + id).expect(200).body();
    assertThat(glass.path("reason").asText()).isEqualTo("Kayıtlar açılmıyor");
    assertThat(glass.path("by").asText()).isEqualTo("operator-1");
    dpo("dpo-1").delete(ALL + "/" + id).expect(204);
    closed(seen(1, id, "identity/main"));
    assertThat(state(id)).isEqualTo("ENDED");
  }

  private static List<JsonNode> shown(JsonNode entries, String action, String glass) {
    return StreamSupport.stream(entries.path("items").spliterator(), false)
        .filter(entry -> entry.path("action").asText().equals(action))
        .filter(entry -> entry.path("target").asText().equals("break-glass/" + glass))
        .toList();
  }

  /// Nobody else's: neither by the glass, nor of it.
  @Test
  void ofOneTenantAlone() {
    var id = broken();
    stack.deliver();
    var other = Stack.tenantName();
    stack.open(other);
    var stranger = stack.as(stack.strongToken(other, "dpo-1", "dpo"));
    stranger.get(ALL + "/" + id).expect(404);
    stranger.delete(ALL + "/" + id).expect(404);
    assertThat(stranger.get(ALL).expect(200).body().path("items")).isEmpty();
    var elsewhere = new BreakGlassTest();
    elsewhere.open();
    operator(1)
        .activity("hr")
        .get(ALL + "/" + id + "/subjects/" + elsewhere.person + "/records/identity/main")
        .expect(404);
    seen(1, id, "identity/main").expect(200);
  }

  @Test
  void itsTimeAndThatOfItsApprovalAreShort() {
    assertThat(pointer("PT1H1S")).isEqualTo("/ttl");
    assertThat(pointer("PT0S")).isEqualTo("/ttl");
    assertThat(pointer("1h")).isEqualTo("/ttl");
    var late = proposed();
    var key = "glass-" + tenant;
    var first = operator(1).with("Idempotency-Key", key).post(ALL, wish("PT1H")).expect(202);
    var again = operator(1).with("Idempotency-Key", key).post(ALL, wish("PT1H")).expect(202);
    assertThat(again.body()).isEqualTo(first.body());
    var id = first.body().path("approval").asText();
    decided(2, id).expect(200);
    stack.deliver();
    seen(1, id, "identity/main").expect(200);
    stack.advance(Duration.ofMinutes(59));
    seen(1, id, "identity/main").expect(200);
    stack.advance(Duration.ofMinutes(1));
    closed(seen(1, id, "identity/main"));
    assertThat(state(id)).isEqualTo("EXPIRED");
    operator(2).delete(ALL + "/" + id).expect(204);
    assertThat(state(id)).isEqualTo("EXPIRED");
    assertThat(decided(2, late).expect(409).problem()).isEqualTo("already-decided");
    operator(3).get(ALL + "/" + late).expect(404);
  }

  private String pointer(String ttl) {
    return operator(1).post(ALL, wish(ttl)).expect(422).body().at("/errors/0/pointer").asText();
  }

  @Test
  void whoCannotBeToldOfItHasNone() {
    var unknown = wish("PT5M").replace(tenant, "nobody-here");
    assertThat(operator(1).post(ALL, unknown).expect(422).body().at("/errors/0/pointer").asText())
        .isEqualTo("/tenant");
    var id = proposed();
    admin().put("/v1/tenants/" + tenant, document("")).expect(200);
    assertThat(operator(1).post(ALL, wish("PT5M")).expect(409).problem())
        .isEqualTo("nobody-to-tell");
    assertThat(decided(2, id).expect(409).problem()).isEqualTo("nobody-to-tell");
  }

  /// An actor's id may look like an address of the web, which no operator of phones lets through.
  @Test
  void whoHasAPhoneAloneIsToldOfWhomeverItIs() {
    admin().put("/v1/tenants/" + tenant, document("'phone': '+905000000000'")).expect(200);
    var asking = stack.as(stack.strongToken("platform", "oncall.eu", "operator"));
    var id = asking.post(ALL, wish("PT1H")).expect(202).body().path("approval").asText();
    decided(2, id).expect(200);
    assertThat(state(id)).isEqualTo("TELLING");
    stack.deliver();
    assertThat(state(id)).isEqualTo("OPEN");
    var outbox = stack.control("GET", "outbox").expect(200).body().path("items");
    assertThat(outbox.findValuesAsText("body"))
        .anyMatch(body -> body.contains(id) && body.contains("oncall(nokta)eu"));
  }

  /// What keeps the tenant from being told may be what the glass is broken for.
  @Test
  void aLetterThatCannotBeSentIsTriedAgain() {
    var id = broken();
    stack.fault("dpo@" + tenant + ".", "ses", "SendEmail", "AccessDeniedException");
    stack.deliver();
    assertThat(told("EMAIL")).isZero();
    assertThat(state(id)).as("tried").isEqualTo("OPEN");
    stack.clearFaults("dpo@" + tenant + ".");
    stack.advance(Duration.ofMinutes(10));
    stack.deliver();
    assertThat(told("EMAIL")).isEqualTo(1);
  }
}
