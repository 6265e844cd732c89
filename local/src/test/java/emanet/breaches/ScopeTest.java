package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Exactly whom a stolen credential reached: not those on whom it was refused, and nobody whom
/// others reached.
class ScopeTest {
  private static final String NOWHERE = "198.51.100.9";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Instant from = Instant.now().minus(Duration.ofMinutes(1));
  private final Instant to = from.plus(Duration.ofHours(2));

  private JsonNode scope(Theft theft, String breach) {
    var path = "/v1/breaches/" + breach + "/scope";
    var json = theft.dpo().post(path, "{}").body();
    for (int i = 0; i < 200 && json.path("state").asText().equals("RUNNING"); i++) {
      stack.control("POST", "invoke/Worker").expect(200);
      json = theft.auditor().get(path).expect(200).body();
    }
    assertThat(json.path("state").asText()).as(json.toString()).isEqualTo("SUCCEEDED");
    return json;
  }

  private static List<JsonNode> list(Theft theft, String breach) {
    var people = new ArrayList<JsonNode>();
    var path = "/v1/breaches/" + breach + "/scope/list?limit=20";
    var page = theft.auditor().get(path).expect(200).body();
    page.path("items").forEach(people::add);
    while (page.has("nextCursor")) {
      var next = path + "&cursor=" + page.path("nextCursor").asText();
      page = theft.auditor().get(next).expect(200).body();
      page.path("items").forEach(people::add);
    }
    return people;
  }

  @Test
  void aThiefAmongNormalTrafficReachedExactlyThese() {
    var theft = new Theft(stack, 60);
    for (int i = 0; i < 5; i++) {
      theft.health(i);
    }
    var thief = theft.agent(Theft.THIEF, "hr");
    var stolen = new TreeSet<String>();
    for (int i = 0; i < 30; i++) {
      theft.read(thief, i, "identity/main").expect(200);
      stolen.add(theft.people.get(i));
      if (i % 3 == 0) {
        theft.read(theft.agent("agent-1", "hr"), 59 - i, "identity/main").expect(200);
      }
    }
    for (int i = 0; i < 5; i++) {
      theft.read(theft.agent(Theft.THIEF, "ohs"), i, "health/checkup").expect(200);
    }
    for (int i = 30; i < 37; i++) {
      assertThat(theft.search(thief, i)).containsExactly(theft.people.get(i));
      stolen.add(theft.people.get(i));
    }
    assertThat(theft.search(thief, 99)).isEmpty();
    theft.read(thief, 37, "identity/main").expect(200);
    // refused, and nothing there: nobody of these was reached
    for (int i = 38; i < 48; i++) {
      theft.read(thief, i, "finance/main").expect(403);
      theft.read(theft.agent(Theft.THIEF, "nothing"), i, "identity/main").expect(403);
      theft.read(thief, i, "contact/none").expect(404);
    }
    theft
        .dpo()
        .post(
            "/v1/subjects/" + theft.people.get(37) + "/erasure",
            "{'method': 'ERASE', 'reason': 'Başvuru'}")
        .expect(200);

    var suspects =
        "'actors': ['%s', 'agent-99'], 'addresses': ['%s']".formatted(Theft.THIEF, NOWHERE);
    var breach = theft.breach(suspects, from, to);
    var scope = scope(theft, breach);
    assertThat(scope.path("subjects").asInt()).isEqualTo(37);
    assertThat(scope.path("records").asInt()).isEqualTo(35);
    assertThat(scope.path("found").asInt()).isEqualTo(7);
    assertThat(scope.path("erased").asInt()).isEqualTo(1);
    assertThat(scope.path("unmatched").asInt()).isEqualTo(2);
    assertThat(scope.path("categories").toString())
        .isEqualTo(
            Stack.json(
                    """
                    [{'category': 'health', 'special': true, 'subjects': 5, 'records': 5},
                     {'category': 'identity', 'special': false, 'subjects': 37, 'records': 30}]
                    """
                        .replace('\'', '"'))
                .toString());
    assertThat(scope.path("groups").toString())
        .isEqualTo(
            "[{\"group\":\"EMPLOYEE\",\"subjects\":19},{\"group\":\"INTERN\",\"subjects\":18}]");
    var list = list(theft, breach);
    assertThat(list.stream().map(one -> one.path("subject").asText()).toList())
        .containsExactlyElementsOf(stolen);
    var first =
        list.stream().filter(one -> one.path("subject").asText().equals(theft.people.get(0)));
    assertThat(first.findFirst().orElseThrow().path("categories").toString())
        .isEqualTo(
            "[{\"category\":\"health\",\"records\":[\"checkup\"],\"fields\":[\"*\"]},"
                + "{\"category\":\"identity\",\"records\":[\"main\"],\"fields\":[\"*\"]}]");

    // again, it is the same
    var again = scope(theft, breach);
    assertThat(again.path("id")).isNotEqualTo(scope.path("id"));
    assertThat(again.path("subjects")).isEqualTo(scope.path("subjects"));
    assertThat(list(theft, breach)).isEqualTo(list);
    readingIsInTheLedger(theft, breach);
    nothingTypedIsInClear(theft);
  }

  private static void readingIsInTheLedger(Theft theft, String breach) {
    var targets =
        theft
            .dpo()
            .get("/v1/ledger/entries?actor=auditor-1&limit=200")
            .expect(200)
            .body()
            .path("items")
            .findValuesAsText("target");
    // two lists of 37 in pages of 20
    assertThat(targets).filteredOn(("breach/" + breach + "/scope/list")::equals).hasSize(4);
  }

  private void nothingTypedIsInClear(Theft theft) {
    var stored =
        stack.dynamo().scanPaginator(scan -> scan.tableName("emanet-register-1")).items().stream()
            .filter(item -> item.get("pk").s().startsWith("T#" + theft.tenant + "#"))
            .toList();
    assertThat(stored).isNotEmpty();
    assertThat(stored.toString()).doesNotContain(NOWHERE, "gizli ayrinti", theft.people.get(1));
  }

  @Test
  @Tag("long")
  void anAddressReachedWhomeverItsCallsDid() {
    var theft = new Theft(stack, 12);
    for (int i = 0; i < 4; i++) {
      theft.read(theft.agent(Theft.THIEF, "hr"), i, "identity/main").expect(200);
    }
    assertThat(theft.search(theft.agent("agent-1", "hr"), 5)).hasSize(1);
    theft.read(theft.agent("agent-1", "hr"), 6, "finance/main").expect(403);
    // all tests call from this address; who was written before counts as well
    var scope = scope(theft, theft.breach("'addresses': ['127.0.0.1', '::1']", from, to));
    assertThat(scope.path("subjects").asInt()).isEqualTo(12);
    assertThat(scope.path("found").asInt()).isEqualTo(1);
    assertThat(scope.path("unmatched").asInt()).isEqualTo(1);
    // written by one call and read by others: one record a person
    assertThat(scope.path("records").asInt()).isEqualTo(12);
    var elsewhere = scope(theft, theft.breach("'addresses': ['" + NOWHERE + "']", from, to));
    assertThat(elsewhere.path("subjects").asInt()).isZero();
  }

  @Test
  void aWindowIsReadAndNotTheLog() {
    var theft = new Theft(stack, 5);
    theft.read(theft.agent(Theft.THIEF, "hr"), 0, "identity/main").expect(200);
    var before =
        theft.breach("'actors': ['%s']".formatted(Theft.THIEF), from.minusSeconds(86_400), from);
    var scope = scope(theft, before);
    assertThat(scope.path("subjects").asInt()).isZero();
    // what follows a window at once is read for outcomes
    assertThat(scope.at("/progress/counts/matched").asInt()).isZero();
    assertThat(scope.path("unmatched").asInt()).isEqualTo(1);
  }

  @Test
  @Tag("long")
  void aScopeStoppedAnywhereIsBegunAnewAndTheSame() {
    var theft = new Theft(stack, 6);
    for (int i = 0; i < 3; i++) {
      theft.read(theft.agent(Theft.THIEF, "hr"), i, "identity/main").expect(200);
    }
    var breach = theft.breach("'actors': ['%s']".formatted(Theft.THIEF), from, to);
    var path = "/v1/breaches/" + breach + "/scope";
    var mine = "T#" + theft.tenant + "#";
    boolean stopped = true;
    for (int calls = 1; stopped; calls += 6) {
      stack.stopAfter(mine, calls);
      stopped = theft.dpo().post(path, "{}").status() >= 500;
      stack.clearFaults(mine);
      var scope = theft.dpo().post(path, "{}");
      assertThat(scope.status()).as("after " + calls + " calls").isEqualTo(200);
      assertThat(scope.body().path("subjects").asInt()).isEqualTo(3);
      assertThat(calls).isBetween(1, 99);
    }
    // however many were begun, the last one is shown
    var scope = theft.dpo().get(path).expect(200).body();
    assertThat(scope.path("subjects").asInt()).isEqualTo(3);
  }

  @Test
  void onlyTheTenantsOwnOfficersSeeIt() {
    var theft = new Theft(stack, 1);
    var breach = theft.breach("'actors': ['x']", from, to);
    var path = "/v1/breaches/" + breach + "/scope";
    theft.dpo().get(path).expect(404);
    theft.dpo().get(path + "/list").expect(404);
    theft.auditor().post(path, "{}").expect(403);
    theft.agent("agent-1", "hr").get(path).expect(403);
    var other = new Theft(stack, 1);
    other.dpo().post(path, "{}").expect(404);
    other.dpo().get("/v1/breaches/" + breach).expect(404);
    var nobody = theft.breach("'actors': []", from, to);
    assertThat(
            theft
                .dpo()
                .post("/v1/breaches/" + nobody + "/scope", "{}")
                .expect(422)
                .body()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/suspects");
  }
}
