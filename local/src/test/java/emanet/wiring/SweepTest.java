package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.keys.TenantEnds;
import emanet.local.Stack;
import emanet.local.template.Api;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the sweep reaches.
class SweepTest {
  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private static final TenantId ENDED = new TenantId("ended-by-now");

  /// Of whoever's contract has ended, loads were noted until then.
  @Test
  void notesOfLoadsGoOfWhoHasEndedToo() {
    var environment = ObjectsTest.environment(stack);
    var store = new Cloud(environment, Clients.http()).tables(ClockSource.of(environment));
    var now = Instant.now();
    new TenantEnds(store).destroyed(ENDED, "c", now);
    var partition = "T#" + ENDED + "#LOADS";
    for (int days : new int[] {1, 6, 8, 30}) {
      var id = Ids.lowestAt(now.minus(Duration.ofDays(days)));
      var note = Item.at(new Key(Table.DEPLOYMENT, partition, id)).with("kek", 1);
      store.put(note, Condition.noItem());
    }
    stack.control("POST", "invoke/Sweep").expect(200);
    assertThat(store.queryAll(Range.between(Table.DEPLOYMENT, partition, "0", "~"))).hasSize(2);
  }

  /// Else what comes last is never reached where there is much of what comes first.
  @Test
  void allItsTurnsTogetherEndBeforeTheFunctionDoes() {
    var api = Api.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of());
    assertThat(api.functions().get("Sweep").timeout()).isGreaterThan(Sweep.WHOLE);
  }
}
