package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.local.Stack;
import emanet.store.DynamoStore;
import emanet.store.Stage;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// A scope over a window of a million entries, of which one in twenty is a suspect's; what lies
/// outside of it is not read, and they are never in memory together: they would not fit into this
/// process. `-Demanet.scope.entries` asks for more or fewer of them. It is measured, so it runs
/// alone, and on a stack of its own, where nobody else's schedules read them.
@Tag("long")
@Isolated
class ScopeScaleTest {
  private static final int ENTRIES = Integer.getInteger("emanet.scope.entries", 1_000_000);
  private static final int A_SUSPECTS = 20;
  private static final int PEOPLE = 5000;
  private static final int CHUNK = 100;
  private static final int BATCH = 500;
  private static final int WRITERS = 4;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME);
  private final Theft theft = new Theft(stack, 3);
  private final List<String> victims = victims();
  private final Instant from = Instant.now().minus(Duration.ofHours(10));
  private final Instant to = from.plus(WINDOW);

  @AfterEach
  void stop() {
    stack.close();
  }

  private List<String> victims() {
    var found = new ArrayList<String>();
    while (found.size() < PEOPLE) {
      found.addAll(theft.newcomers(CHUNK));
    }
    return found;
  }

  /// Spreads entries over an hour, a minute before its end at the latest.
  private void write(Instant begin, int count) {
    var store = new DynamoStore(stack.dynamo(), InstantSource.system());
    var span = WINDOW.minusMinutes(1).dividedBy(Math.max(1, count / BATCH));
    var batches = IntStream.range(0, count / BATCH).boxed();
    batches
        .gather(Gatherers.windowFixed(WRITERS))
        .forEach(window -> {
          var calls = new ArrayList<Callable<Integer>>();
          for (var i : window) {
            var at = begin.plus(span.multipliedBy(i));
            var ledger = new Ledger(store, new Ids(Randomness.system(), InstantSource.fixed(at)));
            calls.add(() -> ledger.intents(new TenantId(theft.tenant), intents(i * BATCH)).size());
          }
          assertThat(Stage.all(calls)).containsOnly(BATCH);
        });
  }

  private List<Intent> intents(int first) {
    var tenant = new TenantId(theft.tenant);
    var intents = new ArrayList<Intent>();
    for (int j = first; j < first + BATCH; j++) {
      boolean suspect = j % A_SUSPECTS == 0;
      var person = suspect ? victims.get(j / A_SUSPECTS % PEOPLE) : theft.people.get(j % 3);
      intents.add(
          Intent.of(caller(tenant, suspect ? Theft.THIEF : "agent-" + j % 50 + "-x"), Action.READ)
              .about(new SubjectId(person))
              .in(new CategoryCode("identity"))
              .at(new RecordId("main")));
    }
    return intents;
  }

  private static Caller caller(TenantId tenant, String actor) {
    return new Caller(
        tenant,
        new ActorId(actor),
        Set.of(Role.AGENT),
        Optional.empty(),
        false,
        Instant.MAX,
        "request-0123456789");
  }

  /// The scope of a breach of this window, once it is worked out.
  private JsonNode scope(Instant end) {
    var suspects = "'actors': ['%s']".formatted(Theft.THIEF);
    var path = "/v1/breaches/" + theft.breach(suspects, from, end);
    var scope = theft.dpo().post(path + "/scope", "{}").body();
    while (scope.path("state").asText().equals("RUNNING")) {
      stack.control("POST", "invoke/Worker").expect(200);
      scope = theft.dpo().get(path + "/scope").expect(200).body();
    }
    assertThat(scope.path("state").asText()).isEqualTo("SUCCEEDED");
    return scope;
  }

  @Test
  @Timeout(3600)
  void aWindowOfAMillionTakesAMinuteAtMostAndNothingElseIsRead() {
    write(from, ENTRIES);
    write(to.plus(WINDOW), ENTRIES / 100);
    long begun = System.nanoTime();
    var scope = scope(to);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    int matched = ENTRIES / A_SUSPECTS;
    assertThat(scope.path("subjects").asInt()).isEqualTo(Math.min(PEOPLE, matched));
    assertThat(scope.at("/progress/counts/read").asInt()).isEqualTo(ENTRIES);
    assertThat(scope.at("/progress/counts/matched").asInt()).isEqualTo(matched);
    assertThat(took).isLessThan(LONGEST);

    // a tenth of the window, and two minutes for what came of it, is as much of the reading
    var tenth = scope(from.plus(WINDOW.dividedBy(10)));
    assertThat(tenth.at("/progress/counts/read").asInt())
        .isBetween(ENTRIES / 10, ENTRIES * 14 / 100 + 2 * BATCH);
    var again = scope(from.plus(WINDOW.dividedBy(10)));
    assertThat(again.path("subjects")).isEqualTo(tenth.path("subjects"));
    assertThat(again.at("/progress/counts")).isEqualTo(tenth.at("/progress/counts"));
  }
}
