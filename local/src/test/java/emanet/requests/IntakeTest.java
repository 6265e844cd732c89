package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.local.Stack;
import emanet.values.TenantId;
import emanet.wiring.Outgoing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Taking applications in: what is required, who the applicant is, and whom it is linked to.
class IntakeTest {
  private static final String NUMBER = "10000000146";
  private static final String OTHER = "12345678950";
  private static final String EARLY = "2026-01-05T09:00:00Z";

  private final Stack stack = Stack.shared();
  private final Office office = Office.on(stack);

  private static ObjectNode complete() {
    return (ObjectNode)
        Stack.json(
            Office.application(NUMBER, "'A', 'ç'", EARLY).replace('\'', '"').replace('ç', 'Ç'));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  @Test
  void anApplicationIsTakenInWithItsClockAndItsMatchesAndLinkedToNobody() {
    var subject = office.person(NUMBER);
    var taken = office.dpo().post("/v1/requests", complete()).expect(201);
    var body = taken.body();
    assertThat(body.path("state").asText()).isEqualTo("RECEIVED");
    assertThat(body.path("dueAt").asText()).isEqualTo("2026-02-04T21:00:00Z");
    assertThat(body.path("overdue").asBoolean()).isTrue();
    assertThat(body.path("daysLeft").asLong()).isNegative();
    assertThat(texts(body.path("matches"))).containsExactly(subject);
    assertThat(texts(body.path("rights"))).containsExactly("A", "Ç");
    assertThat(taken.header("Location")).isEqualTo(Office.path(taken));
    assertThat(taken.header("Emanet-Ledger")).isNotEmpty();
    var read = office.dpo().get(Office.path(taken)).expect(200);
    assertThat(read.body().has("subject")).as("matched, and not linked").isFalse();
    assertThat(read.body().at("/applicant/idNumber").asText()).isEqualTo(NUMBER);
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/applicant/name,,NAME",
    "/applicant/name,Işıl,NAME",
    "/applicant/idKind,,ID_KIND",
    "/applicant/idNumber,,ID_NUMBER",
    "/applicant/address,'  ',ADDRESS",
    "/text,' ',TEXT",
    "/signed,false,SIGNATURE",
    "/rights,,RIGHTS"
  })
  void whatIsRequiredAndMissingIsNamed(String pointer, String value, String missing) {
    var application = complete();
    application.put("channel", "WRITTEN");
    var at = pointer.lastIndexOf('/');
    var parent = (ObjectNode) application.at(pointer.substring(0, at));
    var name = pointer.substring(at + 1);
    if (value == null) {
      parent.remove(name);
    } else if (value.equals("false")) {
      parent.put(name, false);
    } else {
      parent.put(name, value);
    }
    var taken = office.dpo().post("/v1/requests", application).expect(201);
    assertThat(taken.body().path("state").asText()).isEqualTo("INCOMPLETE");
    assertThat(texts(taken.body().path("missing"))).containsExactly(missing);
  }

  @ParameterizedTest
  @CsvSource({
    "/applicant/idNumber,10000000147,/applicant/idNumber,checksum",
    "/applicant/email,kimse,/applicant/email,format",
    "/applicant/idKind,PASS,/applicant/idKind,unknown",
    "/applicant/nationality,XX,/applicant/nationality,unknown",
    "/channel,BY_HAND,/channel,unknown",
    "/receivedAt,2999-01-01T00:00:00Z,/receivedAt,range"
  })
  void whatIsThereAndWrongIsRefused(String pointer, String value, String at, String code) {
    var application = complete();
    var cut = pointer.lastIndexOf('/');
    ((ObjectNode) application.at(pointer.substring(0, cut))).put(pointer.substring(cut + 1), value);
    var answer = office.dpo().post("/v1/requests", application).expect(422);
    assertThat(answer.body().at("/errors/0/pointer").asText()).isEqualTo(at);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void anApplicationIsNoLongerThanAnItemHolds() {
    var application = complete();
    var changes = application.putArray("changes");
    for (int i = 0; i < 50; i++) {
      var change = changes.addObject().put("category", "contact").put("recordId", "r-" + i);
      change.putObject("fields").put("address", "ş".repeat(4096));
    }
    var answer = office.dpo().post("/v1/requests", application).expect(422);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("length");
  }

  @Test
  void aForeignerHasANationalityAndAnyNumber() {
    var application = complete();
    application.withObject("/applicant").put("idKind", "PASSPORT").put("idNumber", "u 123-4567");
    var taken = office.dpo().post("/v1/requests", application).expect(201);
    assertThat(texts(taken.body().path("missing"))).containsExactly("NATIONALITY");
    var completed =
        office
            .dpo()
            .patch(Office.path(taken), "{'applicant': {'nationality': 'DE'}}")
            .expect(200)
            .body();
    assertThat(completed.path("state").asText()).isEqualTo("RECEIVED");
    assertThat(completed.at("/applicant/idNumber").asText()).isEqualTo("U1234567");
    assertThat(completed.at("/applicant/name").asText()).isEqualTo("Işıl Aslan");
    assertThat(completed.path("dueAt").asText())
        .as("the clock runs on")
        .isEqualTo(taken.body().path("dueAt").asText());
    office.dpo().patch(Office.path(taken), "{'text': 'Başka'}").expect(409);
  }

  @Test
  void whoActsForAnotherShowsTheAuthorityAndIsNotTakenForThePerson() {
    office.person(NUMBER);
    var child = office.person(OTHER);
    var application = complete();
    var onBehalfOf = application.putObject("onBehalfOf").put("relation", "PARENT");
    onBehalfOf.putObject("person").put("idKind", "TCKN").put("idNumber", OTHER);
    var taken = office.dpo().post("/v1/requests", application).expect(201);
    assertThat(texts(taken.body().path("missing"))).containsExactly("AUTHORITY");
    assertThat(texts(taken.body().path("matches"))).containsExactly(child);
    var completed =
        office
            .dpo()
            .patch(
                Office.path(taken),
                "{'onBehalfOf': {'authority': {'kind': 'Nüfus kayıt örneği', 'date': '2026-01-02', 'sha256': '%s'}}}"
                    .formatted("a".repeat(64)))
            .expect(200);
    assertThat(completed.body().path("state").asText()).isEqualTo("RECEIVED");
    onBehalfOf.remove("person");
    assertThat(office.dpo().post("/v1/requests", application).expect(201).body().path("matches"))
        .as("the parent is not the person")
        .isEmpty();
  }

  @Test
  void anIdentityIsVerifiedBeforeAnybodyIsLinked() {
    var subject = office.person(NUMBER);
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var refused =
        office
            .dpo()
            .post(path + "/identity", "{'method': 'Telefon', 'verified': false}")
            .expect(200)
            .body();
    assertThat(refused.path("state").asText()).isEqualTo("INCOMPLETE");
    assertThat(texts(refused.path("missing"))).containsExactly("IDENTITY");
    assertThat(refused.has("subject")).isFalse();
    var linked =
        office
            .dpo()
            .post(path + "/identity", "{'method': 'e-imza', 'verified': true}")
            .expect(200)
            .body();
    assertThat(linked.path("state").asText()).isEqualTo("IDENTITY_VERIFIED");
    assertThat(linked.path("subject").asText()).as("the only match").isEqualTo(subject);
    office.dpo().post(path + "/identity", "{'method': 'e-imza', 'verified': true}").expect(409);
  }

  /// Whose identity could not be verified may complete the application; that it could not stays in
  /// the file.
  @Test
  void whatCameOfAnIdentityCheckStaysWhenAnApplicationIsCompleted() {
    office.person(NUMBER);
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    office.dpo().post(path + "/identity", "{'method': 'Telefon', 'verified': false}").expect(200);
    var completed = office.dpo().patch(path, "{'text': 'Ek: imzalı dilekçe.'}").expect(200).body();
    assertThat(completed.path("state").asText()).isEqualTo("RECEIVED");
    assertThat(completed.path("text").asText()).isEqualTo("Ek: imzalı dilekçe.");
    assertThat(completed.at("/identity/method").asText()).isEqualTo("Telefon");
    assertThat(completed.at("/identity/verified").asBoolean(true)).isFalse();
  }

  /// Failed, completed, verified: who tried, when and how stays in the file.
  @Test
  void aFailedIdentityCheckStaysInTheFileWhenTheNextOneSucceeds() {
    office.person(NUMBER);
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var failed = "{'method': '%s', 'verified': false}";
    for (var method : List.of("Telefon", "Video")) {
      office.dpo().post(path + "/identity", failed.formatted(method)).expect(200);
    }
    office.dpo().patch(path, "{'text': 'Ek: imzalı dilekçe.'}").expect(200);
    office.dpo().post(path + "/identity", "{'method': 'e-imza', 'verified': true}").expect(200);
    var shown = office.dpo().get(path).expect(200).body().path("identity");
    assertThat(shown.path("method").asText()).isEqualTo("e-imza");
    assertThat(shown.has("before")).as("the last one is shown").isFalse();
    var kept = identity(path);
    assertThat(kept.path("verified").asBoolean()).isTrue();
    var before = kept.path("before");
    assertThat(texts(before, "method")).containsExactly("Telefon", "Video");
    assertThat(texts(before, "verified")).containsExactly("false", "false");
    assertThat(texts(before, "by")).containsExactly("dpo-1", "dpo-1");
    assertThat(texts(before, "at")).doesNotContain("").isSorted();
    assertThat(before.findValue("before")).isNull();
  }

  /// As many as are tried for are too many to keep.
  @Test
  void ofManyIdentityChecksTheLastStay() {
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    for (int i = 0; i < 23; i++) {
      var failed = "{'method': 'Telefon %d', 'verified': false}".formatted(i);
      office.dpo().post(path + "/identity", failed).expect(200);
    }
    assertThat(texts(identity(path).path("before"), "method"))
        .hasSize(20)
        .startsWith("Telefon 2")
        .endsWith("Telefon 21");
  }

  private JsonNode identity(String path) {
    var outgoing = new Outgoing(office.stack, InstantSource.system());
    return new RequestAccount(outgoing.store(), outgoing.keyring(), new Envelope())
        .files(new TenantId(office.tenant), Optional.empty()).items().stream()
            .filter(file -> path.endsWith(file.path("id").asText()))
            .findFirst()
            .orElseThrow()
            .path("identity");
  }

  private static List<String> texts(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(one -> one.path(name).asText())
        .toList();
  }

  /// An application that fills its item could neither be decided nor answered.
  @Test
  void anApplicationLeavesRoomForItsAnswer() {
    var changes =
        ", 'changes': [{'category': 'contact', 'recordId': 'main', 'fields': {'address': '%s'}}]}"
            .formatted("ş".repeat(50_000));
    var application = Office.application(NUMBER, "'D'", EARLY).strip();
    var refused =
        office
            .dpo()
            .post("/v1/requests", application.substring(0, application.length() - 1) + changes)
            .expect(422)
            .body();
    assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/changes");
    assertThat(refused.at("/errors/0/code").asText()).isEqualTo("length");
  }

  @Test
  void ofSeveralWithOneNumberTheOfficerNamesOne() {
    var first = office.person(NUMBER);
    var second = office.person(NUMBER);
    var taken = office.apply(Office.application(NUMBER, "'A'", EARLY));
    assertThat(texts(taken.body().path("matches"))).containsExactlyInAnyOrder(first, second);
    var path = Office.path(taken);
    var verified = "{'method': 'e-imza', 'verified': true}";
    office.dpo().post(path + "/identity", verified).expect(422);
    var named =
        office
            .dpo()
            .post(
                path + "/identity",
                "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(second))
            .expect(200);
    assertThat(named.body().path("subject").asText()).isEqualTo(second);
  }

  @Test
  void whoIsUnknownHereEndsInNoData() {
    var path = Office.path(office.apply(Office.application(OTHER, "'A'", EARLY)));
    var answer =
        office.dpo().post(path + "/identity", "{'method': 'e-imza', 'verified': true}").expect(200);
    assertThat(answer.body().path("state").asText()).isEqualTo("NO_DATA");
    office.dpo().post(path + "/identity", subject("0".repeat(26))).expect(404);
    office.dpo().post(path + "/identity", "{'method': 'x', 'verified': false}").expect(409);
    office.dpo().post(path + "/identity", "{'method': 'x', 'verified': true}").expect(409);
  }

  private static String subject(String id) {
    return "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(id);
  }

  /// Until it is answered: that nobody was found is no fact for good.
  @Test
  void whoTurnsOutToBeKnownIsLinkedThen() {
    var path = Office.path(office.apply(Office.application(OTHER, "'A'", EARLY)));
    office.dpo().post(path + "/identity", "{'method': 'e-imza', 'verified': true}").expect(200);
    var person = office.person(NUMBER);
    var linked = office.dpo().post(path + "/identity", subject(person)).expect(200).body();
    assertThat(linked.path("state").asText()).isEqualTo("IDENTITY_VERIFIED");
    assertThat(linked.path("subject").asText()).isEqualTo(person);
    office
        .dpo()
        .post(path + "/decision", "{'items': [{'right': 'A', 'outcome': 'ACCEPT'}]}")
        .expect(200);
  }

  /// By a passport, and by nobody's number at all, nothing is searched: it is not said that nothing
  /// is kept, unless somebody says so.
  @ParameterizedTest
  @ValueSource(strings = {"PASSPORT", "CHILD"})
  void whomNoNumberLeadsToIsNamedOrSaidToBeNobody(String kind) {
    office.person(NUMBER);
    var application = complete();
    if (kind.equals("PASSPORT")) {
      application
          .withObject("/applicant")
          .put("idKind", "PASSPORT")
          .put("idNumber", "U1234567")
          .put("nationality", "DE");
    } else {
      application
          .putObject("onBehalfOf")
          .put("relation", "PARENT")
          .putObject("authority")
          .put("kind", "Nüfus kayıt örneği")
          .put("date", "2026-01-02")
          .put("sha256", "a".repeat(64));
    }
    var path = Office.path(office.dpo().post("/v1/requests", application).expect(201));
    var verified = "{'method': 'Vekâlet', 'verified': true%s}";
    var asked = office.dpo().post(path + "/identity", verified.formatted("")).expect(422).body();
    assertThat(asked.at("/errors/0/pointer").asText()).isEqualTo("/subject");
    assertThat(office.dpo().get(path).expect(200).body().path("state").asText())
        .isEqualTo("RECEIVED");
    var both = subject("0".repeat(26)).replace("}", ", 'noData': true}");
    assertThat(office.dpo().post(path + "/identity", both).expect(422).body().at("/errors/0/code"))
        .hasToString("\"forbidden\"");
    var nobody = verified.formatted(", 'noData': true");
    var said = office.dpo().post(path + "/identity", nobody).expect(200).body();
    assertThat(said.path("state").asText()).isEqualTo("NO_DATA");
    assertThat(said.at("/identity/noData").asBoolean()).isTrue();
  }

  @Test
  void whoIsFoundIsNotSaidToBeNobody() {
    office.person(NUMBER);
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var nobody = "{'method': 'e-imza', 'verified': true, 'noData': true}";
    var refused = office.dpo().post(path + "/identity", nobody).expect(422).body();
    assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/noData");
  }

  @Test
  void nobodyIsLinkedToAPersonOfAnotherTenant() {
    var stranger = Office.on(stack).person(NUMBER);
    var application = complete();
    application.put("subject", stranger);
    office.dpo().post("/v1/requests", application).expect(404);
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    office
        .dpo()
        .post(
            path + "/identity",
            "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(stranger))
        .expect(404);
    Office.on(stack).dpo().get(path).expect(404);
    assertThat(Office.on(stack).dpo().get("/v1/requests").expect(200).body().path("items"))
        .isEmpty();
  }

  @Test
  void listsGoByTheLastDayAndKeepWhatIsOpenApart() {
    var late = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var later =
        Office.path(office.apply(Office.application(NUMBER, "'A'", "2026-01-06T09:00:00Z")));
    var done = Office.path(office.apply(Office.application(NUMBER, "'A'", "2026-01-04T09:00:00Z")));
    office.dpo().post(done + "/cancellation", "{'reason': 'Vazgeçti'}").expect(200);
    assertThat(paths("/v1/requests")).containsExactly(done, late, later);
    assertThat(paths("/v1/requests?state=RECEIVED")).containsExactly(late, later);
    assertThat(paths("/v1/requests?state=CANCELLED")).containsExactly(done);
    assertThat(paths("/v1/requests?overdue=true")).containsExactly(late, later);
    assertThat(paths("/v1/requests?overdue=false")).containsExactly(done);
    var first = office.dpo().get("/v1/requests?limit=2").expect(200).body();
    assertThat(first.path("items")).hasSize(2);
    var rest = office.dpo().get("/v1/requests?limit=2&cursor=" + first.path("nextCursor").asText());
    assertThat(rest.expect(200).body().path("items")).hasSize(1);
    assertThat(rest.body().has("nextCursor")).isFalse();
    office.dpo().get("/v1/requests?state=GONE").expect(400);
  }

  private List<String> paths(String query) {
    var paths = new ArrayList<String>();
    office
        .dpo()
        .get(query)
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> paths.add("/v1/requests/" + item.path("id").asText()));
    return paths;
  }

  @Test
  void anAuditorSeesMasksAndNoText() {
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var seen = office.auditor().get(path).expect(200);
    assertThat(seen.body().at("/applicant/idNumber").asText()).isEqualTo("*********46");
    assertThat(seen.text()).doesNotContain("Işıl", "Gülveren", "isil.aslan", "sildirmek");
  }

  @Test
  void aRepeatedCallTakesNothingInTwice() {
    var call = office.dpo().idempotent("once");
    var first = call.post("/v1/requests", complete()).expect(201);
    var again = call.post("/v1/requests", complete()).expect(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(paths("/v1/requests")).hasSize(1);
  }
}
