package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Restrictions and holds, through the API.
class SafeguardsTest {
  private static final String ONE = "10000000146";
  private static final String REASON = "Kayıtlı adresine itiraz ediyor";
  private static final String DISPUTE = "{'kind': 'DISPUTE', 'reason': '" + REASON + "'}";

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final String person = customer.person();
  private final String path = Customer.identity(person);
  private final String restrictions = "/v1/subjects/" + person + "/restrictions";
  private final String holds = "/v1/subjects/" + person + "/holds";

  private ApiCall human(String actor, String role) {
    return stack.as(stack.strongToken(customer.tenant, actor, role));
  }

  private ApiCall own() {
    var claims = Stack.claims(customer.tenant, "person-1", "subject");
    claims.put("subject", person);
    return stack.as(stack.token(claims)).activity("own-access");
  }

  private void write() {
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    customer
        .service()
        .put(
            "/v1/subjects/" + person + "/records/contact/c",
            "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
  }

  private static void refused(Answer answer) {
    assertThat(answer.expect(403).problem()).isEqualTo("restricted");
    assertThat(answer.header("Emanet-Ledger")).isNotEmpty();
  }

  private List<String> found() {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  @Test
  void aRestrictionStopsEveryUseButThePersonsOwn() {
    write();
    customer
        .dpo()
        .put(
            "/v1/activities/own-access",
            """
            {'title': {'tr': 'Erişim', 'en': 'Access'}, 'role': 'CONTROLLER',
             'purposes': ['İlgili kişinin erişimi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'LEGAL_OBLIGATION', 'categories': [{'category': 'identity'}],
             'roles': ['subject'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    assertThat(found()).containsExactly(person);
    var set = customer.service().post(restrictions, DISPUTE).expect(201).body();
    assertThat(set.path("by").asText()).isEqualTo("platform-1");
    refused(customer.service().get(path));
    refused(customer.service().put(path, Customer.fields(ONE)));
    refused(customer.service().patch(path, "{'fields': {'firstName': 'Ayşe'}}"));
    refused(customer.service().delete(path));
    refused(customer.service().get("/v1/subjects/" + person + "/records"));
    refused(customer.service().get("/v1/subjects/" + person));
    refused(customer.service().patch("/v1/subjects/" + person, "{'groups': ['EMPLOYEE']}"));
    var batch =
        customer
            .service()
            .post(
                "/v1/records/batch",
                """
                {'items': [{'subject': '%s', 'category': 'contact', 'recordId': 'c',
                            'fields': {'email': 'a@b.tr'}}]}
                """
                    .formatted(person))
            .expect(200)
            .body();
    assertThat(batch.at("/failed/0/problem/type").asText()).isEqualTo("/problems/restricted");
    assertThat(found()).isEmpty();
    assertThat(own().get(path).expect(200).body().at("/fields/nationalId").asText()).isEqualTo(ONE);
    own().get("/v1/subjects/" + person).expect(200);
  }

  @Test
  void aRestrictionOfACategoryUnderAnActivityStopsJustThat() {
    write();
    customer
        .service()
        .post(
            restrictions,
            """
            {'kind': 'OBJECTION', 'categories': ['identity'], 'activities': ['front-desk'],
             'reason': 'Resepsiyonda görülmesin'}
            """)
        .expect(201);
    var desk = customer.service().activity(Customer.DESK);
    refused(desk.get(path));
    customer.service().get(path).expect(200);
    assertThat(
            desk.get("/v1/subjects/" + person + "/records").expect(200).body().path("items").size())
        .isZero();
    var listed = customer.service().get("/v1/subjects/" + person + "/records").expect(200).body();
    assertThat(listed.path("items").size()).isEqualTo(2);
  }

  @Test
  void onlyASecondPersonLiftsARestriction() {
    write();
    var id = customer.service().post(restrictions, DISPUTE).expect(201).body().path("id").asText();
    var proposed = human("dpo-1", "dpo").delete(restrictions + "/" + id).expect(202).body();
    var approval = "/v1/approvals/" + proposed.path("approval").asText();
    refused(customer.service().get(path));
    assertThat(
            human("dpo-1", "dpo").post(approval, "{'decision': 'APPROVE'}").expect(403).problem())
        .isEqualTo("second-person-required");
    refused(customer.service().get(path));
    human("agent-2", "agent").post(approval, "{'decision': 'APPROVE'}").expect(200);
    customer.service().get(path).expect(200);
    human("dpo-1", "dpo").delete(restrictions + "/" + id).expect(404);
    human("dpo-1", "dpo").delete(restrictions).expect(404);
  }

  @Test
  void reasonsAreSealedAndNotForAuditors() {
    customer.service().post(restrictions, DISPUTE).expect(201);
    human("agent-1", "agent").post(holds, "{'reason': '" + REASON + "'}").expect(201);
    for (var list : List.of(restrictions, holds)) {
      assertThat(human("dpo-1", "dpo").get(list).expect(200).body().at("/items/0/reason").asText())
          .isEqualTo(REASON);
      var audited = human("auditor-1", "auditor").get(list).expect(200);
      assertThat(audited.body().path("items").size()).isOne();
      assertThat(audited.text()).doesNotContain(REASON);
    }
  }

  @Test
  void whatIsWrongWithARestrictionIsSaid() {
    var errors =
        customer
            .service()
            .post(
                restrictions,
                """
                {'kind': 'WHIM', 'reason': ' ', 'categories': [], 'activities': ['no-such']}
                """)
            .expect(422)
            .body()
            .path("errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/kind", "/reason", "/categories", "/activities/0");
    customer.service().post(restrictions, "{'kind': 'DISPUTE'}").expect(400);
    customer
        .service()
        .post("/v1/subjects/" + "0".repeat(26) + "/restrictions", DISPUTE)
        .expect(404);
  }

  @Test
  void aRepeatedCallSetsOneRestrictionAndOneHold() {
    var service = customer.service().idempotent("once");
    var first = service.post(restrictions, DISPUTE).expect(201).body().path("id").asText();
    assertThat(service.post(restrictions, DISPUTE).expect(201).body().path("id").asText())
        .isEqualTo(first);
    var mine = "T#" + customer.tenant + "#P#";
    for (int i = 0; i < 3; i++) {
      stack.fault(mine, "dynamodb", "UpdateItem", "LostAnswer", 1);
      human("dpo-1", "dpo").idempotent("h").post(holds, "{'reason': 'Dava'}").expect(201);
      stack.clearFaults(mine);
    }
    assertThat(human("dpo-1", "dpo").get(holds).body().path("items").size()).isOne();
    assertThat(human("dpo-1", "dpo").get(restrictions).body().path("items").size()).isOne();
  }

  @Test
  void manyAtOnceAllStand() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        calls.add(() -> customer.service().post(restrictions, DISPUTE).status());
        calls.add(() -> human("dpo-1", "dpo").post(holds, "{'reason': 'Dava'}").status());
      }
      for (var status : threads.invokeAll(calls)) {
        assertThat(status.get()).isEqualTo(201);
      }
    }
    assertThat(human("dpo-1", "dpo").get(holds).body().path("items").size()).isEqualTo(4);
    assertThat(human("dpo-1", "dpo").get(restrictions).body().path("items").size()).isEqualTo(4);
  }

  /// What a person's own case may turn on is not deleted by whoever it tells against; it may still
  /// be put right.
  @Test
  void whatAHoldKeepsIsNotDeleted() {
    write();
    var hold =
        human("dpo-1", "dpo")
            .post(holds, "{'reason': 'Dava', 'category': 'identity'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var refused = customer.service().delete(path).expect(409);
    assertThat(refused.problem()).isEqualTo("held");
    assertThat(refused.header("Emanet-Ledger")).as("entered").isNotEmpty();
    customer.service().get(path).expect(200);
    customer.service().patch(path, "{'fields': {'lastName': 'Aslan'}}").expect(200);
    customer.service().delete("/v1/subjects/" + person + "/records/contact/c").expect(204);
    customer.service().delete("/v1/subjects/" + person + "/records/identity/none").expect(404);
    human("dpo-2", "dpo").delete(holds + "/" + hold).expect(204);
    customer.service().delete(path).expect(204);
  }

  @Test
  void aHoldIsReleasedByAnotherThanWhoSetIt() {
    var id =
        human("agent-1", "agent")
            .post(holds, "{'reason': 'Dava', 'category': 'identity'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var own = human("agent-1", "agent").delete(holds + "/" + id).expect(403);
    assertThat(own.problem()).isEqualTo("second-person-required");
    human("dpo-1", "dpo").delete(holds + "/" + "0".repeat(26)).expect(404);
    human("dpo-1", "dpo").idempotent("r").delete(holds + "/" + id).expect(204);
    human("dpo-1", "dpo").idempotent("r").delete(holds + "/" + id).expect(204);
    human("dpo-1", "dpo").delete(holds + "/" + id).expect(404);
    assertThat(human("dpo-1", "dpo").get(holds).body().path("items").size()).isZero();
    customer.service().post(holds, "{'reason': 'Dava'}").expect(403);
    assertThat(
            human("dpo-1", "dpo")
                .post(holds, "{'reason': '', 'category': 'no-such'}")
                .expect(422)
                .body()
                .path("errors")
                .findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/reason", "/category");
  }

  /// A part of a path may be anything; the ledger keeps what it says for ever.
  @Test
  void whatIsNoIdIsNotEntered() {
    for (var list : List.of(restrictions, holds)) {
      for (var sent : List.of("10000000146", "Isil%20Aslan", "isil-aslan-ankara-1990-kzlc")) {
        human("dpo-1", "dpo").delete(list + "/" + sent).expect(404);
      }
    }
    human("dpo-1", "dpo").get("/v1/audit-packages/10000000146").expect(404);
    for (var query : List.of("subject=" + person, "actor=dpo-1")) {
      var entries = human("dpo-1", "dpo").get("/v1/ledger/entries?" + query).expect(200).text();
      assertThat(entries).contains("ABSENT").doesNotContain("10000000146").doesNotContain("slan");
    }
  }

  @Test
  void aRestrictionAddsNoStageToARead() {
    write();
    customer
        .service()
        .post(
            restrictions, "{'kind': 'ACCURACY', 'categories': ['contact'], 'reason': 'Adres eski'}")
        .expect(201);
    customer.service().get(path).expect(200);
    var mine = "T#" + customer.tenant + "#";
    var calls = stack.fewestCalls(mine, () -> customer.service().get(path).expect(200));
    assertThat(calls.toString()).isEqualTo("{\"BatchGetItem\":1,\"PutItem\":2}");
  }
}
