package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is due shows, by its time, with the call that ends it, and shows no more once that was
/// made.
class OverviewTest {
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");
  private static final String ACTIVITY =
      """
      {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük işleri'],
       'subjectGroups': ['EMPLOYEE'%s], 'legalBasis': 'CONTRACT',
       'categories': [{'category': 'identity'}], 'roles': ['service', 'agent', 'dpo'],
       'recipients': [], 'retention': {'period': '%s', 'from': 'RELATIONSHIP_END'},
       'disposal': 'ERASE'}
      """;
  private static final String PROCESSOR =
      """
      {'title': {'tr': 'İmza', 'en': 'Signing'}, 'role': 'PROCESSOR', 'purposes': ['İmzalama'],
       'controller': {'title': 'Müşteri A.Ş.', 'address': 'İzmir'},
       'attestation': {'noticeVersion': '3', 'basis': 'CONTRACT', 'by': 'Müşteri A.Ş.',
                       'at': '%s', 'validUntil': '%s'},
       'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
       'categories': [{'category': 'identity'}], 'roles': ['service'], 'recipients': [],
       'retention': {'period': 'P1Y', 'from': 'RELATIONSHIP_END'}, 'disposal': 'ERASE'}
      """;

  private static final String NOTICE =
      "Veri sorumlusu Acme A.Ş.dir. İşleme amacı bordrodur. Veriler vergi dairesine aktarılır."
          + " Otomatik yöntemle, hukuki sebep olarak sözleşmeye dayanarak toplanır."
          + " 11. maddedeki haklarınız saklıdır.";

  private final String tenant = Stack.tenantName();

  private ApiCall by(Stack stack, String actor, String role) {
    return stack.as(stack.strongToken(tenant, actor, role));
  }

  private ApiCall dpo(Stack stack) {
    return by(stack, "dpo-1", "dpo");
  }

  private ApiCall service(Stack stack) {
    return by(stack, "platform-1", "service").activity("hr");
  }

  private String newcomer(Stack stack) {
    return service(stack)
        .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  private void tenant(Stack stack, String hosting) {
    var answer =
        stack
            .as(stack.strongToken("platform", "root", "admin"))
            .put(
                "/v1/tenants/" + tenant,
                """
                {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul',
                 'contacts': [{'role': 'DPO', 'email': 'kvkk@acme.example'}], 'sample': true%s}
                """
                    .formatted(hosting));
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
  }

  private List<String> kinds(Stack stack) {
    var kinds = new ArrayList<String>();
    items(stack)
        .forEach(item ->
            kinds.add(
                item.path("kind").asText() + (item.path("overdue").asBoolean() ? " overdue" : "")));
    return kinds;
  }

  private JsonNode items(Stack stack) {
    var overview = dpo(stack).get("/v1/overview").expect(200).body();
    assertThat(overview.path("more")).isEmpty();
    return overview.path("items");
  }

  @Test
  void whatIsDueShowsByItsTimeUntilItIsSeenTo() {
    try (var stack = Stack.only(Set.of(), Stack.HOME)) {
      var now = Instant.now();
      tenant(stack, "");
      assertThat(items(stack)).as("a new tenant has nothing to see to").isEmpty();

      dpo(stack).put("/v1/activities/hr", ACTIVITY.formatted("", "P10Y")).expect(201);
      assertThat(kinds(stack)).as("nothing was ever declared").isEmpty();
      dpo(stack).post("/v1/inventory/declarations", "{}").expect(201);
      assertThat(kinds(stack)).isEmpty();
      dpo(stack).put("/v1/activities/hr", ACTIVITY.formatted("", "P5Y")).expect(200);
      assertThat(kinds(stack)).containsExactly("INVENTORY");

      var person = newcomer(stack);
      dpo(stack).post("/v1/subjects/" + person + "/holds", "{'reason': 'Dava 2026/1'}").expect(201);
      assertThat(kinds(stack)).as("a hold is looked at after 90 days").containsExactly("INVENTORY");

      var request =
          dpo(stack)
              .post(
                  "/v1/requests",
                  """
                  {'applicant': {'name': 'Işıl Aslan', 'idKind': 'TCKN', 'idNumber': '10000000146',
                    'address': 'Ankara', 'email': 'isil.aslan@ornek.example'}, 'rights': ['A'],
                   'channel': 'SECURE_ESIGN', 'receivedAt': '%s', 'text': 'Öğrenmek istiyorum.'}
                  """
                      .formatted(now))
              .expect(201)
              .body();
      var proposal =
          dpo(stack)
              .put("/v1/activities/hr", ACTIVITY.formatted(", 'INTERN'", "P5Y"))
              .expect(202)
              .body()
              .path("approval")
              .asText();
      dpo(stack)
          .put("/v1/activities/signing", PROCESSOR.formatted(now, now.plus(Duration.ofDays(20))))
          .expect(201);
      var today = LocalDate.ofInstant(now, ISTANBUL);
      tenant(
          stack,
          ", 'hosting': {'mechanism': 'SG_STANDARD_CONTRACT', 'document': 'SC-1', 'signedAt': '%s'}"
              .formatted(today));
      assertThat(kinds(stack))
          .as("five business days, fourteen days, twenty, thirty, and no time")
          .containsExactly(
              "CONTRACT_NOTIFICATION", "APPROVAL", "ATTESTATION", "REQUEST", "INVENTORY");
      var items = items(stack);
      assertThat(items.at("/1/next/path").asText()).isEqualTo("/v1/approvals/" + proposal);
      assertThat(items.at("/3/dueAt").asText()).isEqualTo(request.path("dueAt").asText());
      assertThat(items.at("/3/title/tr").asText()).isEqualTo("Başvuruyu yanıtlayın");
      assertThat(items.toString()).as("ids and codes alone").doesNotContain("Işıl", "10000000146");

      stack.advance(Duration.ofDays(91));
      assertThat(kinds(stack))
          .as("what is late comes first, the longest first; a proposal is over by then")
          .containsExactly(
              "CONTRACT_NOTIFICATION overdue",
              "ATTESTATION overdue",
              "REQUEST overdue",
              "HOLD overdue",
              "INVENTORY");

      tenant(
          stack,
          ", 'hosting': {'mechanism': 'SG_STANDARD_CONTRACT', 'document': 'SC-1', 'signedAt': '%s',"
                  .formatted(today)
              + " 'notifiedAt': '%s'}".formatted(today));
      dpo(stack)
          .post("/v1/requests/" + request.path("id").asText() + "/cancellation", "{'reason': 'x'}")
          .expect(200);
      dpo(stack).post("/v1/inventory/declarations", "{}").expect(201);
      assertThat(kinds(stack)).containsExactly("ATTESTATION overdue", "HOLD overdue");

      var leaver = newcomer(stack);
      service(stack)
          .put(
              "/v1/subjects/" + leaver + "/records/identity/main",
              "{'fields': {'firstName': 'Oğuz', 'lastName': 'Işık', 'nationalId': '10000000146'}}")
          .expect(201);
      dpo(stack)
          .patch(
              "/v1/subjects/" + leaver,
              "{'relationshipEnd': '%s'}"
                  .formatted(LocalDate.ofInstant(now.plus(Duration.ofDays(91)), ISTANBUL)))
          .expect(200);
      assertThat(kinds(stack)).as("five years are to come").doesNotContain("RETENTION");
      stack.advance(Duration.ofDays(5 * 366));
      assertThat(kinds(stack)).as("due, and no run has disposed of it").contains("RETENTION");
      stack.advance(Duration.ofDays(190));
      assertThat(kinds(stack))
          .as("later than the interval between disposals")
          .contains("RETENTION overdue");
      dpo(stack).post("/v1/retention/runs", "{}").expect(202);
      assertThat(kinds(stack)).doesNotContain("RETENTION overdue", "RETENTION");
    }
  }

  /// Each notice that an activity names, while its version in force has not reached everybody whom
  /// it concerns.
  @Test
  void aNoticeIsOwedUntilItHasReachedWhomeverItConcerns() {
    var stack = Stack.shared();
    tenant(stack, "");
    var named = ACTIVITY.replace("'disposal'", "'notice': 'calisan', 'disposal'");
    publish(stack, "calisan", "2026-01-05T00:00:00Z");
    publish(stack, "ziyaretci", "2026-01-05T00:00:00Z");
    dpo(stack).put("/v1/activities/hr", named.formatted(", 'INTERN'", "P10Y")).expect(201);
    assertThat(kinds(stack)).as("there is nobody yet").isEmpty();
    var people = List.of(newcomer(stack), newcomer(stack));
    var owed = items(stack);
    assertThat(owed).hasSize(1);
    assertThat(owed.at("/0/kind").asText()).isEqualTo("NOTICE");
    assertThat(owed.at("/0/reference").asText())
        .as("no activity names the other")
        .isEqualTo("calisan");
    assertThat(owed.at("/0/dueAt").asText()).as("in force").isEqualTo("2026-01-05T00:00:00Z");
    assertThat(owed.at("/0/overdue").asBoolean()).isTrue();
    var next = owed.at("/0/next/path").asText();
    assertThat(dpo(stack).get(next).expect(200).body().path("items")).hasSize(2);
    assertThat(owed.toString()).doesNotContain(people.getFirst());

    people.forEach(person -> delivered(stack, person, 1));
    assertThat(kinds(stack)).isEmpty();
    publish(stack, "calisan", "2040-01-01T00:00:00Z");
    assertThat(kinds(stack)).as("not in force yet").isEmpty();
    publish(stack, "calisan", "2026-01-06T00:00:00Z");
    assertThat(kinds(stack)).containsExactly("NOTICE overdue");
    delivered(stack, people.getFirst(), 3);
    assertThat(kinds(stack)).containsExactly("NOTICE overdue");
    dpo(stack).patch("/v1/subjects/" + people.getLast(), "{'groups': ['VISITOR']}").expect(200);
    assertThat(kinds(stack)).as("it concerns them no more").isEmpty();
    var third = newcomer(stack);
    assertThat(kinds(stack)).containsExactly("NOTICE overdue");
    dpo(stack)
        .post("/v1/subjects/" + third + "/erasure", "{'method': 'ERASE', 'reason': 'Talep'}")
        .expect(200);
    assertThat(kinds(stack)).as("nobody is told any more").isEmpty();
  }

  /// The first who was not told is enough: the walk over people ends there.
  @Test
  @Tag("long")
  void aLookForNoticesReadsPeopleByPagesAndNotATable() {
    var stack = Stack.shared();
    tenant(stack, "");
    publish(stack, "calisan", "2026-01-05T00:00:00Z");
    dpo(stack)
        .put(
            "/v1/activities/hr",
            ACTIVITY.replace("'disposal'", "'notice': 'calisan', 'disposal'").formatted("", "P10Y"))
        .expect(201);
    newcomer(stack);
    var mine = "T#" + tenant + "#";
    var one = stack.fewestCalls(mine, () -> kinds(stack));
    for (int i = 0; i < 20; i++) {
      newcomer(stack);
    }
    assertThat(stack.fewestCalls(mine, () -> kinds(stack)).path("Query").asLong())
        .as("as many as for one")
        .isLessThanOrEqualTo(one.path("Query").asLong());
    assertThat(one.has("Scan")).isFalse();
  }

  private void publish(Stack stack, String notice, String from) {
    dpo(stack)
        .post(
            "/v1/notices/" + notice + "/versions",
            """
            {'kind': 'PRIVACY_NOTICE', 'language': 'tr', 'title': 'Aydınlatma', 'body': '%s',
             'effectiveFrom': '%s'}
            """
                .formatted(NOTICE, from))
        .expect(201);
  }

  private void delivered(Stack stack, String person, int version) {
    service(stack)
        .post(
            "/v1/subjects/" + person + "/notice-deliveries",
            "{'notice': 'calisan', 'version': %d, 'means': 'SENT', 'source': 'FROM_PERSON'}"
                .formatted(version))
        .expect(201);
  }

  @Test
  void itIsForWhoeverAnswersForTheDataAndForAuditors() {
    var stack = Stack.shared();
    tenant(stack, "");
    by(stack, "auditor-1", "auditor").get("/v1/overview").expect(200);
    for (var role : List.of("agent", "service")) {
      assertThat(by(stack, "x-1", role).get("/v1/overview").status()).isEqualTo(403);
    }
    var entries =
        dpo(stack).get("/v1/ledger/entries?actor=auditor-1").expect(200).body().path("items");
    assertThat(entries.toString()).as("a look is on the ledger").contains("overview");
  }
}
