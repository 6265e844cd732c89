package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Notices between controller and processor, incidents, and notices to people over several shards,
/// stopped after any call to any service and taken up by whoever began them: everybody is told
/// once, but for a send that was in flight, which may come twice and is listed.
@Tag("long")
@Timeout(3600)
class TellingStopsTest {
  /// More calls than a notice makes.
  private static final int MOST = 400;

  private static final int INCIDENT_STEP = 3;
  private static final int PEOPLE_STEP = 29;

  /// More than one shard has.
  private static final int PEOPLE = 20;

  private static final int FIRST = 700_000;
  private static final String WORDS =
      "'measures': 'Oturum kapatildi', 'advice': 'Bekleyin', 'contact': 'KVKK ekibi'";
  private static final String NOTICE = "{'audience': 'COUNTERPART', " + WORDS + "}";

  @AutoClose
  private static final Stack stack = Stack.only(Set.of("Worker", "Sends", "Sweep"), Stack.HOME);

  private static Duration moved = Duration.ZERO;

  @AfterEach
  void goOn() {
    var _ = stack.goOn();
  }

  private static Instant now() {
    return Instant.now().plus(moved);
  }

  private static void later(Duration by) {
    stack.advance(by);
    moved = moved.plus(by);
  }

  /// A tenant with one contact that is written to, and one that subscribes to the topic.
  private record Told(Theft theft, String mail, String phone) {
    static Told fresh(int number) {
      var theft = new Theft(stack, 1);
      var mail = "dpo@" + theft.tenant + ".example";
      var phone = "+9053300000%02d".formatted(number);
      theft.contacts(
          "[{'role': 'DPO', 'email': '%s'}, {'role': 'SECURITY', 'phone': '%s'}]"
              .formatted(mail, phone));
      return new Told(theft, mail, phone);
    }

    private List<JsonNode> outbox(String channel, String breach) {
      return stack
          .control("GET", "outbox")
          .expect(200)
          .body()
          .path("items")
          .valueStream()
          .filter(item -> item.path("channel").asText().equals(channel))
          .filter(item -> item.path("body").asText().contains(breach))
          .toList();
    }

    /// Each by its own way, and once more only where that is listed.
    void toldOf(String breach, String when) {
      var sends =
          theft.dpo().get("/v1/breaches/" + breach + "/file").expect(200).body().path("sends");
      var topic = outbox("TOPIC", breach);
      once(topic, sends, "TOPIC", when);
      var texts = outbox("SMS", breach);
      assertThat(texts).as(when).hasSameSizeAs(topic);
      assertThat(texts).allMatch(item -> item.path("to").asText().equals(phone));
      var letters =
          outbox("EMAIL", breach).stream()
              .filter(item -> item.path("to").asText().equals(mail))
              .toList();
      once(letters, sends, "EMAIL", when);
    }

    private static void once(List<JsonNode> items, JsonNode sends, String channel, String when) {
      boolean listed =
          sends
              .valueStream()
              .filter(send -> send.path("channel").asText().equals(channel))
              .anyMatch(send -> send.path("possiblyTwice").asBoolean());
      assertThat(items.size()).as(channel + ", " + when).isBetween(1, listed ? 2 : 1);
    }

    /// No notice is repeated that was received.
    void receives(String breach) {
      var path = "/v1/breaches/" + breach;
      var toldAt = theft.dpo().get(path).expect(200).body().path("counterpartToldAt").asText();
      theft
          .dpo()
          .post(path + "/receipts", "{'by': 'Beta', 'at': '%s'}".formatted(toldAt))
          .expect(201);
    }
  }

  /// Stops a call, has it made again once claims have lapsed, and what is left done by schedule.
  ///
  /// @return whether it was through before it would have been stopped
  private static boolean stopped(ApiCall call, String path, String body, int calls) {
    stack.stopAfter(calls);
    call.post(path, body);
    boolean through = !stack.goOn();
    later(Duration.ofMinutes(2));
    call.post(path, body);
    for (int i = 0; i < 4; i++) {
      later(Duration.ofMinutes(2));
    }
    assertThat(call.post(path, body).status()).as("stopped after " + calls).isIn(201, 202);
    return through;
  }

  @Test
  void aNoticeIsToldOnceWhereverItsCallIsStopped() {
    var told = Told.fresh(1);
    later(Duration.ofHours(1));
    boolean through = false;
    for (int calls = 1; !through; calls++) {
      assertThat(calls).isLessThan(MOST);
      stack.control("DELETE", "outbox");
      var breach = told.theft().breach("'actors': ['x']", now().minusSeconds(60), now());
      var call = told.theft().dpo().idempotent("notice-" + calls);
      through = stopped(call, "/v1/breaches/" + breach + "/notifications", NOTICE, calls);
      told.toldOf(breach, "stopped after " + calls);
      told.receives(breach);
    }
  }

  private static String incident(Told... whom) {
    var at = now().minusSeconds(60);
    var tenants = List.of(whom).stream().map(one -> "'" + one.theft().tenant + "'").toList();
    return """
    {'tenants': %s, 'learnedAt': '%s', 'source': 'MALWARE', 'effects': ['AVAILABILITY'],
     'description': 'Zararli yazilim',
     'suspects': {'addresses': ['198.51.100.9'], 'from': '%s', 'to': '%s'}, %s}
    """
        .formatted(tenants, at, at, now(), WORDS);
  }

  private static ApiCall admin() {
    return stack.as(stack.strongToken("platform", "root", "admin"));
  }

  private static JsonNode newestIncident() {
    var id = admin().get("/v1/incidents?limit=1").expect(200).body().at("/items/0/id").asText();
    return admin().get("/v1/incidents/" + id).expect(200).body();
  }

  @Test
  void anIncidentIsToldEveryTenantOnceWhereverItsCallIsStopped() {
    var one = Told.fresh(2);
    var other = Told.fresh(3);
    later(Duration.ofHours(1));
    boolean through = false;
    for (int calls = 1; !through; calls += INCIDENT_STEP) {
      assertThat(calls).isLessThan(MOST);
      stack.control("DELETE", "outbox");
      var call = admin().idempotent("incident-" + calls);
      through = stopped(call, "/v1/incidents", incident(one, other), calls);
      var entered = newestIncident();
      assertThat(entered.path("state").asText()).isEqualTo("SUCCEEDED");
      one.toldOf(entered.at("/breaches/0/breach").asText(), "stopped after " + calls);
      other.toldOf(entered.at("/breaches/1/breach").asText(), "stopped after " + calls);
      one.receives(entered.at("/breaches/0/breach").asText());
      other.receives(entered.at("/breaches/1/breach").asText());
    }
  }

  /// The call, the state machine and its turns, and the schedule are all stopped there.
  @Test
  void peopleAreToldOnceWhereverTheirShardsAreStopped() {
    var theft = new Theft(stack, 1);
    var from = now().minusSeconds(60);
    theft.crowd(PEOPLE, FIRST, 1000);
    boolean through = false;
    for (int calls = 1; !through; calls += PEOPLE_STEP) {
      assertThat(calls).isLessThan(MOST * 10);
      var breach = theft.breach("'actors': ['crowd-1']", from, now());
      var path = "/v1/breaches/" + breach;
      theft.dpo().post(path + "/scope", "{}");
      later(Duration.ofMinutes(2));
      var words = "{'audience': 'SUBJECTS', " + WORDS + "}";
      stack.control("DELETE", "outbox");
      stack.stopAfter(calls);
      var call = theft.dpo().idempotent("people-" + calls);
      call.post(path + "/notifications", words);
      later(Duration.ofMinutes(2));
      through = !stack.goOn();
      for (int i = 0; i < 8; i++) {
        later(Duration.ofMinutes(4));
      }
      assertThat(call.post(path + "/notifications", words).status()).isEqualTo(202);
      for (int i = 0; i < 4; i++) {
        later(Duration.ofMinutes(4));
      }
      toldOnce(theft, path, "stopped after " + calls);
    }
  }

  private static void toldOnce(Theft theft, String path, String when) {
    var list = theft.auditor().get(path + "/notifications?limit=100").expect(200).body();
    assertThat(list.at("/items/0/state").asText()).as(when).isEqualTo("SUCCEEDED");
    var times = new TreeMap<String, Integer>();
    stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("to")
        .forEach(to -> times.merge(to, 1, Integer::sum));
    var wanted = IntStream.range(FIRST, FIRST + PEOPLE).mapToObj(Theft::mail).toList();
    assertThat(times.keySet()).as(when).containsAll(wanted);
    long listed =
        list.path("items").findValuesAsText("possiblyTwice").stream()
            .filter("true"::equals)
            .count();
    long twice = wanted.stream().filter(to -> times.get(to) > 1).count();
    assertThat(twice).as(when).isLessThanOrEqualTo(listed);
  }

  @Test
  void whatStandsInTheWayOfOneTenantHoldsUpNoOther() {
    var held = Told.fresh(4);
    var other = Told.fresh(5);
    later(Duration.ofHours(1));
    var partition = "T#" + held.theft().tenant + "#BR#";
    stack.fault(partition, "dynamodb", "PutItem", "AccessDeniedException", 1000);
    admin().post("/v1/incidents", incident(held, other)).expect(202);
    later(Duration.ofMinutes(2));
    var entered = newestIncident();
    other.toldOf(entered.at("/breaches/1/breach").asText(), "the other one cannot be");
    assertThat(entered.path("state").asText()).isEqualTo("RUNNING");
    stack.clearFaults(partition);
    later(Duration.ofMinutes(20));
    later(Duration.ofMinutes(2));
    held.toldOf(newestIncident().at("/breaches/0/breach").asText(), "late");
    assertThat(newestIncident().path("state").asText()).isEqualTo("SUCCEEDED");
  }
}
