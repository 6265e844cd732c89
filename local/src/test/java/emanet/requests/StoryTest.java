package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import org.junit.jupiter.api.Test;

/// As a data-protection officer goes through it: application, identity, decision, erasure, answer.
class StoryTest {
  private static final String NUMBER = "10000000146";
  private static final String EARLY = "2026-01-05T09:00:00Z";

  private final Office office = Office.on(Stack.shared());

  @Test
  void aPersonIsErasedOnTheirApplicationAndItsAnswerStaysReadable() {
    var subject = office.person(NUMBER);
    var path = office.verified(NUMBER, "'B', 'E', 'F'", subject, EARLY);
    var id = path.substring(path.lastIndexOf('/') + 1);
    var erasure = "{'method': 'ERASE', 'reason': 'Başvuru', 'request': '%s'}".formatted(id);
    office.dpo().post("/v1/subjects/" + subject + "/erasure", erasure).expect(409);
    var decision =
        "{'items': [{'right': 'B', 'outcome': 'ACCEPT'}, {'right': 'E', 'outcome': 'ACCEPT'},"
            + " {'right': 'F', 'outcome': 'ACCEPT'}]}";
    var decided = office.dpo().post(path + "/decision", decision).expect(200).body();
    assertThat(decided.path("state").asText()).isEqualTo("DECIDED");
    assertThat(office.dpo().get(path + "/answer").expect(200).body().path("copy")).hasSize(1);
    var certificate =
        office.dpo().post("/v1/subjects/" + subject + "/erasure", erasure).expect(200);
    assertThat(certificate.body().path("state").asText()).isEqualTo("EFFECTIVE");
    office.service().get("/v1/subjects/" + subject).expect(410);
    var executed = office.dpo().post(path + "/decision", decision).expect(200).body();
    assertThat(executed.path("state").asText()).isEqualTo("EXECUTED");
    var sent =
        office
            .dpo()
            .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
            .expect(200)
            .body();
    assertThat(sent.path("state").asText()).isEqualTo("ANSWERED");
    var letter = office.dpo().get(path + "/answer").expect(200).body();
    assertThat(letter.toString()).contains("silinmiştir", "Gülveren");
    assertThat(letter.path("copy")).as("the copy went with the keys").isEmpty();
    var page = office.dpo().with("Accept", "text/html").get(path + "/answer").expect(200);
    assertThat(page.text()).contains("açılamaz hâle gelmiştir");
    office.auditor().get(path).expect(200);
    office
        .dpo()
        .post(
            "/v1/requests",
            Office.application(NUMBER, "'A'", EARLY)
                .replace("'channel'", "'subject': '" + subject + "', 'channel'"))
        .expect(410);
  }
}
