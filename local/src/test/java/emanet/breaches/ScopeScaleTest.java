package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.local.Stack;
import emanet.store.DynamoStore;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A scope over a window of very many entries, of which one in twenty is a suspect's; what lies
/// outside of it is not read. `-Demanet.scope.entries` asks for more of them.
@Tag("long")
class ScopeScaleTest {
  private static final int ENTRIES = Integer.getInteger("emanet.scope.entries", 50_000);
  private static final int A_SUSPECTS = 20;
  private static final int BATCH = 500;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Stack stack = Stack.shared();
  private final Theft theft = new Theft(stack, 40);
  private final Instant from = Instant.now().minus(Duration.ofHours(10));
  private final Instant to = from.plus(Duration.ofHours(1));

  private void write(Instant begin, int count) {
    var clock =
        new InstantSource() {
          private Instant now = begin;

          @Override
          public Instant instant() {
            return now;
          }
        };
    var ids = new Ids(Randomness.system(), clock);
    var ledger = new Ledger(new DynamoStore(stack.dynamo(), InstantSource.system()), ids);
    var tenant = new TenantId(theft.tenant);
    var span = Duration.between(from, to).minusSeconds(60).dividedBy(Math.max(1, count / BATCH));
    for (int i = 0; i < count; i += BATCH) {
      var intents = new ArrayList<Intent>();
      for (int j = i; j < i + BATCH; j++) {
        boolean suspect = j % A_SUSPECTS == 0;
        int person = suspect ? j / A_SUSPECTS % 37 : 37 + j % 3;
        intents.add(
            Intent.of(caller(tenant, suspect ? Theft.THIEF : "agent-" + j % 50 + "-x"), Action.READ)
                .about(new SubjectId(theft.people.get(person)))
                .in(new CategoryCode("identity"))
                .at(new RecordId("main")));
      }
      var _ = ledger.intents(tenant, intents);
      clock.now = clock.now.plus(span);
    }
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

  @Test
  void aWindowOfManyTakesAMinuteAtMostAndNothingElseIsRead() {
    write(from, ENTRIES);
    write(to.plus(Duration.ofHours(1)), ENTRIES / 10);
    var path = "/v1/breaches/" + theft.breach("'actors': ['%s']".formatted(Theft.THIEF), from, to);
    long begun = System.nanoTime();
    var scope = theft.dpo().post(path + "/scope", "{}").body();
    while (scope.path("state").asText().equals("RUNNING")) {
      stack.control("POST", "invoke/Worker").expect(200);
      scope = theft.dpo().get(path + "/scope").expect(200).body();
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(scope.path("subjects").asInt()).isEqualTo(37);
    assertThat(scope.at("/progress/counts/read").asInt()).isEqualTo(ENTRIES);
    assertThat(scope.at("/progress/counts/matched").asInt()).isEqualTo(ENTRIES / A_SUSPECTS);
    assertThat(took).isLessThan(LONGEST);
  }
}
