package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Deciding applications, and the letters that answer them.
class AnswerTest {
  private static final String NUMBER = "10000000146";
  private static final String EARLY = "2026-01-05T09:00:00Z";

  private final Stack stack = Stack.shared();
  private final Office office = Office.on(stack);

  private static String accept(String... rights) {
    var items = new ArrayList<String>();
    for (var right : rights) {
      items.add("{'right': '%s', 'outcome': 'ACCEPT'}".formatted(right));
    }
    return "{'items': [%s]}".formatted(String.join(", ", items));
  }

  private ApiCall dpo() {
    return office.dpo();
  }

  private String decided(String rights, String subject, String decision) {
    var path = office.verified(NUMBER, rights, subject, EARLY);
    dpo().post(path + "/decision", decision).expect(200);
    return path;
  }

  private static JsonNode explanation(JsonNode letter, String right) {
    for (var one : letter.path("explanations")) {
      if (one.path("right").asText().equals(right)) {
        return one;
      }
    }
    throw new AssertionError("no explanation of " + right + " in " + letter);
  }

  @Test
  void whatIsKeptAndWhyAndItsRealUsesAreAnswered() {
    var subject = office.person(NUMBER);
    office.service().get("/v1/subjects/" + subject + "/records/identity/main").expect(200);
    office.service().get("/v1/subjects/" + subject + "/records/identity/main").expect(200);
    var path = decided("'A', 'B', 'C', 'Ç'", subject, accept("A", "B", "C", "Ç"));
    assertThat(dpo().get(path).expect(200).body().path("state").asText()).isEqualTo("EXECUTED");
    var letter = dpo().get(path + "/answer").expect(200).body();
    assertThat(letter.at("/controller/title").asText()).isEqualTo("Acme Sigorta A.Ş.");
    assertThat(letter.at("/controller/email/0").asText()).isEqualTo("kvkk@acme.example");
    assertThat(letter.at("/applicant/idNumber").asText()).isEqualTo(NUMBER);
    assertThat(letter.at("/subject/text").asText()).contains("sildirmek");
    assertThat(explanation(letter, "A").toString()).contains("Kimlik");
    assertThat(explanation(letter, "B").toString())
        .contains("Özlük işleri", "5/2-c", "10 yıl", "nationalId");
    var uses = explanation(letter, "C").path("tables").path(1).path("rows").toString();
    assertThat(uses).contains("\"Özlük işleri\",\"Görüntüleme\",\"Kimlik\",\"2\"");
    assertThat(explanation(letter, "Ç").toString()).contains("aktarılmamıştır");
    assertThat(letter.at("/copy/0/fields/firstName").asText()).isEqualTo("Işıl");
    assertThat(letter.path("complaint").asText()).contains("06.03.2026");
  }

  /// A ten-year reason for one category does not keep another.
  @Test
  void howLongACategoryIsKeptIsAnsweredWhereItIsNotAsLong() {
    office
        .activity(
            "benefits",
            "CONTRACT",
            "P10Y",
            "[{'category': 'identity', 'retention': {'period': 'P6M', 'from': 'CREATED'}}]",
            "")
        .expect(201);
    var subject = office.person(NUMBER);
    var benefits = stack.as(stack.token(office.tenant, "platform-1", "service"));
    benefits
        .activity("benefits")
        .get("/v1/subjects/" + subject + "/records/identity/main")
        .expect(200);
    var path = decided("'B'", subject, accept("B"));
    var rows =
        explanation(dpo().get(path + "/answer").expect(200).body(), "B").at("/tables/1/rows");
    assertThat(rows.path(0).path(2).asText())
        .isEqualTo(
            "ilişkinin sona ermesinden itibaren 10 yıl; Kimlik: kaydın oluşturulmasından itibaren"
                + " 6 ay");
    assertThat(rows.path(1).path(2).asText())
        .isEqualTo("ilişkinin sona ermesinden itibaren 10 yıl");
  }

  @Test
  void aRefusalHasAReasonAndEveryRightIsDecided() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'A', 'E'", subject, EARLY);
    var bare =
        "{'items': [{'right': 'A', 'outcome': 'ACCEPT'}, {'right': 'E', 'outcome': 'REFUSE'}]}";
    var answer = dpo().post(path + "/decision", bare).expect(422);
    assertThat(answer.body().at("/errors/0/pointer").asText()).isEqualTo("/items/1/reason");
    dpo().post(path + "/decision", accept("A")).expect(422);
    dpo().post(path + "/decision", accept("A", "E", "B")).expect(422);
    dpo().post(path + "/decision", accept("A", "A", "E")).expect(422);
    var refused =
        "{'items': [{'right': 'A', 'outcome': 'REFUSE', 'reason': 'Tekrar'}, {'right': 'E',"
            + " 'outcome': 'REFUSE', 'reason': 'Sözleşme sürüyor <b>'}]}";
    var decided = dpo().post(path + "/decision", refused).expect(200).body();
    assertThat(decided.path("state").asText()).isEqualTo("DECIDED");
    assertThat(explanation(dpo().get(path + "/answer").expect(200).body(), "E").toString())
        .contains("Gerekçe: Sözleşme sürüyor <b>");
    dpo().post(path + "/decision", accept("A", "E")).expect(409);
  }

  @Test
  void nothingIsDecidedBeforeTheIdentityIsVerified() {
    var path = Office.path(office.apply(Office.application(NUMBER, "'A'", EARLY)));
    var answer = dpo().post(path + "/decision", accept("A")).expect(409);
    assertThat(answer.problem()).isEqualTo("request-state");
    assertThat(answer.body().path("state").asText()).isEqualTo("RECEIVED");
    dpo().get(path + "/answer").expect(409);
    dpo().post(path + "/answer", "{'channel': 'KEP', 'sentAt': '%s'}".formatted(EARLY)).expect(409);
  }

  @Test
  void whatMayGoAndWhatALegalBasisKeepsIsProposed() {
    office.activity("newsletter", "EXPLICIT_CONSENT", "P1Y", "[{'category': 'contact'}]", "");
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'E'", subject, EARLY);
    var proposal = dpo().get(path).expect(200).body().path("proposal");
    assertThat(proposal).hasSize(3);
    assertThat(proposal.path(0).path("proposal").asText()).isEqualTo("KEEP");
    assertThat(proposal.at("/0/keptBy/0/article").asText()).isEqualTo("5/2-c");
    office
        .service()
        .patch("/v1/subjects/" + subject, "{'relationshipEnd': '2014-02-28'}")
        .expect(200);
    var after = dpo().get(path).expect(200).body().path("proposal");
    assertThat(after.path(0).path("proposal").asText())
        .as("ten years after the end of the relationship")
        .isEqualTo("ERASE");
  }

  @Test
  void anObjectionIsAcceptedOnlyWhereAnActivityDecidesByItself() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'G'", subject, EARLY);
    var answer = dpo().post(path + "/decision", accept("G")).expect(422);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("unsuitable");
  }

  @Test
  void anAnswerIsKeptAsItWentOutAndItsTimeForComplaintsRunsFromDelivery() {
    var subject = office.person(NUMBER);
    var path = decided("'A'", subject, accept("A"));
    var sending = "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'%s}";
    dpo()
        .post(path + "/answer", sending.formatted(", 'deliveredAt': '2026-01-19T10:00:00+03:00'"))
        .expect(422);
    var sent = dpo().post(path + "/answer", sending.formatted("")).expect(200).body();
    assertThat(sent.path("state").asText()).isEqualTo("ANSWERED");
    assertThat(sent.at("/answer/late").asBoolean()).isFalse();
    assertThat(sent.at("/answer/complaintUntil").asText()).isEqualTo("2026-03-06T21:00:00Z");
    var before = dpo().get(path + "/answer").expect(200).body();
    assertThat(before.path("date").asText()).isEqualTo("2026-01-20");
    office.service().get("/v1/subjects/" + subject + "/records/identity/main").expect(200);
    assertThat(dpo().get(path + "/answer").expect(200).body()).isEqualTo(before);
    var delivered =
        dpo()
            .post(
                path + "/answer", sending.formatted(", 'deliveredAt': '2026-01-22T10:00:00+03:00'"))
            .expect(200)
            .body();
    assertThat(delivered.at("/answer/complaintUntil").asText()).isEqualTo("2026-02-21T21:00:00Z");
    dpo()
        .post(path + "/answer", sending.formatted(", 'deliveredAt': '2026-01-23T10:00:00+03:00'"))
        .expect(409);
  }

  @Test
  void aLetterSaysWhatAnApplicationLacks() {
    var application =
        Office.application(NUMBER, "'A'", EARLY)
            .replace("'address'", "'phone'")
            .replace("Gülveren Sokağı 3, Ankara", "05000000000");
    var path = Office.path(office.apply(application));
    var letter = dpo().get(path + "/answer").expect(200).body();
    assertThat(letter.path("kind").asText()).isEqualTo("INCOMPLETE");
    assertThat(letter.toString()).contains("Tebligata esas yerleşim yeri");
  }

  @Test
  void aPageRunsNothingAndShowsHostileTextAsText() {
    var subject = office.person(NUMBER);
    var hostile = "</p><script>alert(1)</script><img src=x onerror=alert(2)> İĞIŞığış";
    var application =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Stack.json(Office.application(NUMBER, "'A'", EARLY).replace('\'', '"'));
    application.put("text", hostile);
    application
        .withObject("/applicant")
        .put("name", "Işıl \"<b>\" Aslan")
        .put("address", "<a href=\"javascript:x\">");
    var path = Office.path(dpo().post("/v1/requests", application).expect(201));
    dpo()
        .post(
            path + "/identity",
            "{'method': 'x', 'verified': true, 'subject': '%s'}".formatted(subject))
        .expect(200);
    dpo()
        .post(
            path + "/decision",
            "{'items': [{'right': 'A', 'outcome': 'REFUSE', 'reason': '<svg onload=x>'}]}")
        .expect(200);
    var page = dpo().with("Accept", "text/html").get(path + "/answer").expect(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
    assertThat(page.text())
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt;", "İĞIŞığış", "lang=\"tr\"", "@media print")
        .doesNotContain("<script", "<img", "<svg", "<a ", "<b>");
  }

  @Test
  void anAuditorReadsTheAnswerWithoutPlaintext() {
    var subject = office.person(NUMBER);
    var path = decided("'B'", subject, accept("B"));
    var letter = office.auditor().get(path + "/answer").expect(200);
    assertThat(letter.text()).doesNotContain("Işıl", NUMBER, "Gülveren", "sildirmek", "isil.aslan");
    assertThat(letter.body().has("copy")).isFalse();
    assertThat(explanation(letter.body(), "B").toString()).contains("Özlük işleri");
  }

  @Test
  void theRegisterIsAFileThatNoSpreadsheetRuns() {
    var application =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Stack.json(Office.application(NUMBER, "'A', 'E'", EARLY).replace('\'', '"'));
    application.withObject("/applicant").put("name", "=HYPERLINK(\"x\") Işıl;İ");
    dpo().post("/v1/requests", application).expect(201);
    var csv =
        dpo()
            .with("Accept", "text/csv")
            .with("Accept-Language", "tr")
            .get("/v1/requests")
            .expect(200);
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    var lines = List.of(csv.text().split("\r\n"));
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("\ufeff\"Başvuru no\";\"Durum\"");
    assertThat(lines.getLast())
        .contains(";\"RECEIVED\";\"2026-01-05\";\"2026-02-04\";", "\"A E\"")
        .contains(";\"'=HYPERLINK(\"\"x\"\") Işıl;İ\";");
    assertThat(office.auditor().with("Accept", "text/csv").get("/v1/requests").expect(200).text())
        .doesNotContain("Işıl");
  }
}
