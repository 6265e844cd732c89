package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Accepting right E erases (Art. 11/1-e): what was accepted and nothing else, once, wherever it
/// was stopped. On a stack of its own: its clock is moved, and all tenants' jobs are run.
class AcceptedErasureTest {
  private static final String NUMBER = "10000000146";
  private static final String EARLY = "2026-01-05T09:00:00Z";
  private static final String ALL =
      "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}, {'right': 'F', 'outcome': 'ACCEPT'}]}";

  @AutoClose
  private static final Stack stack = Stack.only(Set.of("Deadlines", "Worker"), Stack.HOME);

  private final Office office = Office.on(stack);

  private ApiCall other() {
    return stack.as(stack.strongToken(office.tenant, "dpo-2", "dpo"));
  }

  private static JsonNode step(JsonNode request, String code) {
    for (var one : request.path("execution")) {
      if (one.path("step").asText().equals(code)) {
        return one;
      }
    }
    throw new AssertionError("no step " + code + " in " + request.path("execution"));
  }

  private JsonNode decided(String path, String decision) {
    return office.dpo().post(path + "/decision", decision).expect(200).body();
  }

  private JsonNode executed(String path, String decision) {
    var request = decided(path, decision);
    assertThat(request.path("state").asText())
        .as(request.path("execution").toString())
        .isEqualTo("EXECUTED");
    return request;
  }

  /// Until the next turn of whoever looks after open requests.
  private static void scheduled() {
    stack.advance(Duration.ofMinutes(15));
  }

  private void withContact(String subject) {
    office
        .service()
        .put(
            "/v1/subjects/" + subject + "/records/contact/main",
            "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
  }

  private int read(String subject, String category) {
    return office
        .service()
        .get("/v1/subjects/" + subject + "/records/" + category + "/main")
        .status();
  }

  private String letter(String path) {
    return office.dpo().get(path + "/answer").expect(200).text();
  }

  @Test
  void theDecisionErasesThePersonAndShowsTheCertificate() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E', 'F'", subject, EARLY);
    var erasure = step(executed(path, ALL), "ERASURE");
    office.service().get("/v1/subjects/" + subject).expect(410);
    var certificate =
        office.dpo().get("/v1/erasures/" + erasure.path("certificate").asText()).expect(200).body();
    assertThat(certificate.path("subject").asText()).isEqualTo(subject);
    assertThat(certificate.path("state").asText()).isEqualTo("EFFECTIVE");
    for (var name : Set.of("at", "method", "horizon")) {
      assertThat(erasure.path(name)).as(name).isEqualTo(certificate.path(name));
    }
    assertThat(letter(path)).contains("silinmiştir", certificate.path("id").asText());
    assertThat(step(executed(path, ALL), "ERASURE")).as("the same again").isEqualTo(erasure);
    office
        .dpo()
        .post(
            path + "/decision",
            ALL.replace("'E', 'outcome'", "'E', 'category': 'contact', 'outcome'"))
        .expect(409);
  }

  @Test
  void onlyWhatIsAcceptedGoesAndTheAnswerSaysWhatStaysAndWhy() {
    var subject = office.person(NUMBER);
    withContact(subject);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    office
        .dpo()
        .post("/v1/subjects/" + subject + "/holds", "{'reason': 'Dava', 'category': 'identity'}")
        .expect(201);
    var whole = "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}";
    assertThat(office.dpo().post(path + "/decision", whole).expect(409).problem())
        .isEqualTo("held");
    var request =
        executed(
            path,
            """
            {'items': [{'right': 'E', 'category': 'contact', 'outcome': 'ACCEPT', 'method': 'DESTROY'},
                       {'right': 'E', 'category': 'identity', 'outcome': 'REFUSE',
                        'reason': 'Devam eden dava'}]}
            """);
    assertThat(read(subject, "contact")).isEqualTo(404);
    assertThat(read(subject, "identity")).isEqualTo(200);
    var erasure = step(request, "ERASURE#contact");
    assertThat(erasure.path("method").asText()).isEqualTo("DESTROY");
    var certificate = office.dpo().get("/v1/erasures/" + erasure.path("certificate").asText());
    assertThat(certificate.expect(200).body().path("categories").toString())
        .isEqualTo("[\"contact\"]");
    assertThat(certificate.body().path("kept").toString()).contains("identity");
    assertThat(request.path("decision").toString()).contains("Devam eden dava");
    assertThat(letter(path))
        .contains("yok edilmesi", "reddedilmiştir", "Gerekçe: Devam eden dava", "Kimlik");
  }

  @Test
  void aMethodIsSaidOfWhatIsErasedAndMustSuitIt() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var item = "{'items': [{'right': 'E', %s}]}";
    for (var wrong :
        Set.of(
            "'outcome': 'REFUSE', 'reason': 'Dava', 'method': 'ERASE'",
            "'outcome': 'ACCEPT', 'method': 'BURN'",
            "'outcome': 'ACCEPT', 'method': 'ANONYMISE'",
            "'outcome': 'ACCEPT', 'category': 'health', 'method': 'ANONYMISE'")) {
      var answer = office.dpo().post(path + "/decision", item.formatted(wrong)).expect(422);
      assertThat(answer.body().at("/errors/0/pointer").asText())
          .as(wrong)
          .isEqualTo("/items/0/method");
    }
    office.service().get("/v1/subjects/" + subject).expect(200);
  }

  @Test
  void aNationalIdIsNotTakenUpAgainWhereTheDecisionSaysSo() {
    var subject = office.person(NUMBER);
    withContact(subject);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var item = "{'items': [{'right': 'E', %s}]}";
    for (var wrong :
        Set.of(
            "'outcome': 'REFUSE', 'reason': 'Dava', 'suppress': true",
            "'outcome': 'ACCEPT', 'category': 'contact', 'suppress': true",
            "'outcome': 'ACCEPT', 'suppress': {'until': '2020-01-01'}",
            "'outcome': 'ACCEPT', 'suppress': {'until': 'soon'}")) {
      assertThat(pointer(path, item.formatted(wrong))).as(wrong).startsWith("/items/0/suppress");
    }
    var decision = item.formatted("'outcome': 'ACCEPT', 'suppress': {'until': '%s'}");
    var until = LocalDate.now(ZoneOffset.UTC).plusYears(2).toString();
    var request = executed(path, decision.formatted(until));
    assertThat(step(request, "ERASURE").path("suppressedUntil").asText()).isEqualTo(until);
    assertThat(request.at("/decision/items/0/suppress/until").asText()).isEqualTo(until);
    assertThat(letter(path)).contains("Kimlik numaranız", "yeniden kayda alınmayacaktır");
    var newcomer = office.service().post("/v1/subjects", "{'groups': ['EMPLOYEE']}").expect(201);
    var identity = "/v1/subjects/" + newcomer.body().path("id").asText() + "/records/identity/main";
    var fields = "{'fields': {'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '%s'}}";
    assertThat(office.service().put(identity, fields.formatted(NUMBER)).expect(409).problem())
        .isEqualTo("previously-erased");
    executed(path, decision.formatted(until));

    // of whom there is no national id, nobody would be known again
    var nameless = newcomer.body().path("id").asText();
    withContact(nameless);
    var other = office.verified("12345678950", "'E'", nameless, EARLY);
    assertThat(pointer(other, item.formatted("'outcome': 'ACCEPT', 'suppress': true")))
        .isEqualTo("/items/0/suppress");
  }

  private String pointer(String path, String decision) {
    var answer = office.dpo().post(path + "/decision", decision).expect(422);
    return answer.body().at("/errors/0/pointer").asText();
  }

  /// Anonim hâle getirme, accepted: it waits for enough others, and then the application is carried
  /// out by itself, and the letter says so.
  @Test
  void whatIsAcceptedToBeAnonymousBecomesSoWithOthers() {
    var wish = "{'method': 'ANONYMISE', 'category': 'personnel', 'reason': 'İstatistik'}";
    for (int i = 0; i < 4; i++) {
      office.dpo().post("/v1/subjects/" + worker(i) + "/erasure", wish).expect(202);
    }
    var subject = worker(4);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var decision =
        """
        {'items': [{'right': 'E', 'category': 'personnel', 'outcome': 'ACCEPT',
                    'method': 'ANONYMISE'}]}
        """;
    var waiting = step(decided(path, decision), "ERASURE#personnel");
    assertThat(waiting.path("progress").asText()).isEqualTo("WAITING");
    assertThat(waiting.has("erasure")).isTrue();
    assertThat(letter(path)).contains("sürmektedir");
    assertThat(read(subject, "personnel")).isEqualTo(200);
    // two turns, or one more for each that comes before the jobs of the others
    for (int i = 0; i < 12 && !state(path).equals("EXECUTED"); i++) {
      scheduled();
    }
    var erasure = step(office.dpo().get(path).expect(200).body(), "ERASURE#personnel");
    assertThat(erasure.path("method").asText()).as(erasure.toString()).isEqualTo("ANONYMISE");
    assertThat(letter(path)).contains("anonim hâle getirilmiştir", "Özlük");
    assertThat(read(subject, "personnel")).isEqualTo(404);
    office.service().get("/v1/subjects/" + subject).expect(200);
    var rows =
        office
            .dpo()
            .get("/v1/categories/personnel/anonymous-records")
            .expect(200)
            .body()
            .path("items");
    assertThat(rows).hasSize(5);
    assertThat(rows.toString()).doesNotContain(subject, "E-4");
    assertThat(step(executed(path, decision), "ERASURE#personnel")).isEqualTo(erasure);
  }

  private String worker(int number) {
    var person =
        office
            .service()
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    office
        .service()
        .put(
            "/v1/subjects/" + person + "/records/personnel/main",
            """
            {'fields': {'employeeNo': 'E-%d', 'title': 'Uzman', 'startDate': '201%d-03-01',
             'salary': %d}}
            """
                .formatted(number, number, 40_000 + 10_000 * (number % 2)))
        .expect(201);
    return person;
  }

  @Test
  void whatTheRegisterHasDestroyedIsDestroyed() {
    var activity = office.dpo().get("/v1/activities/" + Office.HR).expect(200).body();
    assertThat(activity.path("disposal").asText()).isEqualTo("ERASE");
    office
        .dpo()
        .put(
            "/v1/activities/badges",
            """
            {'title': {'tr': 'Kartlar', 'en': 'Badges'}, 'role': 'CONTROLLER',
             'purposes': ['Giriş kartları'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'CONTRACT', 'categories': [{'category': 'contact'}],
             'roles': ['service', 'dpo'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'DESTROY'}
            """)
        .expect(201);
    var subject = office.person(NUMBER);
    office
        .service()
        .activity("badges")
        .put(
            "/v1/subjects/" + subject + "/records/contact/main",
            "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var request = executed(path, "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}");
    assertThat(step(request, "ERASURE").path("method").asText()).isEqualTo("DESTROY");
  }

  /// A copy opens no longer than the data, so it is taken out first. A hold that comes in between
  /// blocks, and the letter says so, until it is released.
  @Test
  void aCopyIsTakenOutBeforeAndAHoldInBetweenBlocks() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'B', 'E'", subject, EARLY);
    var decision =
        "{'items': [{'right': 'B', 'outcome': 'ACCEPT'}, {'right': 'E', 'outcome': 'ACCEPT'}]}";
    var waiting = step(decided(path, decision), "ERASURE");
    assertThat(waiting.path("progress").asText()).isEqualTo("WAITING");
    assertThat(waiting.path("reason").asText()).isEqualTo("copy");
    scheduled();
    office.auditor().get(path + "/answer").expect(200);
    assertThat(step(decided(path, decision), "ERASURE")).isEqualTo(waiting);
    var taken = office.dpo().get(path + "/answer").expect(200).body();
    assertThat(taken.path("copy")).hasSize(1);
    var hold =
        office
            .dpo()
            .post("/v1/subjects/" + subject + "/holds", "{'reason': 'Dava'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var blocked = step(decided(path, decision), "ERASURE");
    assertThat(blocked.path("progress").asText()).isEqualTo("BLOCKED");
    assertThat(blocked.path("reason").asText()).isEqualTo("held");
    assertThat(letter(path)).contains("engel kalktığında");
    other().delete("/v1/subjects/" + subject + "/holds/" + hold).expect(204);
    executed(path, decision);
    office.service().get("/v1/subjects/" + subject).expect(410);
    assertThat(office.dpo().get(path + "/answer").expect(200).body().path("copy")).isEmpty();
  }

  /// So that there is an answer within the thirty days.
  @Test
  @Tag("long")
  void whatIsForbiddenAfterwardsMayBeRefusedAfterAll() {
    var subject = office.person(NUMBER);
    withContact(subject);
    var path = office.verified(NUMBER, "'B', 'E'", subject, EARLY);
    var decision =
        """
        {'items': [{'right': 'B', 'outcome': 'ACCEPT'},
                   {'right': 'E', 'category': 'contact', 'outcome': 'ACCEPT'},
                   {'right': 'E', 'category': 'identity', 'outcome': 'ACCEPT'}]}
        """;
    var refusing =
        decision.replace(
            "'identity', 'outcome': 'ACCEPT'",
            "'identity', 'outcome': 'REFUSE', 'reason': 'Sonradan açılan dava'");
    decided(path, decision);
    office.dpo().post(path + "/decision", refusing).expect(409);
    letter(path);
    office
        .dpo()
        .post("/v1/subjects/" + subject + "/holds", "{'reason': 'Dava', 'category': 'identity'}")
        .expect(201);
    var blocked = decided(path, decision);
    assertThat(step(blocked, "ERASURE#contact").path("progress").asText()).isEqualTo("DONE");
    assertThat(step(blocked, "ERASURE#identity").path("progress").asText()).isEqualTo("BLOCKED");
    office
        .dpo()
        .post(
            path + "/decision",
            refusing.replace(
                "'right': 'B', 'outcome': 'ACCEPT'",
                "'right': 'B', 'outcome': 'REFUSE', 'reason': 'x'"))
        .expect(409);
    var request = executed(path, refusing);
    assertThat(request.path("execution").findValuesAsText("step"))
        .doesNotContain("ERASURE#identity");
    assertThat(read(subject, "contact")).isEqualTo(404);
    assertThat(read(subject, "identity")).isEqualTo(200);
    assertThat(letter(path)).contains("Gerekçe: Sonradan açılan dava", "İletişim");
    office
        .dpo()
        .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
        .expect(200);
  }

  /// Nobody calls again: whoever looks after open requests goes on, an hour after the copy went.
  @Test
  void whatNobodyGoesOnWithGoesOnByItself() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'B', 'E'", subject, EARLY);
    var decision =
        "{'items': [{'right': 'B', 'outcome': 'ACCEPT'}, {'right': 'E', 'outcome': 'ACCEPT'}]}";
    decided(path, decision);
    letter(path);
    scheduled();
    office.service().get("/v1/subjects/" + subject).expect(200);
    stack.advance(Duration.ofHours(1));
    office.service().get("/v1/subjects/" + subject).expect(410);
    assertThat(office.dpo().get(path).expect(200).body().path("state").asText())
        .isEqualTo("EXECUTED");
  }

  @Test
  void whoeverErasedBeforeDidWhatWasAccepted() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var before =
        office
            .dpo()
            .post(
                "/v1/subjects/" + subject + "/erasure",
                "{'method': 'DESTROY', 'reason': 'Sözleşme sona erdi'}")
            .expect(200)
            .body();
    var erasure =
        step(executed(path, "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}"), "ERASURE");
    assertThat(erasure.path("certificate")).isEqualTo(before.path("id"));
    assertThat(letter(path)).contains("yok edilmesi", before.path("id").asText());
  }

  @Test
  void whatTheBudgetDoesNotCoverWaitsForASecondPerson() {
    office.limit("'erasuresPerActorAndDay': 0");
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var decision = "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}";
    var waiting = step(decided(path, decision), "ERASURE");
    assertThat(waiting.path("progress").asText()).isEqualTo("WAITING");
    scheduled();
    assertThat(step(decided(path, decision), "ERASURE")).isEqualTo(waiting);
    office.service().get("/v1/subjects/" + subject).expect(200);
    var approval = "/v1/approvals/" + waiting.path("approval").asText();
    var approve = "{'decision': 'APPROVE'}";
    assertThat(office.dpo().post(approval, approve).expect(403).problem())
        .isEqualTo("second-person-required");
    other().post(approval, approve).expect(200);
    office.service().get("/v1/subjects/" + subject).expect(410);
    assertThat(step(executed(path, decision), "ERASURE").has("certificate")).isTrue();
  }

  @Test
  @Tag("long")
  void whatASecondPersonRejectsIsNotErased() {
    office.limit("'erasuresPerActorAndDay': 0");
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var decision = "{'items': [{'right': 'E', 'outcome': 'ACCEPT'}]}";
    var approval = step(decided(path, decision), "ERASURE").path("approval").asText();
    other().post("/v1/approvals/" + approval, "{'decision': 'REJECT'}").expect(200);
    office.limit("'erasuresPerActorAndDay': 100");
    var blocked = step(decided(path, decision), "ERASURE");
    assertThat(blocked.path("progress").asText()).isEqualTo("BLOCKED");
    assertThat(blocked.path("reason").asText()).isEqualTo("rejected");
    office.service().get("/v1/subjects/" + subject).expect(200);
  }

  /// One of the stops; all of them are `stoppedAfterEveryCall`.
  @Test
  void stoppedAndRunAgainItErasesOnce() {
    stopped(21);
  }

  @Test
  @Tag("long")
  void stoppedAfterEveryCall() {
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      assertThat(calls).as("calls of a decision").isLessThan(120);
      finished = stopped(calls);
    }
  }

  /// Half of them is gone on with by the same call, half by what runs on a schedule.
  ///
  /// @return whether the decision was through before it could be stopped
  private boolean stopped(int calls) {
    var mine = "T#" + office.tenant + "#";
    var subject = office.person(NUMBER);
    withContact(subject);
    var path = office.verified(NUMBER, "'A', 'E'", subject, EARLY);
    var decision =
        "{'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'E', 'outcome': 'ACCEPT'}]}";
    var call = office.dpo().idempotent("decision-" + calls);
    stack.stopAfter(mine, calls);
    var first = call.post(path + "/decision", decision);
    stack.clearFaults(mine);
    assertThat(first.status()).as("stopped after " + calls).isIn(200, 500, 503);
    assertThat(read(subject, "identity")).as("after " + calls).isIn(200, 410);
    if (calls % 2 == 0 && !state(path).equals("IDENTITY_VERIFIED")) {
      for (int round = 0; round < 12 && !state(path).equals("EXECUTED"); round++) {
        scheduled();
      }
    } else {
      stack.advance(Duration.ofSeconds(20)); // the first run's lease ends
      call.post(path + "/decision", decision).expect(200);
    }
    var request = office.dpo().get(path).expect(200).body();
    assertThat(request.path("state").asText()).as("after " + calls).isEqualTo("EXECUTED");
    assertThat(step(request, "ERASURE").has("certificate")).as("after " + calls).isTrue();
    assertThat(letter(path)).contains("silinmiştir", "Kimlik", "İletişim");
    assertThat(read(subject, "identity")).isEqualTo(410);
    assertThat(erasuresOf(subject)).as("erasures, after " + calls).hasSize(1);
    return first.status() == 200;
  }

  private String state(String path) {
    return office.dpo().get(path).expect(200).body().path("state").asText();
  }

  private Set<String> erasuresOf(String subject) {
    var ids = new HashSet<String>();
    try (var dynamo = stack.dynamo()) {
      for (var item :
          dynamo.scanPaginator(request -> request.tableName("emanet-register-1")).items()) {
        if (item.get("pk").s().startsWith("T#" + office.tenant + "#ER#")
            && item.get("subject").s().equals(subject)) {
          ids.add(item.get("pk").s());
        }
      }
    }
    return ids;
  }
}
