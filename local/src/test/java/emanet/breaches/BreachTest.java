package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// The register of breaches: its clock, what is put right, and who sees what.
class BreachTest {
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");

  private final Stack stack = Stack.shared();
  private final Theft theft = new Theft(stack, 1);

  private static String report(Instant learnedAt, String rest) {
    return """
    {'origin': 'FROM_PROCESSOR', 'learnedAt': '%s', 'source': 'MALWARE',
     'effects': ['CONFIDENTIALITY', 'INTEGRITY'], 'description': 'Sunucuya sızıldı',
     'suspects': {'actors': ['agent-7'], 'addresses': ['2001:DB8::1'],
                  'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}%s}
    """
        .formatted(learnedAt, rest);
  }

  private JsonNode open(Instant learnedAt) {
    return theft.dpo().post("/v1/breaches", report(learnedAt, "")).expect(201).body();
  }

  @Test
  void itsClockRunsFromLearningThroughNightsAndWeekends() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var breach = open(now.minus(Duration.ofHours(30)));
    assertThat(breach.path("authorityDeadline").asText())
        .isEqualTo(now.plus(Duration.ofHours(42)).toString());
    assertThat(breach.path("hoursLeft").asInt()).isEqualTo(41);
    assertThat(breach.path("overdue").asBoolean()).isFalse();
    var late = open(now.minus(Duration.ofHours(73)));
    assertThat(late.path("hoursLeft").asInt()).isEqualTo(-2);
    assertThat(late.path("overdue").asBoolean()).isTrue();
    // learned of on a Friday evening in Istanbul: until Monday evening
    var friday = ZonedDateTime.of(2026, 1, 16, 18, 30, 0, 0, ISTANBUL);
    var deadline = Instant.parse(open(friday.toInstant()).path("authorityDeadline").asText());
    assertThat(deadline.atZone(ISTANBUL))
        .isEqualTo(ZonedDateTime.of(2026, 1, 19, 18, 30, 0, 0, ISTANBUL));
  }

  @Test
  void whatTurnsOutOtherwiseIsAppendedWithItsReason() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var id = open(now.minus(Duration.ofHours(10))).path("id").asText();
    var path = "/v1/breaches/" + id;
    var sooner = now.minus(Duration.ofHours(20));
    theft.dpo().patch(path, "{\"learnedAt\": \"%s\"}".formatted(sooner)).expect(400);
    theft.dpo().patch(path, "{\"reason\": \"x\"}").expect(422);
    theft
        .dpo()
        .patch(path, "{\"reason\": \"x\", \"learnedAt\": \"%s\"}".formatted(now.plusSeconds(3600)))
        .expect(422);
    var corrected =
        theft
            .dpo()
            .with("If-Match", "\"1\"")
            .patch(path, "{\"reason\": \"Nöbet defteri\", \"learnedAt\": \"%s\"}".formatted(sooner))
            .expect(200)
            .body();
    assertThat(corrected.path("hoursLeft").asInt()).isEqualTo(51);
    var correction = corrected.path("corrections").get(0);
    assertThat(correction.path("reason").asText()).isEqualTo("Nöbet defteri");
    assertThat(correction.path("by").asText()).isEqualTo("dpo-1");
    assertThat(correction.at("/before/learnedAt").asText())
        .isEqualTo(now.minus(Duration.ofHours(10)).toString());
    theft
        .dpo()
        .with("If-Match", "\"1\"")
        .patch(path, "{\"reason\": \"x\", \"endedAt\": \"2026-01-03T00:00:00Z\"}")
        .expect(412);
  }

  private static String notice(String stage, Instant sentAt, String rest) {
    return """
    {'audience': 'AUTHORITY', 'stage': '%s', 'sentAt': '%s', 'means': 'Form',
     'reference': 'KVKK-1'%s}
    """
        .formatted(stage, sentAt, rest);
  }

  @Test
  void onlyARecordedNoticeStopsTheClock() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var path = "/v1/breaches/" + open(now.minus(Duration.ofHours(100))).path("id").asText();
    assertThat(overview()).contains(path + "/notifications");
    theft.dpo().post(path + "/notifications", notice("FOLLOW_UP", now, "")).expect(409);
    var sentAt = now.minus(Duration.ofHours(60));
    theft
        .dpo()
        .post(path + "/notifications", notice("FIRST", now.minus(Duration.ofHours(101)), ""))
        .expect(422);
    theft
        .dpo()
        .post(path + "/notifications", notice("FIRST", now.plusSeconds(3600), ""))
        .expect(422);
    var told =
        theft.dpo().post(path + "/notifications", notice("FIRST", sentAt, "")).expect(201).body();
    assertThat(told.path("authorityNotifiedAt").asText()).isEqualTo(sentAt.toString());
    // it stands where it stood when the notice was sent, long as that is ago
    assertThat(told.path("hoursLeft").asInt()).isEqualTo(32);
    assertThat(told.path("overdue").asBoolean()).isFalse();
    assertThat(overview()).doesNotContain(path + "/notifications");
    theft.dpo().post(path + "/notifications", notice("FIRST", sentAt, "")).expect(409);
    theft.dpo().post(path + "/notifications", notice("FOLLOW_UP", now, "")).expect(201);
    theft.dpo().post(path + "/no-notice", "{'audience': 'AUTHORITY', 'reason': 'x'}").expect(409);
    var list = theft.dpo().get(path + "/notifications").expect(200).body().path("items");
    assertThat(list.findValuesAsText("stage")).containsExactly("FIRST", "FOLLOW_UP");
    assertThat(list.findValuesAsText("reference")).containsExactly("KVKK-1", "KVKK-1");
    var seen = theft.auditor().get(path + "/notifications").expect(200).body().path("items");
    assertThat(seen.findValuesAsText("sentAt")).hasSize(2);
    assertThat(seen.toString()).doesNotContain("KVKK-1");
  }

  private String overview() {
    return theft.dpo().get("/v1/overview").expect(200).body().toString();
  }

  @Test
  void aLateNoticeStatesItsReasons() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var path = "/v1/breaches/" + open(now.minus(Duration.ofHours(80))).path("id").asText();
    var errors =
        theft.dpo().post(path + "/notifications", notice("FIRST", now, "")).expect(422).body();
    assertThat(errors.at("/errors/0/pointer").asText()).isEqualTo("/delayReason");
    var told =
        theft
            .dpo()
            .post(path + "/notifications", notice("FIRST", now, ", 'delayReason': 'Bayram'"))
            .expect(201)
            .body();
    assertThat(told.path("overdue").asBoolean()).isTrue();
    assertThat(told.path("hoursLeft").asInt()).isEqualTo(-8);
  }

  @Test
  void notToNotifyIsDecidedByTwoPeople() {
    var id = open(Instant.now().minusSeconds(60)).path("id").asText();
    var path = "/v1/breaches/" + id;
    theft.dpo().post(path + "/no-notice", "{'audience': 'AUTHORITY', 'reason': ' '}").expect(422);
    var approval =
        theft
            .dpo()
            .post(path + "/no-notice", "{'audience': 'AUTHORITY', 'reason': 'Veri maskeliydi'}")
            .expect(202)
            .body()
            .path("approval")
            .asText();
    var decide = "/v1/approvals/" + approval;
    theft.dpo().post(decide, "{'decision': 'APPROVE'}").expect(403);
    assertThat(theft.dpo().get(path).expect(200).body().path("noNotice").asBoolean()).isFalse();
    stack
        .as(stack.strongToken(theft.tenant, "dpo-2", "dpo"))
        .post(decide, "{'decision': 'APPROVE'}")
        .expect(200);
    var breach = theft.dpo().get(path).expect(200).body();
    assertThat(breach.path("noNotice").asBoolean()).isTrue();
    assertThat(breach.has("authorityNotifiedAt")).isFalse();
    var decision = breach.path("noNotices").get(0);
    assertThat(decision.path("by").asText()).isEqualTo("dpo-1");
    assertThat(decision.path("approvedBy").asText()).isEqualTo("dpo-2");
    assertThat(decision.path("reason").asText()).isEqualTo("Veri maskeliydi");
    assertThat(overview()).doesNotContain(path + "/notifications");
    // whoever thinks better of it may still tell
    theft
        .dpo()
        .post(path + "/notifications", notice("FIRST", Instant.now().minusSeconds(1), ""))
        .expect(201);
  }

  @Test
  void anAuditorSeesNeitherWhatWasTypedNorSuspects() {
    var id = open(Instant.now().minusSeconds(60)).path("id").asText();
    var whole = theft.dpo().get("/v1/breaches/" + id).expect(200).body();
    assertThat(whole.path("description").asText()).isEqualTo("Sunucuya sızıldı");
    assertThat(whole.at("/suspects/addresses/0").asText()).isEqualTo("2001:db8:0:0:0:0:0:1");
    var seen = theft.auditor().get("/v1/breaches/" + id).expect(200).body();
    assertThat(seen.has("description") || seen.has("suspects")).isFalse();
    assertThat(seen.path("source").asText()).isEqualTo("MALWARE");
    var list = theft.auditor().get("/v1/breaches?limit=1").expect(200).body();
    assertThat(list.at("/items/0/id").asText()).isEqualTo(id);
    theft.auditor().post("/v1/breaches", report(Instant.now(), "")).expect(403);
    theft.agent("agent-1", "hr").get("/v1/breaches").expect(403);
  }

  @Test
  void whatIsWrongIsSaidWithPointers() {
    var sent =
        """
        {'origin': 'X', 'learnedAt': '2026-01-01T00:00:00Z', 'source': 'Y', 'effects': ['Z', 'INTEGRITY', 'INTEGRITY'],
         'description': ' ', 'startedAt': '2026-01-02T00:00:00Z', 'endedAt': '2026-01-01T00:00:00Z',
         'suspects': {'actors': ['a@b.example'], 'addresses': ['example.com'],
                      'from': '2026-01-02T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}}
        """;
    var errors = theft.dpo().post("/v1/breaches", sent).expect(422).body().path("errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/origin",
            "/source",
            "/effects/0",
            "/effects/2",
            "/description",
            "/startedAt",
            "/suspects/actors/0",
            "/suspects/addresses/0",
            "/suspects/from");
    assertThat(errors.toString()).doesNotContain("example");
    theft.dpo().post("/v1/breaches", report(Instant.now().plusSeconds(600), "")).expect(422);
    theft.dpo().post("/v1/breaches", report(Instant.now(), ", 'more': 1")).expect(400);
  }

  @Test
  void theSameKeyEntersItOnce() {
    var report = report(Instant.now().minusSeconds(60), "");
    var first = theft.dpo().with("Idempotency-Key", "one").post("/v1/breaches", report).expect(201);
    var again = theft.dpo().with("Idempotency-Key", "one").post("/v1/breaches", report).expect(201);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(theft.dpo().get("/v1/breaches").expect(200).body().path("items")).hasSize(1);
  }
}
