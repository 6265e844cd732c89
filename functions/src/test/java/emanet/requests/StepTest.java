package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.requests.Decision.Item;
import emanet.requests.Decision.RecordChange;
import emanet.requests.Step.Progress;
import emanet.values.CategoryCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What of a decision may become other than it was.
class StepTest {
  private static final CategoryCode IDENTITY = new CategoryCode("identity");
  private static final CategoryCode CONTACT = new CategoryCode("contact");

  private static Item item(Right right, Optional<CategoryCode> category, boolean accepted) {
    var reason = accepted ? Optional.<String>empty() : Optional.of("Yapılamıyor");
    return new Item(right, category, accepted, reason, Optional.empty(), Optional.empty());
  }

  private static Item whole(Right right, boolean accepted) {
    return item(right, Optional.empty(), accepted);
  }

  private static RecordChange change(CategoryCode category) {
    var fields = JsonNodeFactory.instance.objectNode().put("email", "a@ornek.example");
    return new RecordChange(category, "main", fields);
  }

  private static Map<String, String> steps(Decision decision, Progress... of) {
    var steps = new HashMap<>(Step.plan(decision));
    var ordered = Step.ordered(steps);
    for (int i = 0; i < of.length; i++) {
      steps.put(ordered.get(i).code(), of[i].name());
    }
    return steps;
  }

  @ParameterizedTest
  @EnumSource(Progress.class)
  void anObjectionIsRefusedAfterAllOnlyWhereItIsBlocked(Progress progress) {
    var before = new Decision(List.of(whole(Right.OBJECTION, true)), List.of());
    var next = new Decision(List.of(whole(Right.OBJECTION, false)), List.of());
    var steps = steps(before, Progress.DONE, progress);
    assertThat(steps).containsKeys("FACTS", "OBJECTION");
    assertThat(Step.mayBecome(before, next, steps)).isEqualTo(progress == Progress.BLOCKED);
    assertThat(Step.mayBecome(next, before, steps)).isFalse();
  }

  /// The changes that stay keep their numbers, by which their steps are known.
  @Test
  void whatIsRefusedTakesItsOwnChangesAlong() {
    var before =
        new Decision(
            List.of(
                item(Right.RECTIFICATION, Optional.of(IDENTITY), true),
                item(Right.RECTIFICATION, Optional.of(CONTACT), true)),
            List.of(change(IDENTITY), change(CONTACT)));
    var steps = steps(before, Progress.DONE, Progress.BLOCKED, Progress.PENDING);
    var items =
        List.of(
            item(Right.RECTIFICATION, Optional.of(IDENTITY), false),
            item(Right.RECTIFICATION, Optional.of(CONTACT), true));
    var sent = new Decision(items, List.of(change(CONTACT)));
    assertThat(Step.mayBecome(before, sent, steps)).isTrue();
    assertThat(Step.mayBecome(before, new Decision(items, List.of(change(IDENTITY))), steps))
        .as("a change of its own")
        .isFalse();
    var next = sent.over(before.changes());
    assertThat(next.isSame(sent)).isTrue();
    assertThat(Step.without(next, steps))
        .containsOnlyKeys("FACTS", "RECTIFICATION#1", "NOTIFICATION");
    var other = List.of(items.get(0), item(Right.RECTIFICATION, Optional.of(CONTACT), false));
    assertThat(Step.mayBecome(before, new Decision(other, List.of()), steps))
        .as("one that nothing forbids")
        .isFalse();
  }

  @Test
  void whereNothingIsPutRightNobodyIsTold() {
    var before = new Decision(List.of(whole(Right.RECTIFICATION, true)), List.of(change(IDENTITY)));
    var steps = steps(before, Progress.DONE, Progress.BLOCKED);
    var next = new Decision(List.of(whole(Right.RECTIFICATION, false)), before.changes());
    assertThat(Step.mayBecome(before, next, steps)).isTrue();
    assertThat(Step.without(next, steps)).containsOnlyKeys("FACTS");
  }
}
