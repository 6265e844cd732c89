package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Refusal;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Outcome;
import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A normal week opens no suspicion; a day that is out of the ordinary opens one of each kind,
/// once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {
  private static final Pattern LETTER =
      Pattern.compile("Key: (\\S+)\n.*-----BEGIN CHECKPOINT-----\n(.*)-----END", Pattern.DOTALL);

  private final String tenant = Stack.tenantName();
  private final Instant today = Instant.now().minus(Duration.ofMinutes(5));
  private Stack stack;
  private final Doings doings = new Doings(tenant);

  @BeforeAll
  void start() {
    stack = Stack.only(Set.of("Watch", "Sends"), Stack.HOME);
    stack.open(tenant);
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  private ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private List<JsonNode> suspicions() {
    var found = new ArrayList<JsonNode>();
    dpo().get("/v1/suspicions").expect(200).body().path("items").forEach(found::add);
    return found;
  }

  private void day(Instant at, String actor, int reads, int refusals, int searches, int hits) {
    var ledger = Doings.ledger(stack, at);
    var intents = new ArrayList<Intent>();
    for (int i = 0; i < reads; i++) {
      intents.add(
          doings.by(actor, Action.READ).in(new CategoryCode("identity")).at(new RecordId("main")));
      intents.add(doings.by(actor, Action.READ).in(new CategoryCode("contact")).seenAs("MASKED"));
    }
    for (int i = 0; i < searches; i++) {
      var search = doings.by(actor, Action.SEARCH);
      intents.add(search);
      if (i < hits) {
        intents.add(doings.found(search));
      }
    }
    var _ = ledger.intents(new TenantId(tenant), intents);
    for (int i = 0; i < refusals; i++) {
      var _ = ledger.refused(new TenantId(tenant), doings.by(actor, Action.READ), Refusal.ROLE);
    }
  }

  /// Five people and a platform at work, each day a little other.
  private void week() {
    for (int back = 8; back >= 0; back--) {
      var at = today.minus(Duration.ofDays(back));
      for (int i = 0; i < 5; i++) {
        day(at, "agent-" + i, 12 + (back * 7 + i * 3) % 9, (back + i) % 3 / 2, 6, 5);
      }
      day(at, "platform-1", 110 + back * 5 % 17, 0, 0, 0);
    }
  }

  private void forge(int times) {
    var token = stack.token(tenant, "agent-0", "agent");
    int end = token.lastIndexOf('.') + 1;
    for (int i = 0; i < times; i++) {
      var forged = token.substring(0, end) + "AAAA" + token.substring(end + 4);
      // another text each time, since answers for a token are remembered
      var other = forged.substring(0, end + 8) + (char) ('a' + i) + forged.substring(end + 9);
      stack.as(other).get("/v1/inventory").expect(401);
    }
  }

  @Test
  void aNormalWeekIsQuietAndADayOutOfTheOrdinaryIsNot() {
    week();
    stack.control("POST", "invoke/Seal").expect(200);
    stack.advance(Duration.ofMinutes(5));
    assertThat(suspicions()).isEmpty();

    var later = today.plus(Duration.ofMinutes(11));
    day(later, "agent-0", 90, 0, 0, 0);
    day(later, "agent-1", 0, 25, 0, 0);
    day(later, "agent-2", 0, 0, 100, 2);
    var opened = doings.by("agent-3", Action.READ);
    var broken = Doings.ledger(stack, later);
    var receipt = broken.intent(new TenantId(tenant), opened);
    var _ =
        broken.outcome(
            new TenantId(tenant), receipt, opened, Outcome.TAMPERED, OptionalLong.empty());
    forge(12);
    stack.advance(Duration.ofMinutes(30));
    var found = suspicions();
    assertThat(found)
        .extracting(one -> one.path("detector").asText() + " " + one.path("about").asText())
        .containsExactlyInAnyOrder(
            "PLAIN_READS agent-0",
            "REFUSALS agent-1",
            "SEARCH_PROBING agent-2",
            "TAMPERED agent-3",
            "FORGED_TOKENS tokens",
            "UNSEALED ledger");
    stack.advance(Duration.ofMinutes(10));
    assertThat(suspicions()).hasSameSizeAs(found);
    assertThat(outbox("olağan dışı")).hasSize(found.size());
    assertThat(due()).hasSameSizeAs(found).contains(found.getFirst().path("id").asText());
    assessed(found.getFirst().path("id").asText());
    assertThat(due()).hasSize(found.size() - 1);
    theDaysCheckpointComesByLetter();
  }

  private List<String> due() {
    return dpo()
        .get("/v1/overview")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item -> item.path("kind").asText().equals("SUSPICION"))
        .map(item -> item.path("reference").asText())
        .toList();
  }

  private void assessed(String id) {
    var path = "/v1/suspicions/" + id + "/assessment";
    dpo().post(path, "{'outcome': 'BREACH'}").expect(422);
    dpo().post(path, "{'outcome': 'BREACH', 'breach': 'none'}").expect(422);
    var dismissed = dpo().post(path, "{'outcome': 'DISMISSED'}").expect(200).body();
    assertThat(dismissed.path("by").asText()).isEqualTo("dpo-1");
    dpo().post(path, "{'outcome': 'DISMISSED'}").expect(200);
    stack
        .as(stack.token(tenant, "auditor-1", "auditor"))
        .post(path, "{'outcome': 'DISMISSED'}")
        .expect(403);
  }

  private List<String> outbox(String part) {
    var found = new ArrayList<String>();
    stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> {
          var text = item.path("body").asText();
          if (text.toLowerCase(java.util.Locale.ROOT).contains(part)) {
            found.add(text);
          }
        });
    return found;
  }

  private void theDaysCheckpointComesByLetter() {
    stack.control("POST", "invoke/Seal").expect(200);
    stack.advance(Duration.ofDays(1));
    stack.advance(Duration.ofMinutes(5));
    var letters = outbox("begin checkpoint");
    assertThat(letters).isNotEmpty();
    var letter = LETTER.matcher(letters.getLast().replace("\r\n", "\n"));
    assertThat(letter.find()).isTrue();
    var key = NoteKey.parse(letter.group(1)).orElseThrow();
    var note = Note.parse(letter.group(2)).orElseThrow();
    assertThat(note.signatures()).anyMatch(line -> key.verifies(note.text(), line));
    assertThat(Checkpoint.parse(note.text()).orElseThrow().size()).isGreaterThan(1000);
  }
}
