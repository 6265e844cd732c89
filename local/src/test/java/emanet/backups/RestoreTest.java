package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.local.provision.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What comes back from a backup, and what does not.
class RestoreTest {
  private static final String PEOPLE = "/v1/subjects/";

  private Stack stack;
  private Shelf shelf;
  private final String tenant = Stack.tenantName();
  private final List<String> people = new ArrayList<>();

  @BeforeEach
  void start() {
    stack = Stack.only(Set.of("Continuity", "Restore", "Seal"), Stack.HOME);
    shelf = new Shelf(stack);
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@acme.example'}]}
            """)
        .expect(201);
    activity("hr", "CONTRACT", "'CONTROLLER'", "[{'category': 'identity'}]", "");
    activity(
        "newsletter",
        "EXPLICIT_CONSENT",
        "'PROCESSOR', 'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'}",
        "[{'category': 'contact', 'fields': ['email']}]",
        """
        , 'attestation': {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
          'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'}
        """);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private void activity(
      String code, String basis, String role, String categories, String attestation) {
    dpo("dpo-1")
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': %s, 'purposes': ['Bir amaç'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': '%s', 'categories': %s,
             'roles': ['service', 'dpo'], 'recipients': [], 'disposal': 'ERASE',
             'retention': {'period': 'P10Y', 'from': 'CREATED'} %s}
            """
                .formatted(role, basis, categories, attestation))
        .expect(201);
  }

  private ApiCall dpo(String actor) {
    return stack.as(stack.strongToken(tenant, actor, "dpo"));
  }

  private ApiCall service(String activity) {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(activity);
  }

  private String consents(String person) {
    return PEOPLE + person + "/consents";
  }

  private static String decision(boolean granted) {
    return "{'activity': 'newsletter', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu'}"
        .formatted(granted);
  }

  private static String email(int number) {
    return "kisi" + number + "@ornek.example";
  }

  private void employ(int count) {
    for (int i = 0; i < count; i++) {
      var person = Stack.employee(service("hr"), nationalId(i));
      service("hr").post(consents(person), decision(true)).expect(201);
      service("newsletter")
          .put(
              PEOPLE + person + "/records/contact/main",
              "{'fields': {'email': '" + email(i) + "'}}")
          .expect(201);
      people.add(person);
    }
  }

  /// Numbers that pass the rule.
  private static String nationalId(int i) {
    long nine = 100_000_001L + i * 7L;
    var digits = new int[11];
    for (int at = 8; at >= 0; at--) {
      digits[at] = (int) (nine % 10);
      nine /= 10;
    }
    int odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8];
    int even = digits[1] + digits[3] + digits[5] + digits[7];
    digits[9] = Math.floorMod(odd * 7 - even, 10);
    int sum = 0;
    for (int at = 0; at < 10; at++) {
      sum += digits[at];
    }
    digits[10] = sum % 10;
    var text = new StringBuilder();
    for (var digit : digits) {
      text.append(digit);
    }
    return text.toString();
  }

  private Answer read(String person) {
    return service("hr").get(PEOPLE + person + "/records/identity/main");
  }

  private JsonNode search(int number) {
    return service("hr")
        .post(
            "/v1/subjects/search",
            "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '%s'}}"
                .formatted(nationalId(number)))
        .expect(200)
        .body()
        .path("items");
  }

  /// All tables, and with them all of AWS's own copies. The operator makes empty ones, so that
  /// there is something to restore from.
  private void loseAllTables() {
    try (var dynamo = stack.dynamo()) {
      dynamo.listTables().tableNames().stream()
          .filter(name -> !name.equals("emanet-deployment"))
          .forEach(name -> dynamo.deleteTable(request -> request.tableName(name)));
      generation(2);
      dynamo.putItem(request ->
          request
              .tableName("emanet-deployment")
              .item(
                  Map.of(
                      "pk", AttributeValue.fromS("platform"),
                      "sk", AttributeValue.fromS("DEPLOYMENT"),
                      "generation", AttributeValue.fromN("2"))));
    }
  }

  private void generation(long number) {
    Provisioning.generation(Stack.ROOT.resolve("infrastructure"), stack.aws(), Stack.HOME, number);
  }

  private JsonNode restored(String backup) {
    return ended(begun(backup));
  }

  private String begun(String backup) {
    return shelf
        .operator()
        .post("/v1/restores", "{'backup': '" + backup + "'}")
        .expect(202)
        .body()
        .path("id")
        .asText();
  }

  private JsonNode ended(String restore) {
    for (int i = 0; i < 20; i++) {
      stack.advance(Duration.ofMinutes(1));
      var now = shelf.operator().get("/v1/restores/" + restore).expect(200).body();
      if (!now.path("state").asText().equals("RUNNING")) {
        return now;
      }
    }
    throw new AssertionError(shelf.operator().get("/v1/restores/" + restore).text());
  }

  private void promoted(String restore) {
    approved(restore);
    switched(restore);
  }

  private void approved(String restore) {
    var path = "/v1/restores/" + restore + "/promotion";
    var approval = shelf.operator().post(path, "{}").expect(202).body().path("approval").asText();
    var decision = "/v1/approvals/" + approval;
    shelf.operator().post(decision, "{'decision': 'APPROVE'}").expect(403);
    stack
        .as(stack.strongToken("platform", "operator-2", "operator"))
        .post(decision, "{'decision': 'APPROVE'}")
        .expect(200);
  }

  private void switched(String restore) {
    var path = "/v1/restores/" + restore;
    for (int i = 0; i < 15; i++) {
      stack.advance(Duration.ofMinutes(1));
      var now = shelf.operator().get(path);
      if (now.status() == 200 && now.body().at("/promotion/state").asText().equals("SUCCEEDED")) {
        return;
      }
    }
    throw new AssertionError(shelf.operator().get(path).text());
  }

  /// The story of an operator: everything is lost a moment after the last thing was acknowledged.
  @Test
  void whoWasErasedStaysErasedThoughEverythingIsLost() {
    employ(6);
    var backup = shelf.make();
    var erased = people.get(0);
    var withdrawn = people.get(1);
    var changed = people.get(2);
    var held = people.get(3);
    var restricted = people.get(4);
    var living = people.get(5);
    service("hr")
        .put(
            PEOPLE + changed + "/records/identity/main",
            "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                .formatted(nationalId(2)))
        .expect(200);
    stack.advance(Duration.ofMinutes(2));
    dpo("dpo-1").post(PEOPLE + held + "/holds", "{'reason': 'Dava'}").expect(201);
    service("hr")
        .post(PEOPLE + restricted + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'x'}")
        .expect(201);
    dpo("dpo-1")
        .put(
            "/v1/grants/agent-7",
            "{'role': 'agent', 'from': '2020-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}")
        .expect(201);
    var late = Stack.employee(service("hr"), nationalId(20));
    service("hr").post(consents(withdrawn), decision(false)).expect(201);
    var certificate =
        dpo("dpo-1")
            .post(PEOPLE + erased + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
            .expect(200)
            .body();
    loseAllTables();
    generation(3);

    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    var report = restore.path("report");
    assertThat(report.path("kept")).isEmpty();
    assertThat(report.at("/counts/erasure.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/withdrawal.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/hold.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/restriction.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/tampered").asLong()).isZero();
    assertThat(report.path("impossible")).isEmpty();
    assertThat(report.path("unreadable")).isEmpty();
    assertThat(report.path("changed").toString()).contains(changed);
    assertThat(read(living).status()).as("nobody sees it yet").isNotEqualTo(200);
    promoted(restore.path("id").asText());

    read(erased).expect(410);
    assertThat(
            dpo("dpo-1").get("/v1/erasures/" + certificate.path("id").asText()).expect(200).body())
        .as("the certificate, as it was given out")
        .isEqualTo(certificate);
    assertThat(search(0)).isEmpty();
    assertThat(search(5).get(0).path("id").asText()).isEqualTo(living);
    read(living).expect(200);
    assertThat(read(changed).expect(200).body().at("/fields/firstName").asText())
        .as("as of the backup")
        .isEqualTo("Işıl");
    read(restricted).expect(403);
    read(late).expect(404);
    service("newsletter").get(PEOPLE + withdrawn + "/records/contact/main").expect(403);
    service("newsletter").get(PEOPLE + living + "/records/contact/main").expect(200);
    dpo("dpo-1")
        .post(PEOPLE + held + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(409);
    dpo("dpo-1").get("/v1/grants/agent-7").expect(200);
    // the ledger goes on from its newest checkpoint, and what was sealed of the change is there
    stack.advance(Duration.ofMinutes(2));
    var entries =
        dpo("dpo-1").get("/v1/ledger/entries?subject=" + changed).expect(200).body().path("items");
    assertThat(entries.toString()).contains("WRITE");
    assertThat(dpo("dpo-1").get("/v1/ledger/checkpoint").expect(200).text()).contains(tenant);
    Stack.employee(service("hr"), nationalId(30));
  }

  /// One byte of any kind of object, one object, one table, one signature: refused by its name.
  @Test
  void whatIsNotWholeAndOursIsRefusedByName() {
    employ(1);
    var id = shelf.make();
    generation(2);
    var forge = new Forge(stack, shelf, id);
    refused(forge.manifest(m -> m.remove("signature"), false), "UNSIGNED");
    refused(forge.manifest(m -> m.put("at", "2026-01-01T00:00:00Z"), false), "FORGED");
    refused(forge.manifest(m -> m.put("format", "emanet-backup-v0"), true), "OTHER_FORMAT");
    refused(forge.manifest(m -> m.put("deployment", "other.example/ledger"), true), "FOREIGN");
    refused(
        forge.manifest(m -> ((ObjectNode) m.path("tables")).remove("keys"), true), "INCOMPLETE");
    refused("no-such-backup", "ABSENT");
    for (var table : List.of("records", "keys", "ledger")) {
      failed(forge.object(table, content -> flipped(content)), "DAMAGED");
    }
    failed(
        forge.object("register", content -> Arrays.copyOf(content, content.length - 1)),
        "TRUNCATED");
    failed(forge.version("records", "none"), "MISSING");
  }

  private static byte[] flipped(byte[] content) {
    var other = content.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private void refused(String backup, String flaw) {
    var answer = shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    assertThat(answer.problem()).isEqualTo("backup-unusable");
    assertThat(answer.body().path("flaw").asText()).isEqualTo(flaw);
  }

  private void failed(Forge.Forged forged, String flaw) {
    var restore = restored(forged.id());
    assertThat(restore.path("state").asText()).isEqualTo("FAILED");
    assertThat(restore.path("flaw").asText()).isEqualTo(flaw);
    assertThat(restore.path("object").asText()).isEqualTo(forged.object());
    assertThat(restore.at("/problem/type").asText()).isEqualTo("/problems/backup-unusable");
  }

  /// Stopped after any call, a restore and its promotion go on; meanwhile nobody sees half of it.
  @Test
  @Tag("long")
  void aStopAnywhereIsGoneOnFrom() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    int number = 2;
    for (int calls = 4; calls < 200; calls += 28) {
      generation(number++);
      var restore = begun(backup);
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      assertThat(ended(restore).path("state").asText()).isEqualTo("SUCCEEDED");
      approved(restore);
      stack.advance(Duration.ofMinutes(1));
      service("hr")
          .put(
              PEOPLE + people.get(1) + "/records/identity/main",
              "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                  .formatted(nationalId(1)))
          .expect(503);
      read(people.get(1)).expect(200);
      stack.advance(Duration.ofMinutes(2));
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      switched(restore);
      read(people.get(0)).expect(410);
      assertThat(search(0)).as("stopped after " + calls).isEmpty();
      assertThat(search(1)).hasSize(1);
      read(people.get(1)).expect(200);
    }
  }

  /// Only what is lost comes back: keys and ledger that are there are newer than any backup.
  @Test
  void aRestoreBesideLivingKeysLeavesThemAndFreezesOnlyWhatIsReplaced() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    generation(2);
    owned("2099-01-01T00:00:00Z");
    shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    owned("2020-01-01T00:00:00Z"); // it was begun, and its call broke off
    var first = begun(backup);
    owned("2020-01-01T00:00:00Z");
    assertThat(ended(first).at("/problem/type").asText())
        .as("into tables of another")
        .isEqualTo("/problems/generation");
    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    assertThat(restore.at("/report/kept").toString())
        .isEqualTo("[\"fragments\",\"keys\",\"ledger\"]");
    read(people.get(1)).expect(200);
    promoted(restore.path("id").asText());
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    read(people.get(1)).expect(200);
  }

  /// Makes the tables of generation 2 another restore's, of which nobody knows.
  private void owned(String at) {
    var moment = Long.toString(Instant.parse(at).toEpochMilli());
    var owner =
        Map.of(
            "pk", AttributeValue.fromS("T#platform#RS#owner"),
            "sk", AttributeValue.fromS("BY"),
            "by", AttributeValue.fromS("another"),
            "at", AttributeValue.fromN(moment));
    try (var dynamo = stack.dynamo()) {
      dynamo.putItem(put -> put.tableName("emanet-register-2").item(owner));
    }
  }
}
