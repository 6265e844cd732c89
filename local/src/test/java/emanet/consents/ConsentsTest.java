package emanet.consents;

import static emanet.consents.Marketing.HR;
import static emanet.consents.Marketing.NEWS;
import static emanet.consents.Marketing.consents;
import static emanet.consents.Marketing.contact;
import static emanet.consents.Marketing.decision;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Answer;
import emanet.local.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Consent given and withdrawn, and what it allows: through the API.
class ConsentsTest {
  private final Stack stack = Stack.shared();
  private final Marketing acme = Marketing.on(stack);
  private final String person = acme.someone();

  private Answer read() {
    return acme.under(NEWS).get(contact(person));
  }

  private static String problem(Answer answer) {
    return answer.status() + " " + answer.problem();
  }

  private List<String> states() {
    return acme.dpo()
        .get(consents(person))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("state");
  }

  @Test
  void nothingIsReadWrittenOrFoundWithoutIt() {
    assertThat(problem(read())).isEqualTo("403 consent-missing");
    var change = "{'fields': {'email': 'y@ornek.example'}}";
    assertThat(problem(acme.under(NEWS).patch(contact(person), change)))
        .isEqualTo("403 consent-missing");
    var search =
        "{'match': {'category': 'contact', 'field': 'email', 'value': 'isil@ornek.example'}}";
    assertThat(found(search)).isEmpty();
    acme.decide(person, true).expect(201);
    assertThat(found(search)).containsExactly(person);
    acme.under(NEWS).patch(contact(person), change).expect(200);
    assertThat(read().expect(200).body().path("fields").path("email").asText())
        .isEqualTo("y@ornek.example");
  }

  private List<String> found(String search) {
    return acme.under(NEWS)
        .post("/v1/subjects/search", search)
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  @Test
  void withdrawalActsOnTheNextCallAndOnThatActivityAlone() {
    acme.activity("survey", "[{'category': 'contact', 'fields': ['email']}]", "[]").expect(201);
    acme.decide(person, true).expect(201);
    acme.service().post(consents(person), decision("survey", true)).expect(201);
    read().expect(200);
    acme.decide(person, false).expect(201);
    assertThat(problem(read())).isEqualTo("403 consent-missing");
    acme.under("survey").get(contact(person)).expect(200);
    acme.under(HR).get(contact(person)).expect(200);
    assertThat(states()).containsExactly("SUPERSEDED", "WITHDRAWN", "IN_FORCE");
    acme.decide(person, true).expect(201);
    read().expect(200);
  }

  @Test
  void historyIsAppendOnlyAndSaysAll() {
    var given = acme.decide(person, true).expect(201);
    assertThat(given.header("Location")).isEqualTo(consents(person) + "?activity=" + NEWS);
    assertThat(given.header("Emanet-Ledger")).isNotEmpty();
    acme.decide(person, false).expect(201);
    acme.decide(person, true).expect(201);
    var items = acme.dpo().get(given.header("Location")).expect(200).body().path("items");
    assertThat(items.findValuesAsText("version")).containsExactly("1", "2", "3");
    assertThat(items.findValuesAsText("granted")).containsExactly("true", "false", "true");
    var first = items.get(0);
    assertThat(first.path("scope")).isEqualTo(given.body().path("scope"));
    assertThat(first.path("channel").asText()).isEqualTo("WEB");
    assertThat(first.path("evidence").asText()).isEqualTo("Kutu işaretlendi");
    assertThat(first.path("by").asText()).isEqualTo("platform-1");
    var pages = acme.dpo().get(consents(person) + "?limit=2").expect(200).body();
    assertThat(pages.path("items")).hasSize(2);
    var next =
        acme.dpo().get(consents(person) + "?limit=2&cursor=" + pages.path("nextCursor").asText());
    assertThat(next.expect(200).body().path("items").findValuesAsText("version"))
        .containsExactly("3");
  }

  @Test
  void anActivityThatDoesMoreMakesItStaleAndOneThatDoesLessDoesNot() {
    acme.approved(acme.news("['email', 'phone']", "['mailer']"));
    acme.decide(person, true).expect(201);
    acme.news("['email']", "[]").expect(200);
    read().expect(200);
    acme.approved(acme.news("['email', 'phone']", "[]"));
    read().expect(200); // no more than was consented to
    acme.approved(acme.news("['email', 'phone', 'address']", "[]"));
    assertThat(problem(read())).isEqualTo("403 consent-stale");
    assertThat(states()).containsExactly("STALE");
    acme.decide(person, true).expect(201);
    read().expect(200);
  }

  @Test
  void anotherRecipientOrAnotherCountryOfOneMakesItStale() {
    acme.decide(person, true).expect(201);
    read().expect(200);
    acme.recipient("mailer", "DE").expect(200);
    assertThat(problem(read())).isEqualTo("403 consent-stale");
    acme.recipient("mailer", "TR").expect(200);
    read().expect(200);
    acme.recipient("printer", "TR").expect(201);
    acme.approved(acme.news("['email']", "['mailer', 'printer']"));
    assertThat(problem(read())).isEqualTo("403 consent-stale");
    assertThat(states()).containsExactly("STALE");
  }

  @Test
  void consentToAllFieldsIsToThoseThatThereWere() {
    category("{'size': {'type': 'text'}}");
    acme.activity("club", "[{'category': 'clothing'}]", "[]").expect(201);
    acme.service().post(consents(person), decision("club", true)).expect(201);
    var record = "/v1/subjects/" + person + "/records/clothing/main";
    acme.under("club").put(record, "{'fields': {'size': 'L'}}").expect(201);
    category("{'size': {'type': 'text'}, 'colour': {'type': 'text'}}");
    acme.under("club").get(record + "?fields=size").expect(200);
    assertThat(problem(acme.under("club").get(record))).isEqualTo("403 consent-stale");
    assertThat(problem(acme.under("club").patch(record, "{'fields': {'colour': 'mavi'}}")))
        .isEqualTo("403 consent-stale");
    acme.service().post(consents(person), decision("club", true)).expect(201);
    acme.under("club").patch(record, "{'fields': {'colour': 'mavi'}}").expect(200);
  }

  private void category(String fields) {
    var answer =
        acme.dpo()
            .put(
                "/v1/categories/clothing",
                "{'title': {'tr': 'Giysi', 'en': 'Clothing'}, 'verbis': 'CUSTOMER_TRANSACTION',"
                    + " 'special': false, 'fields': "
                    + fields
                    + "}");
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
  }

  @Test
  void aPersonConsentsForThemselvesAndForNobodyElse() {
    var own = acme.person(person);
    own.post(consents(person), decision(NEWS, true)).expect(201);
    read().expect(200);
    assertThat(own.get(consents(person)).expect(200).body().path("items")).hasSize(1);
    var other = acme.someone();
    assertThat(problem(own.post(consents(other), decision(NEWS, true))))
        .isEqualTo("403 own-data-only");
    own.post(consents(person), decision(NEWS, false)).expect(201);
    assertThat(problem(read())).isEqualTo("403 consent-missing");
  }

  @Test
  void isAskedForWhereProcessingRestsOnItAndNowhereElse() {
    var errors =
        Map.of(
            decision(HR, true), "/activity unsuitable",
            decision("none", true), "/activity unknown",
            decision("NOT A CODE", true), "/activity unknown",
            decision("none", false), "/activity unknown",
            decision(NEWS, true).replace("'WEB'", "' '"), "/channel missing",
            decision(NEWS, true).replace("'Kutu işaretlendi'", "{}"), "/evidence missing",
            decision(NEWS, true).replace("'granted'", "'notice': 'texts', 'granted'"),
                "/noticeVersion missing",
            decision(NEWS, true)
                    .replace("'granted'", "'notice': 'texts', 'noticeVersion': 1, 'granted'"),
                "/noticeVersion unknown");
    errors.forEach((body, error) -> {
      var answer = acme.service().post(consents(person), body).expect(422);
      assertThat(answer.body().path("errors")).as(body).hasSize(1);
      var first = answer.body().path("errors").get(0);
      assertThat(first.path("pointer").asText() + " " + first.path("code").asText())
          .as(body)
          .isEqualTo(error);
    });
    for (var body :
        List.of(
            decision(NEWS, true).replace("'" + NEWS + "'", "['newsletter', 'survey']"),
            decision(NEWS, true).replace("'WEB'", "7"),
            decision(NEWS, true).replace("'granted': true,", ""),
            decision(NEWS, true).replace("'channel'", "'bundle': true, 'channel'"))) {
      acme.service().post(consents(person), body).expect(400);
    }
    assertThat(acme.dpo().get(consents(person)).body().path("items")).isEmpty();
  }

  @Test
  void aControllersNeedsItsText() {
    acme.dpo()
        .put(
            "/v1/activities/gifts",
            """
            {'title': {'tr': 'Hediye', 'en': 'Gifts'}, 'role': 'CONTROLLER',
             'purposes': ['Doğum günü hediyesi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'EXPLICIT_CONSENT', 'categories': [{'category': 'identity'}],
             'roles': ['service'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    var answer = acme.service().post(consents(person), decision("gifts", true)).expect(422);
    assertThat(answer.body().path("errors").get(0).path("pointer").asText()).isEqualTo("/notice");
    acme.service().post(consents(person), decision("gifts", false)).expect(201);
  }

  @Test
  void isTheSameDecisionUnderTheSameKey() {
    var keyed = acme.service().idempotent("consent-1");
    var first = keyed.post(consents(person), decision(NEWS, true)).expect(201);
    acme.decide(person, false).expect(201);
    var again = keyed.post(consents(person), decision(NEWS, true)).expect(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(problem(read())).as("a replay gives nothing anew").isEqualTo("403 consent-missing");
    keyed.post(consents(person), decision(NEWS, false)).expect(422);
  }

  @Test
  void anAuditorSeesDecisionsAndNeitherChannelNorEvidence() {
    acme.decide(person, true).expect(201);
    var auditor = stack.as(stack.token(acme.tenant, "auditor-1", "auditor"));
    var item = auditor.get(consents(person)).expect(200).body().path("items").get(0);
    assertThat(item.path("state").asText()).isEqualTo("IN_FORCE");
    assertThat(item.has("evidence") || item.has("channel")).isFalse();
    assertThat(problem(auditor.post(consents(person), decision(NEWS, false))))
        .isEqualTo("403 role");
  }

  @Test
  void afterErasureItStaysAsEvidenceAndIsNeverGivenAgain() {
    acme.decide(person, true).expect(201);
    erase(person);
    acme.decide(person, true).expect(410);
    acme.decide(person, false).expect(410);
    acme.service().get(consents(person)).expect(410);
    var items = acme.dpo().get(consents(person)).expect(200).body().path("items");
    assertThat(items.get(0).path("evidence").asText()).isEqualTo("Kutu işaretlendi");
  }

  @Test
  void nobodyElsesPersonIsAnswered() {
    var stranger = Marketing.on(stack);
    stranger.decide(person, true).expect(404);
    stranger.dpo().get(consents(person)).expect(404);
    acme.service().get(consents("0".repeat(26))).expect(404);
  }

  @Test
  void aCheckAddsNoStageToARead() {
    acme.decide(person, true).expect(201);
    read().expect(200);
    var mine = "T#" + acme.tenant + "#";
    var calls = stack.fewestCalls(mine, () -> read().expect(200));
    assertThat(calls.toString()).isEqualTo("{\"BatchGetItem\":1,\"PutItem\":2}");
    assertThat(stack.calls(mine).has("kms")).isFalse();
  }

  @Test
  void theLedgerNamesItBeforeItIs() {
    acme.decide(person, true).expect(201);
    stack.fault("T#" + acme.tenant + "#E#", "dynamodb", "PutItem", "ThrottlingException");
    acme.decide(person, false).expect(503);
    stack.clearFaults("T#" + acme.tenant + "#E#");
    read().expect(200);
    var entries =
        acme.dpo().get("/v1/ledger/entries?subject=" + person).expect(200).body().path("items");
    assertThat(entries.findValuesAsText("action")).contains("GIVE_CONSENT");
  }

  private void erase(String subject) {
    try (var dynamo = stack.dynamo()) {
      dynamo.updateItem(request ->
          request
              .tableName("emanet-keys-1")
              .key(
                  Map.of(
                      "pk",
                      AttributeValue.fromS("T#" + acme.tenant + "#P#" + subject),
                      "sk",
                      AttributeValue.fromS("K")))
              .updateExpression("SET #s = :e REMOVE deks, destroyed")
              .expressionAttributeNames(Map.of("#s", "state"))
              .expressionAttributeValues(Map.of(":e", AttributeValue.fromS("ERASED"))));
    }
  }
}
