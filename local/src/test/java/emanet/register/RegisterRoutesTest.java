package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Stack;
import emanet.register.RegisterOnEdge.Answer;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The register through its routes, on real engines.
class RegisterRoutesTest {
  private static final String ACTIVITY = "/v1/activities/{code}";
  private static final String CATEGORY = "/v1/categories/{code}";
  private static final String RECIPIENT = "/v1/recipients/{id}";
  private static final String GRANT = "/v1/grants/{actor}";
  private static final String APPROVAL = "/v1/approvals/{id}";
  private static final String TENANT = "/v1/tenants/{tenant}";

  private final RegisterOnEdge register = new RegisterOnEdge();

  private Answer putActivity(java.util.function.Consumer<ObjectNode> change) {
    return register
        .dpo("PUT", ACTIVITY)
        .path("code", "payroll")
        .body(Requests.ACTIVITY, change)
        .call();
  }

  private Answer getActivity() {
    return register.dpo("GET", ACTIVITY).path("code", "payroll").call();
  }

  private static void ok(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
  }

  private static void problem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().toString()).contains(slug);
  }

  @Test
  void aTenantIsPutAndRead() {
    var put = register.admin("PUT", TENANT).body(Requests.TENANT).call();
    ok(put, 201);
    assertThat(put.header("ETag")).isEqualTo("\"1\"");
    assertThat(put.header("Location")).isEqualTo("/v1/tenants/" + register.tenant);
    assertThat(put.header("Emanet-Ledger")).contains(".");
    var got = register.admin("GET", TENANT).call();
    ok(got, 200);
    assertThat(got.json().at("/settings/erasuresPerActorAndDay").intValue()).isEqualTo(100);
    assertThat(got.json().at("/settings/searchesPerActorAndHour").intValue()).isEqualTo(600);
    assertThat(got.json().at("/settings/searchesPerServiceAndHour").intValue()).isEqualTo(100_000);
    assertThat(got.json().at("/settings/accessLogLife").textValue()).isEqualTo("P12M");
    assertThat(got.json().at("/disposalInterval").textValue()).isEqualTo("P6M");
    var changed =
        register
            .admin("PUT", TENANT)
            .header("If-Match", "\"1\"")
            .body(Requests.TENANT, d -> d.put("name", "Acme 2"))
            .call();
    ok(changed, 200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    problem(
        register.admin("PUT", TENANT).header("If-Match", "\"1\"").body(Requests.TENANT).call(),
        412,
        "stale");
    ok(
        register.admin("PUT", TENANT).header("If-None-Match", "*").body(Requests.TENANT).call(),
        412);
  }

  @Test
  void theDeploymentsOwnTenantIsReserved() {
    ok(register.admin("PUT", TENANT).path("tenant", "platform").body(Requests.TENANT).call(), 400);
    ok(register.admin("PUT", TENANT).path("tenant", "No").body(Requests.TENANT).call(), 400);
  }

  @Test
  void tenantsAreForTheAdminAndTheRestIsNot() {
    register.withTenant();
    ok(register.dpo("GET", TENANT).call(), 403);
    ok(register.dpo("PUT", TENANT).body(Requests.TENANT).call(), 403);
    ok(register.admin("GET", "/v1/activities").call(), 403);
  }

  @Test
  void aTenantsOwnKeyIsTriedByUse() {
    var own = register.engines.multiRegionKey();
    ok(
        register.admin("PUT", TENANT).body(Requests.TENANT, d -> d.put("kmsKeyArn", own)).call(),
        201);
    var single = register.engines.kms.createKey().keyMetadata().arn();
    for (var unusable : List.of(single, own.replace("mrk-", "mrk-0"), "arn:aws:kms:nowhere")) {
      var refused =
          register
              .admin("PUT", TENANT)
              .body(Requests.TENANT, d -> d.put("kmsKeyArn", unusable))
              .call();
      problem(refused, 422, "unusable");
      assertThat(refused.json().at("/errors/0/pointer").textValue()).isEqualTo("/kmsKeyArn");
    }
    assertThat(register.admin("GET", TENANT).call().json().get("kmsKeyArn").textValue())
        .isEqualTo(own);
  }

  @Test
  void anActivityHasVersions() {
    register.withTenant();
    var first = putActivity(d -> {});
    ok(first, 201);
    assertThat(first.header("ETag")).isEqualTo("\"1\"");
    var same = putActivity(d -> {});
    ok(same, 200);
    assertThat(same.header("ETag")).as("nothing changed").isEqualTo("\"1\"");
    for (int years = 9; years > 4; years--) {
      int period = years;
      ok(putActivity(d -> retention(d, "P" + period + "Y")), 200);
    }
    var got = getActivity();
    assertThat(got.header("ETag")).isEqualTo("\"6\"");
    assertThat(got.json().at("/retention/period").textValue()).isEqualTo("P5Y");
    assertThat(versions(2)).containsExactly("P10Y", "P9Y", "P8Y", "P7Y", "P6Y", "P5Y");
    assertThat(versions(200)).hasSize(6);
    ok(register.dpo("GET", ACTIVITY + "/versions").path("code", "none").call(), 404);
  }

  private static void retention(ObjectNode document, String period) {
    ((ObjectNode) document.get("retention")).put("period", period);
  }

  private List<String> versions(int limit) {
    var periods = new ArrayList<String>();
    var cursor = "";
    do {
      var request =
          register
              .dpo("GET", ACTIVITY + "/versions")
              .path("code", "payroll")
              .query("limit", Integer.toString(limit));
      var page = (cursor.isEmpty() ? request : request.query("cursor", cursor)).call();
      ok(page, 200);
      assertThat(page.json().get("items").size()).isLessThanOrEqualTo(limit);
      page.json().get("items").forEach(i -> periods.add(i.at("/retention/period").textValue()));
      cursor = page.json().path("nextCursor").asText("");
    } while (!cursor.isEmpty());
    return periods;
  }

  @Test
  void staleChangesChangeNothing() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    ok(putActivity(d -> retention(d, "P1Y")), 200);
    var stale =
        register
            .dpo("PUT", ACTIVITY)
            .path("code", "payroll")
            .header("If-Match", "\"1\"")
            .body(Requests.ACTIVITY)
            .call();
    ok(stale, 412);
    assertThat(getActivity().header("ETag")).isEqualTo("\"2\"");
    ok(
        register
            .dpo("PUT", ACTIVITY)
            .path("code", "other")
            .header("If-Match", "\"1\"")
            .body(Requests.ACTIVITY)
            .call(),
        412);
  }

  @Test
  void wideningWaitsForASecondPerson() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var proposed = putActivity(d -> d.withArray("purposes").add("Yan hakların yönetimi"));
    ok(proposed, 202);
    var id = proposed.json().get("approval").textValue();
    assertThat(proposed.header("Location")).isEqualTo("/v1/approvals/" + id);
    assertThat(getActivity().header("ETag")).as("nothing yet").isEqualTo("\"1\"");
    var shown = register.dpo("GET", APPROVAL).path("id", id).call();
    assertThat(shown.json().get("state").textValue()).isEqualTo("PENDING");
    assertThat(shown.json().at("/proposal/activity/purposes/1").textValue())
        .isEqualTo("Yan hakların yönetimi");

    // nobody alone, no platform, nobody without a second factor
    problem(decide(id, "dpo-1", "dpo", true), 403, "second-person-required");
    ok(decide(id, "platform-1", "service", true), 403);
    problem(decide(id, "dpo-2", "dpo,service", true), 403, "role");
    problem(decide(id, "dpo-2", "dpo", false), 403, "mfa-required");
    ok(decide(id, "auditor-1", "auditor", true), 403);
    assertThat(getActivity().header("ETag")).isEqualTo("\"1\"");

    var approved = decide(id, "dpo-2", "dpo", true);
    ok(approved, 200);
    assertThat(approved.json().get("state").textValue()).isEqualTo("APPROVED");
    assertThat(approved.json().at("/decision/by").textValue()).isEqualTo("dpo-2");
    var wide = getActivity();
    assertThat(wide.header("ETag")).isEqualTo("\"2\"");
    assertThat(wide.json().get("purposes")).hasSize(2);
    assertThat(wide.json().get("approval").textValue()).isEqualTo(id);
    problem(decide(id, "dpo-2", "dpo", true), 409, "already-decided");
    problem(decide(id, "agent-2", "agent", true), 409, "already-decided");

    // and back at once
    ok(putActivity(d -> {}), 200);
    assertThat(getActivity().header("ETag")).isEqualTo("\"3\"");
  }

  private Answer decide(String id, String actor, String roles, boolean mfa) {
    return decide(id, actor, roles, mfa, "APPROVE");
  }

  private Answer decide(String id, String actor, String roles, boolean mfa, String decision) {
    var request =
        register
            .by(actor, roles, "POST", APPROVAL)
            .path("id", id)
            .body("{\"decision\": \"" + decision + "\"}");
    return (mfa ? request.mfa() : request).call();
  }

  private String proposal() {
    var proposed = putActivity(d -> d.withArray("subjectGroups").add("INTERN"));
    ok(proposed, 202);
    return proposed.json().get("approval").textValue();
  }

  @Test
  void aRejectedProposalIsOver() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var id = proposal();
    var rejected = decide(id, "agent-1", "agent", true, "REJECT");
    ok(rejected, 200);
    assertThat(rejected.json().get("state").textValue()).isEqualTo("REJECTED");
    problem(decide(id, "agent-1", "agent", true), 409, "already-decided");
    assertThat(getActivity().header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void aProposalToAVersionThatIsGoneFails() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var id = proposal();
    ok(putActivity(d -> retention(d, "P1Y")), 200);
    ok(decide(id, "dpo-2", "dpo", true), 412);
    assertThat(approvalState(id)).isEqualTo("FAILED");
    var shown = register.dpo("GET", APPROVAL).path("id", id).call().json();
    assertThat(shown.get("failure").textValue())
        .as("as problems name it")
        .isEqualTo("stale-version");
    problem(decide(id, "dpo-3", "dpo", true), 409, "already-decided");
    assertThat(getActivity().json().get("subjectGroups")).hasSize(1);
  }

  /// Those that are decided stay on the list for ever.
  @Test
  void whatWaitsIsFoundBehindHoweverManyThatAreDecided() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var ids = new TreeSet<String>();
    for (int i = 0; i < 45; i++) {
      ids.add(proposal());
    }
    var waits = ids.removeLast();
    ids.forEach(id -> ok(decide(id, "agent-1", "agent", true, "REJECT"), 200));
    assertThat(register.parts.pending(new TenantId(register.tenant), 1))
        .extracting(Approvals.Pending::id)
        .containsExactly(waits);
  }

  @Test
  void aProposalLapses() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var id = proposal();
    register.advance(Duration.ofDays(14));
    assertThat(approvalState(id)).isEqualTo("EXPIRED");
    problem(decide(id, "dpo-2", "dpo", true), 409, "already-decided");
  }

  private String approvalState(String id) {
    return register.dpo("GET", APPROVAL).path("id", id).call().json().get("state").textValue();
  }

  @Test
  void proposalsAreListedByState() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var pending = List.of(proposal(), proposal(), proposal());
    var rejected = proposal();
    ok(decide(rejected, "dpo-2", "dpo", true, "REJECT"), 200);
    assertThat(approvals("PENDING")).containsExactlyInAnyOrderElementsOf(pending);
    assertThat(approvals("REJECTED")).containsExactly(rejected);
    assertThat(approvals("APPROVED")).isEmpty();
    ok(register.dpo("GET", "/v1/approvals").query("state", "DONE").call(), 400);
    ok(decide("00000000000000000000000000", "dpo-2", "dpo", true), 404);
    ok(decide(pending.getFirst(), "dpo-2", "dpo", true, "MAYBE"), 422);
  }

  private List<String> approvals(String state) {
    var ids = new ArrayList<String>();
    var page =
        register.dpo("GET", "/v1/approvals").query("state", state).query("limit", "2").call();
    while (true) {
      ok(page, 200);
      page.json().get("items").forEach(item -> ids.add(item.get("id").textValue()));
      if (!page.json().has("nextCursor")) {
        return ids;
      }
      page =
          register
              .dpo("GET", "/v1/approvals")
              .query("state", state)
              .query("limit", "2")
              .query("cursor", page.json().get("nextCursor").textValue())
              .call();
    }
  }

  @Test
  void withoutAMechanismForHostingAbroadNoActivityBecomesActive() {
    ok(register.admin("PUT", TENANT).body(Requests.TENANT, d -> d.remove("hosting")).call(), 201);
    problem(putActivity(d -> {}), 409, "hosting-transfer");
    hostedBy("'mechanism': 'SG_BCR', 'signedAt': '2025-01-05', 'expiresAt': '2025-12-31'");
    problem(putActivity(d -> {}), 409, "hosting-transfer");
    hostedBy("'mechanism': 'SG_BCR', 'signedAt': '2199-01-05'");
    problem(putActivity(d -> {}), 409, "hosting-transfer");
    hostedBy("'mechanism': 'ADEQUACY', 'signedAt': '2025-01-05'");
    problem(putActivity(d -> {}), 409, "hosting-transfer");
    ok(
        register
            .admin("PUT", TENANT)
            .body(Requests.TENANT, d -> d.put("sample", true).remove("hosting"))
            .call(),
        200);
    ok(putActivity(d -> {}), 201);
    var inventory = register.dpo("GET", "/v1/inventory").call();
    assertThat(inventory.json().at("/items/0/sample").booleanValue()).isTrue();
  }

  private void hostedBy(String what) {
    var hosting = Stack.json("{'document': 'SC-1', %s}".formatted(what).replace('\'', '"'));
    var put = register.admin("PUT", TENANT);
    ok(put.body(Requests.TENANT, d -> d.set("hosting", hosting)).call(), 200);
  }

  @Test
  void recipientsMustBeRegistered() {
    register.withTenant();
    problem(putActivity(d -> d.withArray("recipients").add("bordro")), 422, "unknown");
    var put = register.dpo("PUT", RECIPIENT).path("id", "bordro").body(Requests.RECIPIENT).call();
    ok(put, 201);
    ok(putActivity(d -> d.withArray("recipients").add("bordro")), 201);
    var got = register.dpo("GET", RECIPIENT).path("id", "bordro").call();
    assertThat(got.json().at("/notify/email").textValue()).isEqualTo("kvkk@bordro.example");
    assertThat(register.dpo("GET", "/v1/recipients").call().json().get("items")).hasSize(1);
  }

  @Test
  void categoriesAreBuiltInExtendedAndOwn() {
    register.withTenant();
    var identity = register.dpo("GET", CATEGORY).path("code", "identity").call();
    ok(identity, 200);
    assertThat(identity.header("ETag")).isEqualTo("\"1\"");
    assertThat(identity.json().at("/fields/nationalId/searchable").booleanValue()).isTrue();
    var extended = identity.json().<ObjectNode>deepCopy();
    extended.remove(List.of("code", "version", "builtIn"));
    extended.withObject("/fields/nickname").put("type", "text");
    var put =
        register.dpo("PUT", CATEGORY).path("code", "identity").body(extended.toString()).call();
    ok(put, 200);
    assertThat(put.header("ETag")).isEqualTo("\"2\"");
    extended.withObject("/fields/nationalId").put("type", "text");
    problem(
        register.dpo("PUT", CATEGORY).path("code", "identity").body(extended.toString()).call(),
        422,
        "forbidden");
    ok(register.dpo("PUT", CATEGORY).path("code", "vehicle").body(Requests.CATEGORY).call(), 201);
    ok(
        register
            .dpo("PUT", CATEGORY)
            .path("code", "health")
            .header("If-None-Match", "*")
            .body(Requests.CATEGORY)
            .call(),
        412);
    var codes = codes("/v1/categories", 10);
    assertThat(codes)
        .hasSize(27)
        .doesNotHaveDuplicates()
        .isSorted()
        .contains("vehicle", "identity");
    assertThat(codes("/v1/categories", 1)).isEqualTo(codes);
    ok(putActivity(d -> d.withArray("categories").addObject().put("category", "vehicle")), 201);
  }

  /// Under such a code lies what is kept of a person beside their records: whoever disposed of a
  /// category of that name would take it along.
  @Test
  void noCategoryHasACodeOfTheProductsOwn() {
    register.withTenant();
    for (var code : List.of("emanet-person", "emanet-other")) {
      problem(
          register.dpo("PUT", CATEGORY).path("code", code).body(Requests.CATEGORY).call(),
          409,
          "exists");
      ok(register.dpo("GET", CATEGORY).path("code", code).call(), 404);
    }
    ok(register.dpo("PUT", CATEGORY).path("code", "emanet").body(Requests.CATEGORY).call(), 201);
  }

  private List<String> codes(String route, int limit) {
    var codes = new ArrayList<String>();
    var cursor = "";
    do {
      var request = register.dpo("GET", route).query("limit", Integer.toString(limit));
      var page = (cursor.isEmpty() ? request : request.query("cursor", cursor)).call();
      ok(page, 200);
      page.json().get("items").forEach(item -> codes.add(item.get("code").textValue()));
      cursor = page.json().path("nextCursor").asText("");
    } while (!cursor.isEmpty());
    return codes;
  }

  @Test
  void aGrantBindsItsActorOnTheRegisterToo() {
    register.withTenant();
    ok(grant("dpo-2", "auditor", "2026-01-01", "2027-01-01"), 201);
    ok(register.by("dpo-2", "dpo", "GET", "/v1/activities").call(), 403);
    ok(register.by("dpo-2", "auditor", "GET", "/v1/activities").call(), 200);
    ok(grant("dpo-2", "dpo", "2026-01-01", "2026-11-23T10:00:00Z"), 200);
    problem(register.by("dpo-2", "dpo", "GET", "/v1/activities").call(), 403, "grant");
    ok(grant("dpo-2", "dpo", "2026-01-01", "2026-11-23T10:00:01Z"), 200);
    ok(register.by("dpo-2", "dpo", "GET", "/v1/activities").call(), 200);
    assertThat(register.dpo("GET", GRANT).path("actor", "dpo-2").call().header("ETag"))
        .isEqualTo("\"3\"");
    ok(register.dpo("DELETE", GRANT).path("actor", "dpo-2").call(), 204);
    ok(register.dpo("GET", GRANT).path("actor", "dpo-2").call(), 404);
    ok(register.dpo("DELETE", GRANT).path("actor", "dpo-2").call(), 404);
    assertThat(register.dpo("GET", "/v1/grants").call().json().get("items")).isEmpty();
    var again = grant("dpo-2", "dpo", "2026-01-01", "2027-01-01");
    ok(again, 201);
    assertThat(again.header("ETag")).as("versions never repeat").isEqualTo("\"5\"");
    problem(grant("dpo-2", "admin", "2026-01-01", "2027-01-01"), 422, "forbidden");
    problem(grant("dpo-2", "dpo", "2027-01-01", "2026-01-01"), 422, "range");
    ok(
        register
            .dpo("PUT", GRANT)
            .path("actor", "10000000146")
            .body("{\"role\":\"dpo\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}")
            .call(),
        400);
  }

  /// Whoever looks back sees what an actor was allowed, and when it was taken back.
  @Test
  void whatBecameOfAGrantIsKeptWholeThroughItsDeletion() {
    register.withTenant();
    ok(grant("dpo-2", "auditor", "2026-01-01", "2027-01-01"), 201);
    ok(grant("dpo-2", "agent", "2026-01-01", "2027-01-01"), 200);
    ok(register.dpo("DELETE", GRANT).path("actor", "dpo-2").call(), 204);
    assertThat(grants()).containsExactly("1 auditor", "2 agent", "3 deleted");
    ok(grant("dpo-2", "dpo", "2026-01-01", "2027-01-01"), 201);
    assertThat(grants()).containsExactly("1 auditor", "2 agent", "3 deleted", "4 dpo");
    ok(register.dpo("DELETE", GRANT).path("actor", "dpo-2").call(), 204);
    assertThat(grants()).endsWith("3 deleted", "4 dpo", "5 deleted");
  }

  private List<String> grants() {
    return register
        .account
        .grants(new TenantId(register.tenant), register.now.get().plusSeconds(1), Optional.empty())
        .items()
        .stream()
        .map(row -> {
          assertThat(row.path("code").asText()).isEqualTo("dpo-2");
          var deleted = row.path("deleted").asBoolean() ? "deleted" : "";
          return row.path("version").asText() + " " + row.at("/document/role").asText(deleted);
        })
        .toList();
  }

  private Answer grant(String actor, String role, String from, String to) {
    return register
        .dpo("PUT", GRANT)
        .path("actor", actor)
        .body("{\"role\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(role, from, to))
        .call();
  }

  @ParameterizedTest
  @CsvSource({
    "service, PUT, /v1/activities/{code}",
    "agent, PUT, /v1/activities/{code}",
    "auditor, PUT, /v1/activities/{code}",
    "subject, GET, /v1/activities",
    "service, GET, /v1/activities",
    "auditor, PUT, /v1/categories/{code}",
    "subject, GET, /v1/categories",
    "agent, GET, /v1/inventory"
  })
  void theRegisterIsTheDataProtectionOfficers(String role, String method, String route) {
    register.withTenant();
    var request = register.by("someone", role, method, route).path("code", "payroll");
    if (method.equals("PUT")) {
      request.body(route.contains("activities") ? Requests.ACTIVITY : Requests.CATEGORY);
    }
    var refused = request.call();
    problem(refused, 403, "role");
    assertThat(refused.header("Emanet-Ledger")).as("a refusal is recorded").contains(".");
  }

  @Test
  void shapeComesBeforeRoleAndRoleBeforeSense() {
    register.withTenant();
    ok(
        register
            .by("agent-1", "agent", "PUT", ACTIVITY)
            .path("code", "payroll")
            .body("{\"x\": 1}")
            .call(),
        400);
    ok(
        register
            .by("agent-1", "agent", "PUT", ACTIVITY)
            .path("code", "payroll")
            .body(Requests.ACTIVITY, d -> d.put("legalBasis", "NONE"))
            .call(),
        403);
    problem(putActivity(d -> d.put("legalBasis", "NONE")), 422, "unknown");
    // stale comes before sense
    ok(
        register
            .dpo("PUT", ACTIVITY)
            .path("code", "payroll")
            .header("If-Match", "\"9\"")
            .body(Requests.ACTIVITY, d -> d.put("legalBasis", "NONE"))
            .call(),
        412);
  }

  @Test
  void tenantsNeverMeet() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var other = new RegisterOnEdge().withTenant();
    ok(other.dpo("GET", ACTIVITY).path("code", "payroll").call(), 404);
    assertThat(other.dpo("GET", "/v1/activities").call().json().get("items")).isEmpty();
    ok(other.dpo("PUT", ACTIVITY).path("code", "payroll").body(Requests.ACTIVITY).call(), 201);
    ok(putActivity(d -> retention(d, "P1Y")), 200);
    var cursor =
        register.dpo("GET", "/v1/categories").query("limit", "1").call().json().get("nextCursor");
    ok(
        other
            .dpo("GET", "/v1/categories")
            .query("limit", "1")
            .query("cursor", cursor.textValue())
            .call(),
        400);
  }

  @Test
  void anIdempotencyKeyDoesOnce() {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      var proposed =
          register
              .dpo("PUT", ACTIVITY)
              .path("code", "payroll")
              .header("Idempotency-Key", "widen-1")
              .body(Requests.ACTIVITY, d -> d.withArray("roles").add("agent"))
              .call();
      ok(proposed, 202);
      ids.add(proposed.json().get("approval").textValue());
      assertThat(proposed.header("Idempotent-Replayed")).isEqualTo(i == 0 ? "" : "true");
    }
    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(approvals("PENDING")).hasSize(1);
  }

  @Test
  void manyWhoChangeAtOnceMakeOneVersionEach() throws Exception {
    register.withTenant();
    ok(putActivity(d -> {}), 201);
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 1; i <= 6; i++) {
      int years = i;
      calls.add(() ->
          register
              .dpo("PUT", ACTIVITY)
              .path("code", "payroll")
              .header("If-Match", "\"1\"")
              .body(Requests.ACTIVITY, d -> retention(d, "P" + years + "Y"))
              .call());
    }
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var answer : threads.invokeAll(calls)) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(statuses).containsOnlyOnce(200).filteredOn(s -> s != 200).containsOnly(412);
    assertThat(getActivity().header("ETag")).isEqualTo("\"2\"");
    assertThat(versions(50)).hasSize(2);
  }

  @Test
  void theInventoryIsASpreadsheetToo() {
    register.withTenant();
    ok(
        register
            .dpo("PUT", RECIPIENT)
            .path("id", "r1")
            .body(Requests.RECIPIENT, d -> d.put("title", "=cmd|' /C calc'!A0 \"x\""))
            .call(),
        201);
    ok(
        putActivity(d -> {
          d.putArray("purposes").add("+90 aramak; yazmak");
          d.withArray("recipients").add("r1");
        }),
        201);
    var json = register.dpo("GET", "/v1/inventory").call().json();
    assertThat(json.get("items")).hasSize(2);
    assertThat(json.at("/items/0/article").textValue()).isEqualTo("5/2-c");
    assertThat(json.at("/items/0/transferAbroad").booleanValue()).isTrue();
    var turkish =
        register
            .dpo("GET", "/v1/inventory")
            .header("Accept", "text/csv")
            .header("Accept-Language", "tr")
            .call();
    ok(turkish, 200);
    assertThat(turkish.header("Content-Type")).startsWith("text/csv");
    assertThat(turkish.text()).startsWith("\ufeff\"Faaliyet kodu\";\"Faaliyet\"");
    assertThat(turkish.text()).contains("\"'+90 aramak; yazmak\"").contains("\"Çalışan\"");
    assertThat(turkish.text()).contains("\"'=cmd|' /C calc'!A0 \"\"x\"\" (Tedarikçiler, TR)\"");
    assertThat(turkish.text().lines()).hasSize(3);
    var english = register.dpo("GET", "/v1/inventory").header("Accept", "text/csv").call();
    assertThat(english.text()).startsWith("\ufeff\"Activity\",\"Title\"");
  }

  @Test
  void nothingTypedIsAtRestInClear() {
    register.withTenant();
    ok(register.dpo("PUT", RECIPIENT).path("id", "r1").body(Requests.RECIPIENT).call(), 201);
    ok(putActivity(d -> {}), 201);
    proposal();
    var dump = new StringBuilder();
    for (var table : List.of("emanet-register-1", "emanet-keys-1", "emanet-ledger-1")) {
      register
          .engines
          .dynamo
          .scanPaginator(scan -> scan.tableName(table))
          .items()
          .forEach(item -> item.values().forEach(value -> dump.append(shown(value)).append('\n')));
    }
    assertThat(dump)
        .contains("T#" + register.tenant)
        .doesNotContain("Gizli Sokak", "kvkk@acme", "Bordro", "Acme Anonim", "ödenmesi", "SC-1");
  }

  private static String shown(AttributeValue value) {
    return value.b() == null
        ? value.toString()
        : new String(value.b().asByteArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "{\"title\": 1}", "{\"title\": {\"tr\": \"x\"}}"})
  void whatIsNoDocumentIsRefusedAndChangesNothing(String body) {
    register.withTenant();
    var answer = register.dpo("PUT", ACTIVITY).path("code", "payroll").body(body).call();
    ok(answer, 400);
    ok(getActivity(), 404);
  }
}
