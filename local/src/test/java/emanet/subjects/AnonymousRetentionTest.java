package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Activities whose data ends by being made anonymous: what retention makes of them. A stack of its
/// own, because the clock moves.
class AnonymousRetentionTest {
  private static final String LONG_AGO = "2020-03-01";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME);

  private final Customer customer = Customer.on(stack);

  private void activity(String code, String basis, String category, String disposal) {
    customer
        .dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'İstatistik', 'en': 'Statistics'}, 'role': 'CONTROLLER',
             'purposes': ['İstatistik'], 'subjectGroups': ['EMPLOYEE'], 'legalBasis': '%s',
             'categories': [{'category': '%s'}], 'roles': ['service', 'dpo'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'EVENT_DATE'}, 'disposal': '%s'}
            """
                .formatted(basis, category, disposal))
        .expect(201);
  }

  private void statistics() {
    activity("stats", "CONTRACT", "personnel", "ANONYMISE");
  }

  private static String place(String person, String category) {
    return "/v1/subjects/" + person + "/records/" + category + "/main";
  }

  private void put(String code, String person, String category, String fields, String date) {
    var status =
        customer
            .service()
            .activity(code)
            .put(
                place(person, category),
                "{'fields': {%s}, 'eventDate': '%s'}".formatted(fields, date))
            .status();
    assertThat(status).isIn(200, 201);
  }

  /// @param salary thousands
  private String employee(int number, int salary, String date) {
    var person = customer.person();
    var fields =
        "'employeeNo': 'E-%d', 'title': 'Uzman', 'startDate': '201%d-03-0%d', 'salary': %d000"
            .formatted(number, number % 10, 1 + number % 9, salary);
    put("stats", person, "personnel", fields, date);
    return person;
  }

  private List<String> crowd(int many, String date) {
    var people = new ArrayList<String>();
    for (int i = 0; i < many; i++) {
      people.add(employee(i, 40 + 10 * (i % 2), date));
    }
    return people;
  }

  private int read(String person, String category) {
    return customer.dpo().activity("stats").get(place(person, category)).status();
  }

  /// A run, to its end.
  private JsonNode run() {
    var id = customer.dpo().post("/v1/retention/runs", "{}").expect(202).body().path("id").asText();
    return run(id);
  }

  private JsonNode run(String id) {
    var path = "/v1/retention/runs/" + id;
    for (int i = 0; i < 6; i++) {
      var run = customer.dpo().get(path).expect(200).body();
      if (!run.path("state").asText().equals("RUNNING")) {
        assertThat(run.path("state").asText()).isEqualTo("SUCCEEDED");
        return run;
      }
      stack.advance(Duration.ofMinutes(2));
    }
    throw new AssertionError("a run that does not end");
  }

  private static long count(JsonNode run, String name) {
    return run.at("/progress/counts/" + name).asLong();
  }

  private List<String> outcomes(JsonNode run) {
    return customer
        .dpo()
        .get("/v1/retention/runs/" + run.path("id").asText() + "/log")
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("anonymous");
  }

  private List<String> rows() {
    var rows = new ArrayList<String>();
    customer
        .dpo()
        .get("/v1/categories/personnel/anonymous-records?limit=200")
        .expect(200)
        .body()
        .path("items")
        .forEach(row -> rows.add(row.toString()));
    return rows;
  }

  @Test
  void enoughWhoAreDueTogetherAreLetGoAndOneMoreIsDestroyedAndTheLogSaysWhy() {
    statistics();
    var people = crowd(5, LONG_AGO);
    var young = employee(6, 50, LocalDate.now().toString());
    var run = run();
    assertThat(count(run, "anonymised")).as(run.toString()).isEqualTo(5);
    assertThat(count(run, "deleted")).isEqualTo(5);
    assertThat(people).allMatch(person -> read(person, "personnel") == 404);
    assertThat(read(young, "personnel")).as("not due").isEqualTo(200);
    assertThat(outcomes(run)).hasSize(5).containsOnly("RELEASED");
    assertThat(rows())
        .hasSize(5)
        .allMatch(row -> row.contains("2010s") && row.contains("\"title\":\"uzman\""));
    assertThat(rows().toString()).doesNotContain("E-", "-03-", people.getFirst());
    assertThat(run().at("/progress/counts")).as("nobody waits").isEmpty();

    // years late: there is no time to wait
    var alone = employee(7, 50, LONG_AGO);
    var back = people.getFirst();
    put("stats", back, "personnel", "'title': 'Uzman', 'salary': 90000", LONG_AGO);
    var second = run();
    assertThat(List.of(alone, back)).allMatch(person -> read(person, "personnel") == 404);
    assertThat(count(second, "notAnonymous")).isEqualTo(2);
    assertThat(outcomes(second)).containsExactlyInAnyOrder("TOO_FEW", "EARLIER");
    assertThat(rows()).hasSize(5);
  }

  @Test
  @Tag("long")
  void whoIsDueWaitsForOthersAndNotForLong() {
    statistics();
    var due = LocalDate.now().minusYears(1).minusDays(1).toString();
    var four = crowd(4, due);
    var first = run();
    assertThat(count(first, "waiting")).as(first.toString()).isEqualTo(4);
    assertThat(four).allMatch(person -> read(person, "personnel") == 200);
    assertThat(outcomes(first)).isEmpty();
    var held = four.getFirst();
    var hold =
        customer
            .dpo()
            .post("/v1/subjects/" + held + "/holds", "{'reason': 'Dava'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var others = List.of(employee(4, 40, due), employee(5, 50, due));
    var second = run();
    assertThat(count(second, "anonymised")).as(second.toString()).isEqualTo(5);
    assertThat(others).allMatch(person -> read(person, "personnel") == 404);
    assertThat(read(held, "personnel")).as("held").isEqualTo(200);
    assertThat(rows()).hasSize(5);

    stack
        .as(stack.strongToken(customer.tenant, "dpo-2", "dpo"))
        .delete("/v1/subjects/" + held + "/holds/" + hold)
        .expect(204);
    assertThat(count(run(), "waiting")).isEqualTo(1);
    assertThat(read(held, "personnel")).isEqualTo(200);
    stack.advance(Duration.ofDays(AnonymousDisposal.PATIENCE_DAYS));
    var last = run();
    assertThat(read(held, "personnel")).isEqualTo(404);
    assertThat(outcomes(last)).containsExactly("TOO_FEW");
    assertThat(rows()).hasSize(5);
  }

  @Test
  @Tag("long")
  void whatCannotBeAnonymousIsDestroyedAtOnce() {
    statistics();
    activity("health-stats", "SC_EMPLOYMENT_OHS_SOCIAL", "health", "ANONYMISE");
    activity("payroll", "CONTRACT", "personnel", "ERASE");
    var sick = customer.person();
    put("health-stats", sick, "health", "'bloodType': 'A'", LONG_AGO);
    var both = employee(1, 40, LONG_AGO);
    put("payroll", both, "personnel", "'title': 'Uzman', 'salary': 40000", LONG_AGO);
    var named = customer.person();
    put("stats", named, "personnel", "'employeeNo': 'E-9'", LONG_AGO);
    var kept = employee(3, 40, LONG_AGO);
    customer
        .service()
        .put(
            place(kept, "personnel"),
            "{'fields': {'title': 'Uzman'}, 'eventDate': '%s'}".formatted(LONG_AGO))
        .expect(200);
    var run = run();
    assertThat(outcomes(run))
        .contains("UNSUITABLE", "OTHER_METHOD", "COVERED")
        .doesNotContain("RELEASED");
    assertThat(read(both, "personnel")).isEqualTo(404);
    assertThat(customer.service().get(place(kept, "personnel")).expect(200).body().path("fields"))
        .as("another activity keeps it")
        .hasSize(1);
    assertThat(read(named, "personnel")).isEqualTo(404);
    assertThat(rows()).isEmpty();
  }

  /// Some of the stops; the others are `stoppedAnywhereItEndsWholeAndOnce`.
  @Test
  void stoppedAndGoneOnWithItEndsOnce() {
    statistics();
    stopped(290);
  }

  @Test
  @Tag("long")
  void stoppedAnywhereItEndsWholeAndOnce() {
    statistics();
    boolean finished = false;
    for (int calls = 0; !finished; calls += 19) {
      assertThat(calls).as("calls of a run").isLessThan(1500);
      finished = stopped(calls);
    }
  }

  /// @return whether the run was through before it could be stopped
  private boolean stopped(int calls) {
    var mine = "T#" + customer.tenant + "#";
    int before = rows().size();
    var people = crowd(5, LONG_AGO);
    stack.stopAfter(mine, calls);
    var begun = customer.dpo().idempotent("run-" + calls).post("/v1/retention/runs", "{}");
    stack.clearFaults(mine);
    assertThat(begun.status()).as("after " + calls).isIn(202, 500, 503);
    assertThat(rows().size()).as("after " + calls).isIn(before, before + 5);
    stack.advance(Duration.ofMinutes(3)); // the first run's leases end
    var run =
        customer
            .dpo()
            .idempotent("run-" + calls)
            .post("/v1/retention/runs", "{}")
            .expect(202)
            .body();
    run(run.path("id").asText());
    assertThat(people).as("after " + calls).allMatch(person -> read(person, "personnel") == 404);
    assertThat(rows()).as("after " + calls).hasSize(before + 5);
    return begun.status() == 202 && begun.body().path("state").asText().equals("SUCCEEDED");
  }
}
