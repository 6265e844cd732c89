package emanet.local.resilience;

import java.util.List;
import java.util.Optional;

/// One call as its client saw it.
///
/// @param tenant whose token it carried
/// @param actor in whose name
/// @param subject the person it was about; empty where that is not known
/// @param begun when it was first sent, by this process' own clock, in nanoseconds
/// @param ended when it was answered, or given up
/// @param expected the version that `If-Match` named; 0 where there was none
/// @param version of the record, as answered; 0 where there is none
/// @param value what was written, or read, or searched for; of an erasure, its id
/// @param receipt the `Emanet-Ledger` of the answer
/// @param failures what each earlier try came to: a status, or 0 where nobody answered
/// @param answer in words, where it is none that the call has; else empty
/// @param found whom a search found
public record Operation(
    Kind kind,
    String tenant,
    String actor,
    String subject,
    long begun,
    long ended,
    Outcome outcome,
    long expected,
    long version,
    String value,
    Optional<String> receipt,
    List<Integer> failures,
    String answer,
    List<String> found) {
  /// What was asked for.
  public enum Kind {
    /// Somebody new is taken up.
    CREATE,
    WRITE,
    READ,
    SEARCH,
    ERASE,
    /// A read of another tenant's person.
    FOREIGN
  }

  /// What was answered.
  public enum Outcome {
    DONE,
    /// Taken on, to be done.
    ACCEPTED,
    GONE,
    ABSENT,
    REFUSED,
    CONFLICT,
    /// Nobody served it in all the time it was tried: it may have been done, or may be yet.
    UNKNOWN,
    /// What nobody should be answered.
    STRANGE
  }

  public Operation {
    failures = List.copyOf(failures);
    found = List.copyOf(found);
  }

  boolean is(Kind what, Outcome answered) {
    return kind == what && outcome == answered;
  }

  /// Whether it was answered that it is done, or will be.
  boolean isAcknowledged() {
    return outcome == Outcome.DONE || is(Kind.ERASE, Outcome.ACCEPTED);
  }

  /// Whether it may have been done, or may be yet, though nobody was answered so. Who is told that
  /// somebody is gone may have written before: what was put is taken back then.
  boolean isInDoubt() {
    return outcome == Outcome.UNKNOWN || outcome == Outcome.STRANGE || outcome == Outcome.GONE;
  }
}
