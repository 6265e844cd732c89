package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import emanet.local.TestOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Anonymisation through the API. A stack of its own, because the clock moves.
@Order(TestOrder.LONG)
class AnonymisingTest {
  private static final String WISH =
      "{'method': 'ANONYMISE', 'category': 'personnel', 'reason': 'İstatistik'}";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME);

  private final Customer customer = Customer.on(stack);

  private static String place(String person) {
    return "/v1/subjects/" + person + "/records/personnel/main";
  }

  private String employee(int number, int salary) {
    var person = customer.person();
    customer
        .service()
        .put(
            place(person),
            "{'fields': {'employeeNo': 'E-%d', 'title': 'Uzman', 'startDate': '201%d-03-0%d',"
                    .formatted(number, number % 10, 1 + number % 9)
                + " 'salary': "
                + salary
                + "}}")
        .expect(201);
    return person;
  }

  private String anonymise(String person) {
    return customer
        .dpo()
        .post("/v1/subjects/" + person + "/erasure", WISH)
        .expect(202)
        .body()
        .path("id")
        .asText();
  }

  /// A jump of the clock runs the worker once: some who wait come by before the one who judges.
  private static void work() {
    for (int i = 0; i < 4; i++) {
      stack.advance(Duration.ofMinutes(4));
    }
  }

  private JsonNode state(String erasure) {
    return customer.dpo().get("/v1/erasures/" + erasure).expect(200).body();
  }

  /// All pages of what stayed.
  private List<String> rows() {
    var rows = new ArrayList<String>();
    var path = "/v1/categories/personnel/anonymous-records?limit=3";
    for (var cursor = ""; ; ) {
      var page =
          customer
              .dpo()
              .get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .expect(200)
              .body();
      page.path("items").forEach(row -> rows.add(row.toString()));
      cursor = page.path("nextCursor").asText();
      if (cursor.isEmpty()) {
        return rows;
      }
    }
  }

  private List<String> crowd(int many) {
    var erasures = new ArrayList<String>();
    for (int i = 0; i < many; i++) {
      erasures.add(anonymise(employee(i, 40_000 + 10_000 * (i % 2))));
    }
    return erasures;
  }

  @Test
  void enoughTogetherAreLetGoAndOneMoreIsNot() {
    var four = crowd(4);
    work();
    assertThat(rows()).isEmpty();
    assertThat(state(four.getFirst()).path("state").asText()).isEqualTo("RUNNING");
    var fifth = employee(5, 50_000);
    var last = anonymise(fifth);
    customer.service().get(place(fifth)).expect(200);
    work();
    customer.service().get(place(fifth)).expect(404);
    customer.service().get("/v1/subjects/" + fifth).expect(200);
    var certificate = state(last);
    assertThat(certificate.path("method").asText()).isEqualTo("ANONYMISE");
    assertThat(certificate.path("categories").toString()).isEqualTo("[\"personnel\"]");
    assertThat(four).allMatch(id -> state(id).path("state").asText().equals("EFFECTIVE"));
    assertThat(rows())
        .hasSize(5)
        .allMatch(row -> row.contains("2010s") && row.contains("\"title\":\"uzman\""));
    assertThat(rows().toString()).doesNotContain("E-", "-03-", fifth);

    // who sees the release before and the one after would see this one alone: it waits, in vain
    var alone = employee(6, 50_000);
    var refused = anonymise(alone);
    stack.advance(Duration.ofDays(19));
    assertThat(rows()).hasSize(5);
    assertThat(state(refused).path("state").asText()).isEqualTo("RUNNING");
    stack.advance(Duration.ofDays(1));
    work();
    assertThat(state(refused).path("state").asText()).isEqualTo("FAILED");
    assertThat(state(refused).at("/problem/type").asText()).isEqualTo("/problems/not-anonymous");
    customer.service().get(place(alone)).expect(200);
    customer.dpo().get("/v1/categories/no-such/anonymous-records").expect(404);
    customer
        .dpo()
        .post("/v1/subjects/" + alone + "/erasure", WISH.replace("ANONYMISE", "ERASE"))
        .expect(200);
    assertThat(rows()).hasSize(5);
  }

  /// Their rows in two releases would tell more together than each of them.
  @Test
  void whoWasInAnEarlierReleaseIsNotPutIntoAnother() {
    var first = employee(0, 40_000);
    anonymise(first);
    var _ = crowd(4);
    work();
    assertThat(rows()).hasSize(5);
    customer
        .service()
        .put(place(first), "{'fields': {'title': 'Uzman', 'salary': 90000}}")
        .expect(201);
    var again = anonymise(first);
    work();
    assertThat(state(again).path("state").asText()).isEqualTo("EFFECTIVE");
    customer.service().get(place(first)).expect(404);
    assertThat(rows()).hasSize(5);
  }

  @Tag("long")
  @Test
  void stoppedAnywhereItEndsWholeAndOnce() {
    var mine = "T#" + customer.tenant + "#";
    for (int calls = 0; calls < 10; calls++) {
      int before = rows().size();
      var all = crowd(5);
      stack.stopAfter(mine + "AN#", calls);
      stack.advance(Duration.ofMinutes(2));
      stack.clearFaults(mine + "AN#");
      assertThat(rows().size()).as("after " + calls).isIn(before, before + 5);
      work();
      assertThat(all).allMatch(id -> state(id).path("state").asText().equals("EFFECTIVE"));
      assertThat(rows()).as("after " + calls).hasSize(before + 5);
    }
  }

  @Test
  void whatCannotBeAnonymousIsSaidAtOnce() {
    var person = employee(1, 40_000);
    for (var code : List.of("health", "contact")) {
      var errors =
          customer
              .dpo()
              .post("/v1/subjects/" + person + "/erasure", WISH.replace("personnel", code))
              .expect(422)
              .body()
              .path("errors");
      assertThat(errors.findValuesAsText("pointer")).containsExactly("/category");
      assertThat(errors.findValuesAsText("code")).containsExactly("unsuitable");
    }
    var whole = "{'method': 'ANONYMISE', 'reason': 'İstatistik'}";
    assertThat(
            customer
                .dpo()
                .post("/v1/subjects/" + person + "/erasure", whole)
                .expect(422)
                .body()
                .path("errors")
                .findValuesAsText("code"))
        .containsExactly("missing");
  }
}
