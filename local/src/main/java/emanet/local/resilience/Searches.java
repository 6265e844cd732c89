package emanet.local.resilience;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.List;
import java.util.function.BiConsumer;

/// Checks what searches for one person's values found.
///
/// A value that was acknowledged before the search began, and that nothing has changed by its end,
/// finds them; one that was replaced before the search began does not.
final class Searches {
  private final List<Operation> searches;
  private final List<Operation> changes;
  private final BiConsumer<Rule, String> violated;

  Searches(List<Operation> operations, BiConsumer<Rule, String> violated) {
    this.searches = operations.stream().filter(one -> one.is(Kind.SEARCH, Outcome.DONE)).toList();
    this.changes =
        operations.stream()
            .filter(one -> one.kind() == Kind.WRITE || one.kind() == Kind.ERASE)
            .toList();
    this.violated = violated;
  }

  void check() {
    for (var search : searches) {
      changes.stream()
          .filter(write -> write.is(Kind.WRITE, Outcome.DONE))
          .filter(write -> write.value().equals(search.value()))
          .findFirst()
          .ifPresent(write -> check(search, write));
      if (search.found().stream().anyMatch(id -> !id.equals(search.subject()))) {
        violated.accept(
            Rule.TENANTS_ARE_APART, "a search for " + search.subject() + " found somebody else");
      }
    }
  }

  private void check(Operation search, Operation write) {
    boolean found = search.found().contains(search.subject());
    boolean stood = write.ended() < search.begun();
    boolean untouched = changes.stream().noneMatch(other -> mayFollow(other, write, search));
    if (stood && untouched && !found) {
      violated.accept(Rule.FOUND_BY_VALUE, search.subject() + " was not found by what they have");
    }
    boolean replaced = changes.stream().anyMatch(other -> follows(other, write, search));
    if (replaced && found) {
      violated.accept(
          Rule.FOUND_BY_VALUE, search.subject() + " was found by what they had no more");
    }
  }

  /// Whether a change may have come after the write and before the search's end.
  private static boolean mayFollow(Operation other, Operation write, Operation search) {
    if (other.equals(write) || other.begun() > search.ended() || isWithoutEffect(other)) {
      return false;
    }
    boolean before = other.outcome() == Outcome.DONE && other.ended() < write.begun();
    boolean earlier = other.is(Kind.WRITE, Outcome.DONE) && other.version() < write.version();
    return !before && !earlier;
  }

  /// Whether a later write was acknowledged before the search began.
  private static boolean follows(Operation other, Operation write, Operation search) {
    return other.is(Kind.WRITE, Outcome.DONE)
        && other.version() > write.version()
        && other.ended() < search.begun();
  }

  private static boolean isWithoutEffect(Operation other) {
    return switch (other.outcome()) {
      case GONE, ABSENT, REFUSED, CONFLICT -> other.kind() == Kind.WRITE;
      default -> false;
    };
  }
}
