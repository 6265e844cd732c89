package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import emanet.local.Stack;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An application of somebody whose data was passed on so often that neither what an answer says of
/// it nor what recipients were told fits into an item of the table.
class ManyRecipientsTest {
  private static final String NUMBER = "10000000146";
  private static final int CATEGORIES = 50;
  private static final int TIMES = 160;

  private final Office office = Office.on(Stack.shared());

  private static String code(int i) {
    return "c%02d-%s".formatted(i, "x".repeat(36));
  }

  @Test
  @Tag("long")
  void isCarriedOutAndAnswered() {
    var codes =
        IntStream.range(0, CATEGORIES)
            .mapToObj(ManyRecipientsTest::code)
            .collect(Collectors.joining("', '", "'", "'"));
    wide();
    var subject = office.person(NUMBER);
    var disclosures = office.service().activity("wide");
    for (int i = 0; i < TIMES; i++) {
      disclosures
          .post(
              "/v1/disclosures",
              "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': [%s]}]}"
                  .formatted(subject, codes))
          .expect(201);
    }
    var path = office.verified(NUMBER, "'Ç', 'E', 'F'", subject, "2026-01-05T09:00:00Z");
    var decision =
        "{'items': [{'right': 'Ç', 'outcome': 'ACCEPT'}, {'right': 'F', 'outcome': 'ACCEPT'},"
            + " {'right': 'E', 'outcome': 'ACCEPT'}]}";
    for (int tries = 0; tries < 10 && !state(path).equals("EXECUTED"); tries++) {
      // one that is not answered in its time has done its part, and is gone on with
      var decided = office.dpo().post(path + "/decision", decision);
      assertThat(decided.status()).as(decided.toString()).isIn(200, 504);
      if (decided.status() == 200) {
        assertThat(decided.body().path("state").asText()).isIn("DECIDED", "EXECUTED");
      }
    }
    var executed = office.dpo().get(path).expect(200).body();
    assertThat(executed.path("state").asText()).isEqualTo("EXECUTED");
    assertThat(recipients(executed)).hasSize(TIMES);
    var letter = office.dpo().get(path + "/answer").expect(200).body();
    assertThat(letter.at("/explanations/0/tables/1/rows")).hasSize(TIMES);
    assertThat(letter.at("/explanations/1/tables/0/rows")).hasSize(TIMES);
    var sent =
        office
            .dpo()
            .post(path + "/answer", "{'channel': 'KEP', 'sentAt': '2026-01-20T10:00:00+03:00'}")
            .expect(200)
            .body();
    assertThat(sent.path("state").asText()).isEqualTo("ANSWERED");
    assertThat(recipients(sent)).isEqualTo(recipients(executed));
    assertThat(office.dpo().get(path + "/answer").expect(200).body().path("explanations"))
        .isEqualTo(letter.path("explanations"));
  }

  private String state(String path) {
    return office.dpo().get(path).expect(200).body().path("state").asText();
  }

  private static JsonNode recipients(JsonNode request) {
    for (var step : request.path("execution")) {
      if (step.path("step").asText().equals("NOTIFICATION")) {
        return step.path("recipients");
      }
    }
    return MissingNode.getInstance();
  }

  private void wide() {
    for (int i = 0; i < CATEGORIES; i++) {
      office
          .dpo()
          .put(
              "/v1/categories/" + code(i),
              "{'title': {'tr': 'Kategori %d', 'en': 'Category %d'}, 'verbis': 'OTHER',"
                      .formatted(i, i)
                  + " 'special': false, 'fields': {'note': {'type': 'text'}}}")
          .expect(201);
    }
    office
        .dpo()
        .put(
            "/v1/recipients/bank",
            "{'title': '%s', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'email': 'kvkk@banka.example'}}"
                .formatted("Ş".repeat(200)))
        .expect(201);
    var uses =
        IntStream.range(0, CATEGORIES)
            .mapToObj(i -> "{'category': '%s'}".formatted(code(i)))
            .collect(Collectors.joining(", "));
    office
        .dpo()
        .put(
            "/v1/activities/wide",
            """
            {'title': {'tr': 'Aktarım', 'en': 'Passing on'}, 'role': 'CONTROLLER',
             'purposes': ['Aktarım'], 'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [%s], 'roles': ['service'], 'recipients': ['bank'],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """
                .formatted(uses))
        .expect(201);
  }
}
