package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Refusal;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.local.Stack;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Watch is stopped after each of its calls, one more each time, until one run is not stopped: then
/// each suspicion is open, once, with the count that it has where nothing stops, and told of once.
@Tag("long")
class WatchStopsTest {
  private static final int MOST = 200;
  private static final int REFUSALS = 25;
  private static final int SEARCHES = 60;

  private final String tenant = Stack.tenantName();
  private final Doings doings = new Doings(tenant);

  private void day(Stack stack, Instant at) {
    var ledger = Doings.ledger(stack, at);
    var searches = new ArrayList<Intent>();
    for (int i = 0; i < SEARCHES; i++) {
      searches.add(doings.by("agent-1", Action.SEARCH));
    }
    var _ = ledger.intents(new TenantId(tenant), searches);
    for (int i = 0; i < REFUSALS; i++) {
      var _ = ledger.refused(new TenantId(tenant), doings.by("agent-2", Action.READ), Refusal.ROLE);
    }
  }

  @Test
  void opensEachOnceWhereverItIsStopped() {
    try (var stack = Stack.only(Set.of("Watch"), Stack.HOME);
        var kms = stack.kms()) {
      stack.open(tenant);
      stack.advance(Duration.ofMinutes(5));
      stack.advance(Duration.ofMinutes(20));
      day(stack, now(stack).plusSeconds(1));
      Thief.decrypt(stack, kms, new Thief.Plan(tenant, tenant, "none"));
      int runs = stopEverywhere(stack);
      assertThat(runs).isBetween(10, MOST);
      var found = suspicions(stack);
      assertThat(found)
          .extracting(one -> one.path("detector").asText() + " " + one.path("count").asInt())
          .containsExactlyInAnyOrder(
              "SEARCH_PROBING " + SEARCHES, "REFUSALS " + REFUSALS, "UNNOTED_DECRYPTION 1");
      assertThat(queued(stack)).isEqualTo(found.size());
    }
  }

  private static int stopEverywhere(Stack stack) {
    int after = 0;
    boolean stopped = true;
    while (stopped && after < MOST) {
      stack.stopAfter(after++);
      stack.advance(Duration.ofMinutes(5));
      stopped = stack.goOn();
    }
    return after;
  }

  private static Instant now(Stack stack) {
    return Instant.parse(stack.control("GET", "clock").expect(200).body().path("now").asText());
  }

  /// But for the sealer's, which does not run here.
  private List<JsonNode> suspicions(Stack stack) {
    return stack
        .as(stack.strongToken(tenant, "dpo-1", "dpo"))
        .get("/v1/suspicions")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(
            one -> !Set.of("UNSEALED", "BACKUP_OVERDUE").contains(one.path("detector").asText()))
        .toList();
  }

  /// Letters about those, delivered by a run of their own.
  private static long queued(Stack stack) {
    stack.control("POST", "invoke/Sends").expect(200);
    return stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item ->
            item.path("body")
                .asText()
                .matches("(?s).*(SEARCH_PROBING|REFUSALS|UNNOTED_DECRYPTION).*"))
        .count();
  }
}
