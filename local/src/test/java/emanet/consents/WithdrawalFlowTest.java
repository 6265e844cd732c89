package emanet.consents;

import static emanet.consents.Marketing.HR;
import static emanet.consents.Marketing.NEWS;
import static emanet.consents.Marketing.consents;
import static emanet.consents.Marketing.contact;
import static emanet.consents.Marketing.decision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Withdrawals that stop, and that are made in one Region while the other one is at work. A stack
/// of its own, because the clock moves.
class WithdrawalFlowTest {
  private static final String AWAY = "eu-west-1";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME, AWAY);

  private final Marketing acme = Marketing.on(stack);

  private ApiCall there(String activity) {
    return stack.as(stack.token(acme.tenant, "platform-1", "service"), AWAY).activity(activity);
  }

  private String subscriber() {
    var id =
        acme.under(HR)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    acme.decide(id, true).expect(201);
    acme.under(NEWS).put(contact(id), "{'fields': {'email': 'a@ornek.example'}}").expect(201);
    return id;
  }

  /// Another Region remembers keys and registers, and asks all the same.
  @Test
  void itActsOnTheNextCallInTheOtherRegion() {
    for (int i = 0; i < 3; i++) {
      var person = subscriber();
      there(NEWS).get(contact(person)).expect(200);
      there(NEWS).put(contact(person), "{'fields': {'email': 'b@ornek.example'}}").expect(200);
      acme.decide(person, false).expect(201);
      assertThat(there(NEWS).get(contact(person)).expect(403).problem())
          .isEqualTo("consent-missing");
      there(NEWS).put(contact(person), "{'fields': {'email': 'c@ornek.example'}}").expect(403);
      there(HR).get(contact(person)).expect(404);
    }
  }

  private Answer late(String person) {
    return there(NEWS).put(contact(person), "{'fields': {'email': 'late@ornek.example'}}");
  }

  private Answer batch(String person) {
    return there(NEWS)
        .post(
            "/v1/records/batch",
            """
            {'items': [{'subject': '%s', 'category': 'contact', 'recordId': 'main',
                        'fields': {'email': 'late@ornek.example'}}]}
            """
                .formatted(person));
  }

  /// A write that began while consent stood, and ends after the withdrawal's disposal is over.
  @ParameterizedTest
  @ValueSource(strings = {"fresh", "written", "key", "keyless", "batch"})
  void aWriteOnItsWayLeavesNothing(String before) throws Exception {
    var person =
        acme.under(HR)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    acme.decide(person, true).expect(201);
    if (before.equals("written")) {
      acme.under(NEWS).put(contact(person), "{'fields': {'email': 'a@ornek.example'}}").expect(201);
    }
    // slow is the put of the record; or, of a first record, the making of its key, which another
    // write makes meanwhile, or none
    boolean key = List.of("key", "keyless", "batch").contains(before);
    var slowed = key ? "T#" + acme.tenant + "#P#" + person : "R#contact#main";
    var slow = JsonNodeFactory.instance.objectNode();
    slow.put("match", slowed).put("service", "dynamodb");
    slow.put("operation", key ? "UpdateItem" : "PutItem").put("latency", "PT2S").put("count", 1);
    stack.control("PUT", "faults", slow).expect(200);
    try (var thread = Executors.newSingleThreadExecutor()) {
      var writing = thread.submit(() -> before.equals("batch") ? batch(person) : late(person));
      Thread.sleep(600);
      if (before.equals("key")) {
        acme.under(NEWS)
            .put(
                contact(person).replace("main", "other"),
                "{'fields': {'email': 'a@ornek.example'}}")
            .expect(201);
      }
      acme.decide(person, false).expect(201);
      assertThat(writing.get().status()).isIn(200, 201, 403, 409, 410);
    } finally {
      stack.clearFaults(slowed);
    }
    acme.under(HR).get(contact(person)).expect(404);
  }

  /// After some of its calls to the store, and the same call again. Between the disposal's look at
  /// what the person has and its judgement, the record is written anew.
  @ParameterizedTest
  @ValueSource(strings = {"consent given anew", "another activity"})
  void whatIsWrittenMeanwhileByRightStays(String right) throws Exception {
    var person = subscriber();
    var records = "T#" + acme.tenant + "#S#" + person;
    var slow = JsonNodeFactory.instance.objectNode();
    slow.put("match", records).put("service", "dynamodb").put("operation", "Query");
    slow.put("after", 1).put("count", 1).put("latency", "PT3S");
    stack.control("PUT", "faults", slow).expect(200);
    stack.clearCalls(records);
    boolean anew = right.equals("consent given anew");
    try (var thread = Executors.newSingleThreadExecutor()) {
      var withdrawing = thread.submit(() -> acme.decide(person, false));
      stack.awaitCalls(records, calls -> calls.path("Query").asLong(), 2);
      if (anew) {
        acme.decide(person, true).expect(201);
      }
      acme.under(anew ? NEWS : HR)
          .put(contact(person), "{'fields': {'email': 'b@ornek.example'}}")
          .expect(200);
      withdrawing.get().expect(201);
    } finally {
      stack.clearFaults(records);
    }
    var now = acme.under(anew ? NEWS : HR).get(contact(person)).expect(200).body();
    assertThat(now.at("/fields/email").asText()).isEqualTo("b@ornek.example");
  }

  @Test
  void stoppedAndRunAgainItEndsWholeAndOnce() {
    stopped(1, 6);
  }

  /// After each of them.
  @Tag("long")
  @Test
  void stoppedAfterEveryCallAndRunAgainItEndsWholeAndOnce() {
    stopped(0, 1);
  }

  private void stopped(int first, int step) {
    var mine = "T#" + acme.tenant + "#";
    boolean finished = false;
    for (int calls = first; !finished; calls += step) {
      assertThat(calls).as("calls of a withdrawal").isLessThan(60);
      var person = subscriber();
      stack.stopAfter(mine, calls);
      var call = acme.service().idempotent("w-" + calls);
      var stopped = call.post(consents(person), decision(NEWS, false));
      stack.clearFaults(mine);
      finished = stopped.status() == 201;
      // whole or not at all: either consent stands, and the address with it, or neither is used
      var between = acme.under(NEWS).get(contact(person)).status();
      assertThat(between).as("after " + calls).isIn(200, 403);
      stack.advance(Duration.ofSeconds(20)); // the first run's lease ends
      call.post(consents(person), decision(NEWS, false)).expect(201);
      acme.under(NEWS).get(contact(person)).expect(403);
      acme.under(HR).get(contact(person)).expect(404);
      var decisions =
          acme.dpo()
              .get(consents(person))
              .expect(200)
              .body()
              .path("items")
              .findValuesAsText("granted");
      assertThat(decisions).as("after " + calls).containsExactlyInAnyOrder("true", "false");
    }
  }
}
