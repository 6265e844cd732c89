package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// 10,000 people are told, shard by shard of an execution of the state machine, by workers that are
/// stopped in between.
@Tag("long")
class PeopleNoticeScaleTest {
  private static final int PEOPLE = 10_000;

  /// One in so many has a phone as well.
  private static final int PHONES = 10;

  private static final int CHUNK = 100;
  private static final int SHARDS = 40;
  private static final String WORDS =
      "'audience': 'SUBJECTS', 'measures': 'Oturum kapatildi.', 'advice': 'Bekleyin.',"
          + " 'contact': 'KVKK ekibi'";

  @Test
  @Timeout(3600)
  void nobodyIsMissedAndWhoMayHaveItTwiceIsListed() {
    try (var stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME)) {
      var from = Instant.now().minus(Duration.ofMinutes(5));
      var theft = new Theft(stack, 1);
      for (int i = 0; i < PEOPLE; i += CHUNK) {
        theft.crowd(CHUNK, i, PHONES);
      }
      var breach = theft.breach("'actors': ['crowd-1']", from, from.plus(Duration.ofHours(3)));
      var path = "/v1/breaches/" + breach;
      theft.dpo().post(path + "/scope", "{}");
      for (int i = 0; i < 60 && !worked(theft, path); i++) {
        stack.advance(Duration.ofMinutes(1));
      }
      var scope = theft.dpo().get(path + "/scope").expect(200).body();
      assertThat(scope.path("subjects").asInt()).as(scope.toString()).isEqualTo(PEOPLE);
      theft.dpo().post(path + "/notifications", "{" + WORDS + "}").expect(202);
      told(stack, theft, path);
      spread(stack);
      var results = results(theft, path);
      assertThat(results).hasSize(PEOPLE);
      assertThat(results).allMatch(row -> row.path("result").asText().equals("SENT"));
      exactlyThese(stack, results);
    }
  }

  /// All shards came through by the state machine, whose calls were stopped too.
  private static void spread(Stack stack) {
    try (var states = stack.states()) {
      var machine = states.listStateMachines().stateMachines().getFirst().stateMachineArn();
      var executions = states.listExecutions(r -> r.stateMachineArn(machine)).executions();
      assertThat(executions).hasSize(1);
      var arn = executions.getFirst().executionArn();
      var run = states.listMapRuns(r -> r.executionArn(arn)).mapRuns().getFirst().mapRunArn();
      var counts = states.describeMapRun(r -> r.mapRunArn(run)).itemCounts();
      assertThat(counts.succeeded()).as(counts.toString()).isEqualTo(SHARDS);
      assertThat(executions.getFirst().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  private static boolean worked(Theft theft, String path) {
    var state = theft.dpo().get(path + "/scope").expect(200).body().path("state").asText();
    return state.equals("SUCCEEDED");
  }

  /// Minute after minute; in each of the first ones whoever works is stopped after another number
  /// of calls, in whatever they do: unless they are through with what the minute allows before.
  private static void told(Stack stack, Theft theft, String path) {
    int stops = 0;
    for (int round = 0; round < 600; round++) {
      boolean stopping = round < 30 && round % 2 == 0;
      if (stopping) {
        stack.stopAfter(40 + 31L * round);
      }
      stack.advance(Duration.ofMinutes(1));
      if (stopping) {
        stops += stack.goOn() ? 1 : 0;
      }
      if (round % 5 == 0) {
        var entry =
            theft.dpo().get(path + "/notifications?limit=1").expect(200).body().at("/items/0");
        if (entry.path("state").asText().equals("SUCCEEDED")) {
          assertThat(entry.path("told").asInt()).isEqualTo(PEOPLE);
          assertThat(stops).as("workers stopped").isGreaterThan(5);
          stack.advance(Duration.ofMinutes(10));
          stack.advance(Duration.ofMinutes(10));
          return;
        }
        assertThat(entry.path("state").asText()).isEqualTo("RUNNING");
      }
    }
    throw new AssertionError("not told within ten hours");
  }

  private static List<JsonNode> results(Theft theft, String path) {
    var rows = new ArrayList<JsonNode>();
    var next = path + "/notifications?limit=200";
    while (!next.isEmpty()) {
      var page = theft.auditor().get(next).expect(200).body();
      page.path("items")
          .forEach(item -> {
            if (item.has("subject")) {
              rows.add(item);
            }
          });
      next =
          page.has("nextCursor")
              ? path + "/notifications?limit=200&cursor=" + page.path("nextCursor").asText()
              : "";
    }
    return rows;
  }

  /// Everybody by all that they have; as many as came twice at most are listed as possibly so.
  private static void exactlyThese(Stack stack, List<JsonNode> results) {
    var times = new HashMap<String, Integer>();
    stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> {
          var to = item.path("to").asText();
          if (to.endsWith("@kisi.example") || to.startsWith("+90532")) {
            times.merge(to, 1, Integer::sum);
          }
        });
    var wanted = new HashSet<String>();
    for (int i = 0; i < PEOPLE; i++) {
      wanted.add(Theft.mail(i));
      if (i % PHONES == 0) {
        wanted.add(Theft.phone(i));
      }
    }
    assertThat(times.keySet()).isEqualTo(wanted);
    int listed = 0;
    for (var row : results) {
      for (var channel : row.path("channels")) {
        listed += channel.path("possiblyTwice").asBoolean() ? 1 : 0;
      }
    }
    long twice = times.values().stream().filter(count -> count > 1).count();
    assertThat(twice).isLessThanOrEqualTo(listed);
    assertThat(times.values()).allMatch(count -> count <= 3);
  }
}
