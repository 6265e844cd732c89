package emanet.local.resilience;

import java.util.List;
import java.util.Optional;

/// One call as its client saw it.
///
/// @param tenant whose token it carried
/// @param subject the person it was about
/// @param begun when it was first sent, by this process' own clock, in nanoseconds
/// @param ended when it was answered, or given up
/// @param version of the record, as answered; 0 where there is none
/// @param value what was written, or read, or searched for
/// @param receipt the `Emanet-Ledger` of the answer
/// @param failures what each earlier try came to: a status, or 0 where nobody answered
/// @param found whom a search found
public record Operation(
    Kind kind,
    String tenant,
    String subject,
    long begun,
    long ended,
    Outcome outcome,
    long version,
    String value,
    Optional<String> receipt,
    List<Integer> failures,
    List<String> found) {
  /// What was asked for.
  public enum Kind {
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
}
