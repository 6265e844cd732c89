package emanet.local.resilience;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// Checks a whole history of calls against what is promised.
///
/// Each person has one record, and each write a value of its own. Calls overlap: what ended before
/// another one began came before it; of those that overlap either may have been first. A write of
/// which nobody heard may have been done at any time from its beginning on, or never.
public final class Checker {
  private final List<Violation> violations = new ArrayList<>();
  private final Afterwards afterwards;

  private Checker(Afterwards afterwards) {
    this.afterwards = afterwards;
  }

  /// Checks a history, the reading of everybody at its end included.
  public static List<Violation> check(Collection<Operation> history, Afterwards afterwards) {
    var checker = new Checker(afterwards);
    history.stream()
        .filter(operation -> !operation.subject().isEmpty())
        .collect(Collectors.groupingBy(Operation::subject))
        .forEach(checker::person);
    var recorded = new Recorded(afterwards.ledger(), checker::violated);
    recorded.check(history);
    history.forEach(operation -> checker.answer(operation, recorded));
    checker.newcomers(history);
    return List.copyOf(checker.violations);
  }

  private void person(String person, List<Operation> operations) {
    new Line(person, operations, this::violated).check();
    new Searches(operations, this::violated).check();
    gone(person, operations);
    readable(person, operations);
    operations.stream()
        .filter(one -> one.kind() == Kind.ERASE && one.isAcknowledged())
        .filter(one -> !afterwards.certified().contains(one.value()))
        .forEach(one ->
            violated(
                Rule.ERASURES_COMPLETE,
                "the erasure of " + person + ", " + one.value() + ", has no certificate"));
  }

  /// From an acknowledgement on, which a 202 is too, or from the first answer that somebody is
  /// gone.
  private void gone(String person, List<Operation> operations) {
    long erasing = first(operations.stream().filter(one -> one.kind() == Kind.ERASE).toList());
    long known =
        operations.stream()
            .filter(one -> isGone(one) || (one.kind() == Kind.ERASE && one.isAcknowledged()))
            .mapToLong(Operation::ended)
            .min()
            .orElse(Long.MAX_VALUE);
    for (var operation : operations) {
      if (isGone(operation) && operation.ended() < erasing) {
        violated(Rule.ACKNOWLEDGED_IS_READABLE, person + " was gone, and nobody had asked for it");
      }
      if (known < operation.begun() && isSeen(operation)) {
        violated(
            Rule.ERASED_IS_GONE,
            person + " was erased, and then " + operation.kind() + " was answered");
      }
    }
  }

  private static boolean isSeen(Operation operation) {
    return switch (operation.kind()) {
      case READ, WRITE -> operation.outcome() == Outcome.DONE;
      case SEARCH -> operation.found().contains(operation.subject());
      case CREATE, ERASE, FOREIGN -> false;
    };
  }

  private static boolean isGone(Operation operation) {
    return operation.outcome() == Outcome.GONE;
  }

  private static long first(List<Operation> operations) {
    return operations.stream().mapToLong(Operation::begun).min().orElse(Long.MAX_VALUE);
  }

  /// When all is quiet again everybody is read, and there is nothing left that could keep an answer
  /// away: who is not served then is lost.
  private void readable(String person, List<Operation> operations) {
    var reads =
        operations.stream()
            .filter(one -> one.kind() == Kind.READ && one.begun() >= afterwards.calm())
            .sorted(Comparator.comparingLong(Operation::begun))
            .toList();
    boolean written = operations.stream().anyMatch(one -> one.is(Kind.WRITE, Outcome.DONE));
    if (reads.isEmpty() && written && afterwards.calm() < Long.MAX_VALUE) {
      violated(Rule.ACKNOWLEDGED_IS_READABLE, person + " was not read once more");
    }
    for (var read : reads) {
      if (read.outcome() == Outcome.UNKNOWN || read.outcome() == Outcome.STRANGE) {
        violated(
            Rule.ACKNOWLEDGED_IS_READABLE,
            "%s could not be read once more: %s after %s"
                .formatted(person, read.outcome(), read.failures()));
      }
    }
  }

  private void answer(Operation operation, Recorded recorded) {
    if (operation.outcome() == Outcome.STRANGE) {
      var entry =
          recorded
              .of(operation)
              .map(one -> "its entry says " + (one.outcomes().isEmpty() ? "done" : one.outcomes()))
              .orElse("no entry is known");
      violated(
          Rule.ANSWERED_AS_AGREED,
          "%s of %s by %s was answered %s (before that %s; receipt %s, %s)"
              .formatted(
                  operation.kind(),
                  operation.subject(),
                  operation.actor(),
                  operation.answer(),
                  operation.failures(),
                  operation.receipt().orElse("none"),
                  entry));
    }
    if (operation.is(Kind.FOREIGN, Outcome.DONE)) {
      violated(Rule.TENANTS_ARE_APART, operation.tenant() + " was shown " + operation.subject());
    }
  }

  /// Everybody who is taken up is somebody new.
  private void newcomers(Collection<Operation> history) {
    var ids = new HashSet<String>();
    for (var operation : history) {
      if (operation.is(Kind.CREATE, Outcome.DONE) && !ids.add(operation.subject())) {
        violated(Rule.ANSWERED_AS_AGREED, operation.subject() + " was taken up twice");
      }
    }
  }

  private void violated(Rule rule, String what) {
    violations.add(new Violation(rule, what));
  }
}
