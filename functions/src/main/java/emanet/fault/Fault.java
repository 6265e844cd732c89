package emanet.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What can go wrong. One sealed hierarchy, mapped to problem documents by one exhaustive switch,
/// so that a new failure without a mapping does not compile. A fault never carries a value that was
/// sent.
public sealed interface Fault {

  /// The request cannot be read: 400. `pointer` is a JSON pointer, or a header's or parameter's
  /// name, or empty.
  record Malformed(Malformation reason, String pointer) implements Fault {}

  /// No token, or one that proves nothing: 401.
  record Unauthenticated() implements Fault {}

  /// The policy says no: 403.
  record Refused(Refusal reason) implements Fault {}

  /// There is no such thing, or it is another tenant's: 404.
  record Absent() implements Fault {}

  /// The resource has no such method: 405.
  record MethodNotAllowed(List<String> allowed) implements Fault {}

  /// It was erased, for good: 410.
  record Erased() implements Fault {}

  /// The state of things forbids it now: 409. `facts` are safe to show, such as the id of what
  /// exists.
  record Conflicting(Conflict reason, Map<String, String> facts) implements Fault {
    public Conflicting {
      facts = Map.copyOf(facts);
    }

    public static Conflicting of(Conflict reason) {
      return new Conflicting(reason, Map.of());
    }
  }

  /// `If-Match` names a version that is no longer the current one: 412.
  record Stale() implements Fault {}

  /// The body is longer than `limit` bytes: 413.
  record TooLarge(long limit) implements Fault {}

  /// The body's media type is not read here: 415.
  record UnsupportedMediaType() implements Fault {}

  /// Well formed, and wrong in what it says: 422.
  record Invalid(List<FieldError> errors) implements Fault {
    public Invalid {
      errors = List.copyOf(errors);
    }

    public static Invalid at(String pointer, FieldCode code) {
      return new Invalid(List.of(new FieldError(pointer, code)));
    }
  }

  /// The idempotency key was used with another body: 422.
  record KeyReused() implements Fault {}

  /// A budget is spent: 429.
  record TooMany(Duration retryAfter) implements Fault {}

  /// A ciphertext is not what was put there. Answered as 500 without detail; the ledger says which.
  record Tampered() implements Fault {}

  /// Our own failure: 500.
  record Internal() implements Fault {}

  /// Something that is needed cannot be reached: 503; nothing was shown and nothing was changed.
  record Unavailable(Duration retryAfter) implements Fault {
    public static Unavailable shortly() {
      return new Unavailable(Duration.ofSeconds(1));
    }
  }

  /// The stable name outside this program: a section of docs/problems.md.
  default String slug() {
    return switch (this) {
      case Malformed(var reason, _) -> reason.slug();
      case Unauthenticated _ -> "unauthenticated";
      case Refused(var reason) -> reason.slug();
      case Absent _ -> "not-found";
      case MethodNotAllowed _ -> "method-not-allowed";
      case Erased _ -> "erased";
      case Conflicting(var reason, _) -> reason.slug();
      case Stale _ -> "stale-version";
      case TooLarge _ -> "body-too-large";
      case UnsupportedMediaType _ -> "unsupported-media-type";
      case Invalid _ -> "invalid-values";
      case KeyReused _ -> "idempotency-key-reused";
      case TooMany _ -> "too-many-requests";
      // what was tampered with is for the ledger and the alarms, not for the caller
      case Tampered _, Internal _ -> "internal-error";
      case Unavailable _ -> "unavailable";
    };
  }

  default FaultException exception() {
    return new FaultException(this);
  }

  /// Whether it is this system's failure and not a caller's mistake: such faults are logged.
  default boolean isOurs() {
    return this instanceof Internal || this instanceof Tampered || this instanceof Unavailable;
  }

  default FaultException exception(Throwable cause) {
    return new FaultException(this, cause);
  }

  /// The fault of a call that the ledger has already; `receipt` is what `Emanet-Ledger` shows.
  default FaultException recorded(String receipt) {
    return exception().recorded(receipt);
  }
}
