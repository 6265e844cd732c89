package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.Stack;
import emanet.register.BuiltInCategories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What is accepted is carried out: once, whole, wherever it was stopped. On a stack of its own:
/// other tests have all tenants' messages sent.
class ExecutionTest {
  private static final String NUMBER = "10000000146";
  private static final List<String> SEVEN =
      BuiltInCategories.all().keySet().stream().limit(7).toList();
  private static final String EARLY = "2026-01-05T09:00:00Z";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Office office = Office.on(stack);

  private static String progress(JsonNode request, String step) {
    for (var one : request.path("execution")) {
      if (one.path("step").asText().equals(step)) {
        return one.path("progress").asText();
      }
    }
    return "";
  }

  private Answer record(String subject) {
    return office.service().get("/v1/subjects/" + subject + "/records/identity/main");
  }

  @Test
  void aRectificationIsWrittenAsEveryRecordIs() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'D'", subject, EARLY);
    var none = "{'items': [{'right': 'D', 'outcome': 'ACCEPT'}]}";
    assertThat(
            office
                .dpo()
                .post(path + "/decision", none)
                .expect(422)
                .body()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/changes");
    var decided =
        office
            .dpo()
            .post(
                path + "/decision",
                """
                {'items': [{'right': 'D', 'category': 'identity', 'outcome': 'ACCEPT'}],
                 'changes': [{'category': 'identity', 'recordId': 'main',
                              'fields': {'lastName': 'İnce'}}]}
                """)
            .expect(200)
            .body();
    assertThat(decided.path("state").asText()).isEqualTo("EXECUTED");
    assertThat(progress(decided, "RECTIFICATION#0")).isEqualTo("DONE");
    assertThat(record(subject).expect(200).body().at("/fields/lastName").asText())
        .isEqualTo("İnce");
    assertThat(record(subject).body().path("version").asLong()).isEqualTo(2);
  }

  /// What a decision says of changes is bounded as what an application does.
  @Test
  void theChangesOfADecisionAreBounded() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'D'", subject, EARLY);
    var decision =
        "{'items': [{'right': 'D', 'category': 'identity', 'outcome': 'ACCEPT'}], 'changes': [%s]}";
    var change = "{'category': 'identity', 'recordId': 'main', 'fields': {'lastName': '%s'}}";
    var many = String.join(", ", Collections.nCopies(51, change.formatted("İnce")));
    assertThat(invalid(path, decision.formatted(many))).isEqualTo("/changes range");
    assertThat(invalid(path, decision.formatted(change.formatted("ş".repeat(50_000)))))
        .isEqualTo("/changes length");
    var decided =
        office
            .dpo()
            .post(path + "/decision", decision.formatted(change.formatted("İnce")))
            .expect(200);
    assertThat(decided.body().path("state").asText()).isEqualTo("EXECUTED");
  }

  /// A decision that fills the request's item could neither be carried out nor answered.
  @Test
  void aDecisionLeavesRoomForItsAnswer() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'A', 'B', 'D', 'E'", subject, EARLY);
    assertThat(invalid(path, refusals(4000))).isEqualTo(" length");
    assertThat(office.dpo().get(path).expect(200).body().path("state").asText())
        .isEqualTo("IDENTITY_VERIFIED");
    office.dpo().post(path + "/decision", refusals(3800)).expect(200);
    var sent =
        office
            .dpo()
            .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
            .expect(200)
            .body();
    assertThat(sent.path("state").asText()).isEqualTo("ANSWERED");
  }

  /// However large it is, what cannot be done may be refused after all, and is answered.
  @Test
  void aDecisionAsLargeAsMayBeIsRefusedAfterAll() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'A', 'B', 'C', 'D', 'E'", subject, EARLY);
    var decision =
        """
        {'items': [{'right': 'D', %s}, %s],
         'changes': [{'category': 'identity', 'recordId': 'main',
                      'fields': {'nationalId': '10000000147'}}]}
        """;
    int characters = 3900;
    Answer decided;
    do {
      characters--;
      var items = items("ABCE", characters);
      decided =
          office.dpo().post(path + "/decision", decision.formatted("'outcome': 'ACCEPT'", items));
    } while (decided.status() == 422);
    assertThat(characters).isBetween(3800, 3898);
    assertThat(progress(decided.expect(200).body(), "RECTIFICATION#0")).isEqualTo("BLOCKED");
    var refused = "'outcome': 'REFUSE', 'reason': '" + "x".repeat(100) + "'";
    var after =
        office
            .dpo()
            .post(path + "/decision", decision.formatted(refused, items("ABCE", characters)))
            .expect(200)
            .body();
    assertThat(after.path("state").asText()).isEqualTo("EXECUTED");
    office
        .dpo()
        .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
        .expect(200);
  }

  private static String refusals(int characters) {
    return "{'items': [" + items("ABDE", characters) + "]}";
  }

  /// These rights in seven categories, each refused with a reason of three bytes a character.
  private static String items(String rights, int characters) {
    var line = "{'right': '%s', 'category': '%s', 'outcome': 'REFUSE', 'reason': '%s'}";
    return Stream.of(rights.split(""))
        .flatMap(right ->
            SEVEN.stream().map(category -> line.formatted(right, category, "—".repeat(characters))))
        .collect(Collectors.joining(", "));
  }

  private String invalid(String path, String decision) {
    var error = office.dpo().post(path + "/decision", decision).expect(422).body().at("/errors/0");
    return error.path("pointer").asText() + " " + error.path("code").asText();
  }

  private static String decided(String outcome) {
    return """
    {'items': [{'right': 'D', %s}],
     'changes': [{'category': 'identity', 'recordId': 'main',
                  'fields': {'nationalId': '10000000147'}},
                 {'category': 'identity', 'recordId': 'main', 'fields': {'lastName': 'İnce'}}]}
    """
        .formatted(outcome);
  }

  private static final String REFUSED = "'outcome': 'REFUSE', 'reason': 'Numara geçerli değil'";

  /// A number that is none: what could be put right is, and the rest does not keep the answer.
  @Test
  void aRectificationThatCannotBeMadeIsRefusedAfterAll() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'D'", subject, EARLY);
    var accepted = decided("'outcome': 'ACCEPT'");
    var begun = office.dpo().post(path + "/decision", accepted).expect(200).body();
    assertThat(begun.path("state").asText()).isEqualTo("DECIDED");
    assertThat(progress(begun, "RECTIFICATION#0")).isEqualTo("BLOCKED");
    assertThat(progress(begun, "RECTIFICATION#1")).isEqualTo("DONE");
    assertThat(office.dpo().get(path + "/answer").expect(200).text()).contains("sürmektedir");
    var sending = "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}";
    office.dpo().post(path + "/answer", sending).expect(409);
    for (int times = 0; times < 2; times++) {
      var refused = office.dpo().post(path + "/decision", decided(REFUSED)).expect(200).body();
      assertThat(refused.path("state").asText()).isEqualTo("EXECUTED");
      assertThat(progress(refused, "RECTIFICATION#0")).isEmpty();
      assertThat(progress(refused, "RECTIFICATION#1")).isEqualTo("DONE");
      assertThat(progress(refused, "NOTIFICATION")).as("of what was done").isEqualTo("DONE");
    }
    office.dpo().post(path + "/decision", accepted).expect(409);
    assertThat(record(subject).expect(200).body().path("version").asLong()).isEqualTo(2);
    assertThat(office.dpo().get(path + "/answer").expect(200).text())
        .contains("Numara geçerli değil", "lastName", "düzeltilmiştir")
        .doesNotContain("nationalId", "sürmektedir");
    var sent = office.dpo().post(path + "/answer", sending).expect(200).body();
    assertThat(sent.path("state").asText()).isEqualTo("ANSWERED");
  }

  /// Nothing of whoever is erased meanwhile can be put right any more, and the answer says so.
  @Test
  void aRectificationIsRefusedAfterAllOfWhomAnotherCallErased() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'D'", subject, EARLY);
    office.dpo().post(path + "/decision", decided("'outcome': 'ACCEPT'")).expect(200);
    office
        .dpo()
        .post("/v1/subjects/" + subject + "/erasure", "{'method': 'ERASE', 'reason': 'Talep'}")
        .expect(200);
    var refused = office.dpo().post(path + "/decision", decided(REFUSED)).expect(200).body();
    assertThat(refused.path("state").asText()).isEqualTo("EXECUTED");
    office
        .dpo()
        .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
        .expect(200);
  }

  @Test
  void anObjectionStopsTheActivitiesThatDecideByThemselves() {
    office.activity(
        "scoring", "CONTRACT", "P10Y", "[{'category': 'identity'}]", "'automatedDecision': true,");
    var subject = office.person(NUMBER);
    var record = "/v1/subjects/" + subject + "/records/identity/score";
    office
        .service()
        .activity("scoring")
        .put(
            record,
            "{'fields': {'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '%s'}}"
                .formatted(NUMBER))
        .expect(201);
    var path = office.verified(NUMBER, "'G'", subject, EARLY);
    var decided =
        office
            .dpo()
            .post(path + "/decision", "{'items': [{'right': 'G', 'outcome': 'ACCEPT'}]}")
            .expect(200)
            .body();
    assertThat(decided.path("state").asText()).isEqualTo("EXECUTED");
    assertThat(office.service().activity("scoring").get(record).expect(403).problem())
        .isEqualTo("restricted");
    office.service().get(record).expect(200);
    assertThat(office.dpo().get(path + "/answer").expect(200).text()).contains("durdurulmuştur");
  }

  @Test
  void aHeldPersonIsNotDecidedToBeErased() {
    var subject = office.person(NUMBER);
    office.dpo().post("/v1/subjects/" + subject + "/holds", "{'reason': 'Dava'}").expect(201);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var answer =
        office
            .dpo()
            .post(path + "/decision", "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}")
            .expect(409);
    assertThat(answer.problem()).isEqualTo("held");
    assertThat(office.dpo().get(path).expect(200).body().path("state").asText())
        .isEqualTo("IDENTITY_VERIFIED");
  }

  /// What keeps an erasure keeps the telling, and the answer.
  @Test
  void anErasureThatWaitsIsAwaitedAndNobodyIsToldBefore() {
    office.limit("'erasuresPerActorAndDay': 0");
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E', 'F'", subject, EARLY);
    var decision =
        "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}, {'right': 'F', 'outcome': 'ACCEPT'}]}";
    var decided = office.dpo().post(path + "/decision", decision).expect(200).body();
    assertThat(decided.path("state").asText()).isEqualTo("DECIDED");
    assertThat(progress(decided, "ERASURE")).isEqualTo("WAITING");
    assertThat(progress(decided, "NOTIFICATION")).isEqualTo("PENDING");
    assertThat(office.dpo().get(path + "/answer").expect(200).text()).contains("sürmektedir");
    office
        .dpo()
        .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
        .expect(409);
  }

  /// After each of its writes in turn the function dies; the same call again ends it.
  @Test
  void stoppedAnywhereAndRunAgainItEndsWholeAndOnce() {
    var states = new ArrayList<String>();
    for (int stop = 1; stop <= 6; stop++) {
      var subject = office.person(NUMBER);
      var path = office.verified(NUMBER, "'A', 'B', 'C'", subject, EARLY);
      var id = path.substring(path.lastIndexOf('/') + 1);
      var decision =
          "{'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'B', 'outcome': 'ACCEPT'},"
              + " {'right': 'C', 'outcome': 'ACCEPT'}]}";
      var body = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
      body.put("match", "RQ#" + id).put("service", "dynamodb").put("error", "LostAnswer");
      body.put("after", stop);
      stack.control("PUT", "faults", body).expect(200);
      var call = office.dpo().idempotent("decision-" + stop);
      var first = call.post(path + "/decision", decision);
      stack.clearFaults("RQ#" + id);
      states.add(stop + ":" + first.status());
      if (first.status() != 200) {
        call.post(path + "/decision", decision).expect(200);
      }
      var request = office.dpo().get(path).expect(200).body();
      assertThat(request.path("state").asText()).as(states.toString()).isEqualTo("EXECUTED");
      assertThat(progress(request, "FACTS")).isEqualTo("DONE");
      assertThat(progress(request, "COPY")).isEqualTo("DONE");
      var letter = office.dpo().get(path + "/answer").expect(200).body();
      assertThat(letter.path("explanations")).hasSize(3);
      assertThat(letter.path("copy")).hasSize(1);
    }
    assertThat(states).as("some calls were stopped").anyMatch(state -> !state.endsWith(":200"));
  }

  /// Art. 11/1-f: told after the rectification, and followed until the recipient says it acted.
  @Test
  void whatIsPutRightIsToldToRecipientsAndTheRequestShowsHowFarEachCame() {
    var url = "https://" + office.tenant + ".example/kvkk";
    office
        .dpo()
        .put(
            "/v1/recipients/bank",
            "{'title': 'Örnek Bank A.Ş.', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'url':"
                + " '%s'}}".formatted(url))
        .expect(201);
    office.activity(
        "payments", "CONTRACT", "P10Y", "[{'category': 'identity'}, {'category': 'contact'}]", "");
    var payments = office.dpo().get("/v1/activities/payments").expect(200).body().deepCopy();
    var subject = office.person(NUMBER);
    allow(payments);
    var disclosure =
        office
            .service()
            .activity("payments")
            .post(
                "/v1/disclosures",
                "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': ['identity'],"
                        .formatted(subject)
                    + " 'recipientRef': 'MÜŞ-7'}]}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var path = office.verified(NUMBER, "'Ç', 'D', 'F'", subject, EARLY);
    office
        .dpo()
        .post(
            path + "/decision",
            """
            {'items': [{'right': 'Ç', 'outcome': 'ACCEPT'}, {'right': 'F', 'outcome': 'ACCEPT'},
                       {'right': 'D', 'category': 'identity', 'outcome': 'ACCEPT'}],
             'changes': [{'category': 'identity', 'recordId': 'main',
                          'fields': {'lastName': 'İnce'}}]}
            """)
        .expect(200);
    assertThat(told(path)).isEqualTo("bank PENDING");
    assertThat(office.dpo().get(path + "/answer").expect(200).text())
        .contains("Örnek Bank A.Ş.", "Gönderilecek");
    stack.deliver();
    assertThat(told(path)).isEqualTo("bank SENT");
    office.dpo().post("/v1/disclosures/" + disclosure + "/confirmations", "{}").expect(201);
    assertThat(told(path)).isEqualTo("bank CONFIRMED");
    assertThat(office.dpo().get(path + "/answer").expect(200).text()).contains("teyit edildi");
    int calls = 0;
    for (var call : stack.control("GET", "outbox").expect(200).body().path("items")) {
      if (call.path("to").asText().equals(url)) {
        calls++;
        assertThat(call.path("body").asText()).contains("data.rectified", "MÜŞ-7");
        assertThat(call.path("body").asText()).doesNotContain("İnce", "Aslan", NUMBER, subject);
      }
    }
    assertThat(calls).isEqualTo(1);
  }

  private void allow(JsonNode activity) {
    var document = activity.deepCopy();
    if (document instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
      object.retain(
          "title",
          "role",
          "purposes",
          "subjectGroups",
          "legalBasis",
          "categories",
          "roles",
          "retention",
          "disposal");
      object.putArray("recipients").add("bank");
    }
    var proposed = office.dpo().put("/v1/activities/payments", document).expect(202).body();
    stack
        .as(stack.strongToken(office.tenant, "dpo-2", "dpo"))
        .post("/v1/approvals/" + proposed.path("approval").asText(), "{'decision': 'APPROVE'}")
        .expect(200);
  }

  /// What the request shows of its recipients.
  private String told(String path) {
    for (var one : office.dpo().get(path).expect(200).body().path("execution")) {
      if (one.path("step").asText().equals("NOTIFICATION")) {
        assertThat(one.path("recipients")).hasSize(1);
        var recipient = one.path("recipients").path(0);
        return recipient.path("recipient").asText() + " " + recipient.path("state").asText();
      }
    }
    return "";
  }

  private void hosting() {
    office
        .dpo()
        .put(
            "/v1/activities/hosting",
            """
                 {'title': {'tr': 'Barındırma', 'en': 'Hosting'}, 'role': 'PROCESSOR',
                  'controller': {'title': 'Müşteri A.Ş.', 'address': 'İzmir'},
                  'attestation': {'noticeVersion': '3', 'basis': 'CONTRACT', 'by': 'Müşteri A.Ş.',
             'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'},
            'purposes': ['Barındırma'], 'subjectGroups': ['CUSTOMER'], 'legalBasis': 'CONTRACT',
                  'categories': [{'category': 'contact'}], 'roles': ['service'], 'recipients': [],
                  'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
  }

  @Test
  void aRequestIsForwardedToItsControllerWithAReceipt() {
    hosting();
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    office
        .dpo()
        .post(path + "/forward", "{'activity': 'hr-core', 'email': 'kvkk@musteri.example'}")
        .expect(422);
    var forwarded =
        office
            .dpo()
            .post(path + "/forward", "{'activity': 'hosting', 'email': 'kvkk@musteri.example'}")
            .expect(200)
            .body();
    assertThat(forwarded.path("state").asText()).isEqualTo("FORWARDED");
    assertThat(forwarded.path("overdue").asBoolean()).isFalse();
    var letter = office.dpo().get(path + "/answer").expect(200).body();
    assertThat(letter.path("kind").asText()).isEqualTo("FORWARDED");
    assertThat(letter.toString()).contains("Müşteri A.Ş.");
    office
        .dpo()
        .post(
            path + "/forward/receipts", "{'by': 'Müşteri A.Ş.', 'at': '2026-01-20T10:00:00+03:00'}")
        .expect(200);
    office.dpo().post(path + "/identity", "{'method': 'x', 'verified': true}").expect(409);
  }

  /// The controller has to know for whom somebody applies, and how to reach them.
  @Test
  void aRequestIsForwardedWithWhomItIsFor() {
    hosting();
    var application =
        """
        {'applicant': {'name': 'Deniz Kaya', 'idKind': 'TCKN', 'idNumber': '%s',
          'address': 'Gülveren Sokağı 3, Ankara', 'phone': '0532 111 22 33'},
         'onBehalfOf': {'relation': 'ATTORNEY', 'person': {'name': 'Işıl Aslan'},
          'authority': {'kind': 'Vekâletname', 'date': '2026-01-02', 'sha256': '%s'}},
         'rights': ['A'], 'channel': 'SECURE_ESIGN', 'receivedAt': '%s', 'text': 'KEP: x@hs01.kep.tr',
         'documents': [{'title': 'Vekâletname', 'sha256': '%s'}]}
        """
            .formatted(NUMBER, "a".repeat(64), EARLY, "a".repeat(64));
    var path = Office.path(office.apply(application));
    var to = "kvkk@" + office.tenant + ".example";
    office
        .dpo()
        .post(path + "/forward", "{'activity': 'hosting', 'email': '%s'}".formatted(to))
        .expect(200);
    stack.deliver();
    var letters = new ArrayList<String>();
    for (var sent : stack.control("GET", "outbox").expect(200).body().path("items")) {
      if (sent.path("to").asText().equals(to)) {
        letters.add(sent.path("body").asText());
      }
    }
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst())
        .contains("Başvuru sıfatı: Vekil (Işıl Aslan)", "Telefon: +905321112233")
        .as("their own lines stand apart")
        .contains("(Işıl Aslan)\n\nKEP: x@hs01.kep.tr\n\nEkler: Vekâletname\n")
        .doesNotContain(NUMBER);
  }
}
