package emanet.requests;

import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A step of carrying a decision out. Steps run in the order of their kinds: what the answer says
/// is gathered before anything is changed or erased, and recipients are told last.
///
/// @param part which change, or which category; empty where the step is on all
record Step(Kind kind, String part) {
  /// What a step does.
  enum Kind {
    /// Gathers what the answer says of the data, its uses and its recipients.
    FACTS,
    /// Copies the data itself, for the person.
    COPY,
    /// Puts a record right.
    RECTIFICATION,
    /// Stops the activities that decide by automated analysis alone.
    OBJECTION,
    ERASURE,
    /// Tells recipients of what was put right and erased.
    NOTIFICATION
  }

  /// Where a step stands.
  enum Progress {
    PENDING,
    /// Begun, and ended elsewhere: looked at again.
    WAITING,
    /// Something forbids it now.
    BLOCKED,
    DONE
  }

  String code() {
    return part.isEmpty() ? kind.name() : kind.name() + "#" + part;
  }

  static Step parse(String code) {
    int hash = code.indexOf('#');
    return hash < 0
        ? new Step(Kind.valueOf(code), "")
        : new Step(Kind.valueOf(code.substring(0, hash)), code.substring(hash + 1));
  }

  Optional<CategoryCode> category() {
    return part.isEmpty() ? Optional.empty() : Optional.of(new CategoryCode(part));
  }

  /// The steps that carry `decision` out; none where everything was refused.
  static Map<String, String> plan(Decision decision) {
    var steps = new ArrayList<Step>();
    if (decision.acceptsAny()) {
      steps.add(new Step(Kind.FACTS, ""));
    }
    if (decision.accepts(Right.INFORMATION)) {
      steps.add(new Step(Kind.COPY, ""));
    }
    for (int i = 0; i < decision.changes().size(); i++) {
      if (decision.accepts(decision.changes().get(i))) {
        steps.add(rectifying(i));
      }
    }
    if (decision.accepts(Right.OBJECTION)) {
      steps.add(new Step(Kind.OBJECTION, ""));
    }
    for (var item : decision.accepted(Right.ERASURE)) {
      steps.add(erasing(item));
    }
    boolean changed = decision.accepts(Right.RECTIFICATION) || decision.accepts(Right.ERASURE);
    if (changed || decision.accepts(Right.NOTIFICATION)) {
      steps.add(new Step(Kind.NOTIFICATION, ""));
    }
    var plan = new HashMap<String, String>();
    steps.forEach(step -> plan.put(step.code(), Progress.PENDING.name()));
    return plan;
  }

  static Step rectifying(int change) {
    return new Step(Kind.RECTIFICATION, Integer.toString(change));
  }

  private static Step erasing(Decision.Item item) {
    return new Step(Kind.ERASURE, item.category().map(CategoryCode::value).orElse(""));
  }

  /// Whether `next` is `before`, but for what something forbids: that it refuses.
  static boolean mayBecome(Decision before, Decision next, Map<String, String> steps) {
    var left = new ArrayList<>(before.items());
    left.removeAll(next.items());
    var fresh = new ArrayList<>(next.items());
    fresh.removeAll(before.items());
    boolean forbidden =
        left.stream().allMatch(item -> item.accepted() && isBlocked(before, item, steps));
    boolean refused =
        fresh.stream()
            .allMatch(
                item -> !item.accepted() && left.stream().anyMatch(other -> isOfSame(other, item)));
    return forbidden
        && refused
        && left.size() == fresh.size()
        && next.isSame(next.over(before.changes()));
  }

  /// Of several changes it is enough that one cannot be made.
  private static boolean isBlocked(
      Decision decision, Decision.Item item, Map<String, String> steps) {
    return switch (item.right()) {
      case ERASURE -> isBlocked(erasing(item), steps);
      case OBJECTION -> isBlocked(new Step(Kind.OBJECTION, ""), steps);
      case RECTIFICATION ->
          IntStream.range(0, decision.changes().size())
              .filter(i -> Decision.isOf(decision.changes().get(i), item))
              .anyMatch(i -> isBlocked(rectifying(i), steps));
      case LEARN, INFORMATION, PURPOSE, RECIPIENTS, NOTIFICATION, COMPENSATION -> false;
    };
  }

  private static boolean isBlocked(Step step, Map<String, String> steps) {
    return Progress.BLOCKED.name().equals(steps.get(step.code()));
  }

  private static boolean isOfSame(Decision.Item one, Decision.Item other) {
    return one.right() == other.right() && one.category().equals(other.category());
  }

  /// Those that `decision` still needs, each as far as it is. Of what was put right before the rest
  /// was refused, recipients are told all the same.
  static Map<String, String> without(Decision decision, Map<String, String> steps) {
    var left = new HashMap<>(steps);
    var needed = new HashSet<>(plan(decision).keySet());
    if (IntStream.range(0, decision.changes().size()).anyMatch(i -> isDone(rectifying(i), steps))) {
      needed.add(new Step(Kind.NOTIFICATION, "").code());
    }
    left.entrySet()
        .removeIf(step ->
            !needed.contains(step.getKey()) && !Progress.DONE.name().equals(step.getValue()));
    return left;
  }

  static boolean isDone(Step step, Map<String, String> steps) {
    return Progress.DONE.name().equals(steps.get(step.code()));
  }

  /// In the order in which they run.
  static List<Step> ordered(Map<String, String> steps) {
    return steps.keySet().stream()
        .map(Step::parse)
        .sorted(Comparator.comparing(Step::kind).thenComparing(Step::part))
        .toList();
  }
}
