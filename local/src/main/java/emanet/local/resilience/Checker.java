package emanet.local.resilience;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks a whole history of calls against what is promised.
///
/// Each person has one record, and each write a value of its own. Calls overlap: what ended before
/// another one began came before it; of those that overlap either may have been first. A write of
/// which nobody heard may have been done at any time from its beginning on, or never.
public final class Checker {
  private final List<Violation> violations = new ArrayList<>();

  private Checker() {}

  /// Checks a history.
  ///
  /// @param entries of each person's ledger, the ids of those that stand for something revealed
  public static List<Violation> check(
      Collection<Operation> history, Map<String, Set<String>> entries) {
    var checker = new Checker();
    history.stream()
        .collect(Collectors.groupingBy(Operation::subject))
        .forEach((person, operations) -> checker.person(person, operations));
    history.forEach(checker::answer);
    history.forEach(operation -> checker.recorded(operation, entries));
    return checker.violations;
  }

  private void person(String person, List<Operation> operations) {
    var written = written(person, operations);
    var byEnd = sorted(operations, Comparator.comparingLong(Operation::ended));
    var byBeginning = sorted(operations, Comparator.comparingLong(Operation::begun));
    long erasing =
        operations.stream()
            .filter(operation -> operation.kind() == Kind.ERASE)
            .mapToLong(Operation::begun)
            .min()
            .orElse(Long.MAX_VALUE);
    var known = new Known();
    int ended = 0;
    for (var operation : byBeginning) {
      while (ended < byEnd.size() && byEnd.get(ended).ended() < operation.begun()) {
        known.learn(byEnd.get(ended++));
      }
      line(operation, known);
      read(operation, written);
      gone(operation, known);
      if (isGone(operation) && operation.ended() < erasing) {
        violated(Rule.ACKNOWLEDGED_IS_READABLE, person + " was gone, and nobody had asked for it");
      }
    }
    new Searches(operations, this::violated).check();
  }

  /// What everybody may know when a call begins.
  private static final class Known {
    private long version;
    private boolean erased;

    void learn(Operation operation) {
      if (operation.outcome() == Outcome.DONE) {
        version = Math.max(version, operation.version());
      }
      erased |= operation.is(Kind.ERASE, Outcome.DONE) || isGone(operation);
    }
  }

  /// By version, the write that was acknowledged with it: there is one.
  private Map<Long, Operation> written(String person, List<Operation> operations) {
    var written = new HashMap<Long, Operation>();
    for (var operation : operations) {
      if (operation.is(Kind.WRITE, Outcome.DONE)) {
        var other = written.putIfAbsent(operation.version(), operation);
        if (other != null) {
          violated(
              Rule.VERSIONS_ARE_LINEAR,
              person + " has two writes acknowledged as version " + operation.version());
        }
      }
    }
    return written;
  }

  private void line(Operation operation, Known known) {
    if (operation.is(Kind.WRITE, Outcome.DONE) && operation.version() <= known.version) {
      violated(Rule.VERSIONS_ARE_LINEAR, after("written", operation, known));
    }
    if (operation.is(Kind.READ, Outcome.DONE) && operation.version() < known.version) {
      violated(Rule.ACKNOWLEDGED_IS_READABLE, after("read", operation, known));
    }
    if (operation.is(Kind.READ, Outcome.ABSENT) && known.version > 0) {
      violated(Rule.ACKNOWLEDGED_IS_READABLE, operation.subject() + " was not there");
    }
  }

  private static String after(String what, Operation operation, Known known) {
    return "%s was %s in version %d after version %d was known"
        .formatted(operation.subject(), what, operation.version(), known.version);
  }

  /// What is read is what was written with that version, or what nobody heard of.
  private void read(Operation read, Map<Long, Operation> written) {
    if (!read.is(Kind.READ, Outcome.DONE)) {
      return;
    }
    var write = written.get(read.version());
    if (write != null && !write.value().equals(read.value())) {
      violated(
          Rule.ACKNOWLEDGED_IS_READABLE,
          read.subject() + " has another value in version " + read.version() + " than was written");
    }
    if (write != null && write.begun() > read.ended()) {
      violated(
          Rule.VERSIONS_ARE_LINEAR,
          read.subject() + " was read in version " + read.version() + " before it was written");
    }
    if (!read.value().startsWith(read.tenant() + ".")) {
      violated(Rule.TENANTS_ARE_APART, read.subject() + " has a value of another tenant");
    }
  }

  private void gone(Operation operation, Known known) {
    if (known.erased
        && operation.outcome() == Outcome.DONE
        && (operation.kind() == Kind.READ || operation.kind() == Kind.WRITE)) {
      violated(
          Rule.ERASED_IS_GONE,
          operation.subject() + " was erased, and then " + operation.kind() + " was answered");
    }
    if (known.erased
        && operation.kind() == Kind.SEARCH
        && operation.found().contains(operation.subject())) {
      violated(Rule.ERASED_IS_GONE, operation.subject() + " was erased, and then found");
    }
  }

  private void answer(Operation operation) {
    if (operation.outcome() == Outcome.STRANGE) {
      violated(
          Rule.ANSWERED_AS_AGREED,
          operation.kind() + " of " + operation.subject() + " " + operation.value());
    }
    if (operation.is(Kind.FOREIGN, Outcome.DONE)) {
      violated(Rule.TENANTS_ARE_APART, operation.tenant() + " was shown " + operation.subject());
    }
  }

  private void recorded(Operation operation, Map<String, Set<String>> entries) {
    if (!operation.is(Kind.READ, Outcome.DONE) && !operation.is(Kind.WRITE, Outcome.DONE)) {
      return;
    }
    var entry = operation.receipt().map(receipt -> receipt.split("\\.", 2)[0]);
    var known = entries.getOrDefault(operation.subject(), Set.of());
    if (entry.filter(known::contains).isEmpty()) {
      violated(
          Rule.RECORDED_BEFORE_REVEALED,
          operation.kind()
              + " of "
              + operation.subject()
              + " has no entry: "
              + entry.orElse("no receipt"));
    }
  }

  private static boolean isGone(Operation operation) {
    return operation.outcome() == Outcome.GONE;
  }

  private static List<Operation> sorted(List<Operation> operations, Comparator<Operation> order) {
    return operations.stream().sorted(order).toList();
  }

  private void violated(Rule rule, String what) {
    violations.add(new Violation(rule, what));
  }
}
