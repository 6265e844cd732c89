package emanet.local.resilience;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Checks one person's record: its versions count from 1, each has one value, and each value is of
/// one write, which made one version.
///
/// So what came of a write of which nobody heard is known as soon as its value is read, and is held
/// to the same: its version is later than all that was known when it began, and right behind the
/// one that its `If-Match` named.
final class Line {
  private final String person;
  private final List<Operation> operations;
  private final BiConsumer<Rule, String> violated;

  /// Writes by their value, which each has of its own.
  private final Map<String, Operation> writes = new HashMap<>();

  /// Who first told of a version, and of a value.
  private final Map<Long, Operation> versions = new HashMap<>();

  private final Map<String, Operation> values = new HashMap<>();

  Line(String person, List<Operation> operations, BiConsumer<Rule, String> violated) {
    this.person = person;
    this.operations =
        operations.stream()
            .filter(one -> one.kind() == Kind.WRITE || one.kind() == Kind.READ)
            .toList();
    this.violated = violated;
  }

  void check() {
    for (var operation : operations) {
      if (operation.kind() == Kind.WRITE) {
        writes.put(operation.value(), operation);
      }
    }
    // acknowledged writes first: what is read is held against them
    operations.stream().filter(one -> one.is(Kind.WRITE, Outcome.DONE)).forEach(this::learn);
    operations.stream().filter(one -> one.is(Kind.READ, Outcome.DONE)).forEach(this::learn);
    operations.stream().filter(one -> one.is(Kind.READ, Outcome.DONE)).forEach(this::read);
    expected();
    order();
    gaps();
  }

  private void learn(Operation told) {
    var same = versions.putIfAbsent(told.version(), told);
    if (same != null && !same.value().equals(told.value())) {
      violated.accept(
          told.kind() == Kind.READ && same.kind() == Kind.WRITE
              ? Rule.ACKNOWLEDGED_IS_READABLE
              : Rule.VERSIONS_ARE_LINEAR,
          "%s has two values in version %d: one %s, one %s"
              .formatted(person, told.version(), heard(same), heard(told)));
    }
    var other = values.putIfAbsent(told.value(), told);
    if (other != null && other.version() != told.version()) {
      violated.accept(
          Rule.VERSIONS_ARE_LINEAR,
          "%s has one value in two versions: %s in %d, %s in %d"
              .formatted(person, heard(other), other.version(), heard(told), told.version()));
    }
  }

  private static String heard(Operation told) {
    return told.kind() == Kind.WRITE ? "acknowledged" : "read";
  }

  private void read(Operation read) {
    if (!read.value().startsWith(read.tenant() + ".")) {
      violated.accept(Rule.TENANTS_ARE_APART, person + " has a value of another tenant");
      return;
    }
    var write = writes.get(read.value());
    if (write == null) {
      violated.accept(
          Rule.NOTHING_ELSE_IS_READ,
          person + " was read in version " + read.version() + " with a value that nobody wrote");
    } else if (write.begun() > read.ended()) {
      violated.accept(
          Rule.VERSIONS_ARE_LINEAR,
          person + " was read in version " + read.version() + " before it was written");
    } else if (write.outcome() != Outcome.DONE && !write.isInDoubt()) {
      violated.accept(
          Rule.NOTHING_ELSE_IS_READ,
          "%s was read in version %d with a value whose write was answered %s"
              .formatted(person, read.version(), write.outcome()));
    }
  }

  /// The version that a write made, as far as anybody was told.
  private Optional<Long> made(Operation write) {
    return Optional.ofNullable(values.get(write.value())).map(Operation::version);
  }

  /// `If-Match`: nothing came between what its caller had seen and what it made of it.
  private void expected() {
    for (var write : writes.values()) {
      var made = made(write);
      if (write.expected() > 0 && made.isPresent() && made.get() != write.expected() + 1) {
        violated.accept(
            Rule.VERSIONS_ARE_LINEAR,
            "%s was changed from version %d, and that became version %d: what came between is lost"
                .formatted(person, write.expected(), made.get()));
      }
    }
  }

  /// In the order of time versions only rise.
  private void order() {
    var byEnd = sorted(Comparator.comparingLong(Operation::ended));
    long known = 0;
    int ended = 0;
    for (var operation : sorted(Comparator.comparingLong(Operation::begun))) {
      while (ended < byEnd.size() && byEnd.get(ended).ended() < operation.begun()) {
        known = Math.max(known, byEnd.get(ended++).version());
      }
      order(operation, known);
    }
  }

  private void order(Operation operation, long known) {
    var made = operation.kind() == Kind.WRITE ? made(operation) : Optional.<Long>empty();
    if (made.isPresent() && made.get() <= known) {
      violated.accept(Rule.VERSIONS_ARE_LINEAR, after("written", made.get(), known));
    }
    if (operation.is(Kind.READ, Outcome.DONE) && operation.version() < known) {
      violated.accept(Rule.ACKNOWLEDGED_IS_READABLE, after("read", operation.version(), known));
    }
    if (operation.is(Kind.READ, Outcome.ABSENT) && known > 0) {
      violated.accept(Rule.ACKNOWLEDGED_IS_READABLE, person + " was not there");
    }
  }

  private String after(String what, long version, long known) {
    return "%s was %s in version %d after version %d was known"
        .formatted(person, what, version, known);
  }

  /// A version that nobody was told of is of a write that nobody heard of: there are as many of
  /// these, at least.
  private void gaps() {
    long highest = versions.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    long missing = highest - versions.keySet().stream().filter(version -> version > 0).count();
    long doubtful =
        writes.values().stream()
            .filter(write -> write.isInDoubt() && made(write).isEmpty())
            .count();
    if (missing > doubtful) {
      violated.accept(
          Rule.VERSIONS_ARE_LINEAR,
          "%s has %d versions up to %d that nobody made, with %d writes in doubt"
              .formatted(person, missing, highest, doubtful));
    }
  }

  private List<Operation> sorted(Comparator<Operation> order) {
    return operations.stream().sorted(order).toList();
  }
}
