package emanet.requests;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Where a request stands, and where it may go from there.
public enum State {
  /// Complete, and nobody has checked yet who applied.
  RECEIVED,
  /// Lacks what the communiqué requires; a letter says what.
  INCOMPLETE,
  IDENTITY_VERIFIED,
  /// Passed on to the controller for whom the tenant only processes.
  FORWARDED,
  /// Decided; what was accepted is being carried out.
  DECIDED,
  /// All that was accepted is carried out.
  EXECUTED,
  /// The answer has gone out.
  ANSWERED,
  /// Whoever applied is nobody that data is kept of, by all that is known until it is answered.
  NO_DATA,
  /// Taken back by the applicant.
  CANCELLED;

  private static final Set<State> OPEN =
      EnumSet.of(RECEIVED, INCOMPLETE, IDENTITY_VERIFIED, DECIDED, EXECUTED, NO_DATA);

  /// Whether the tenant still owes an answer.
  boolean open() {
    return OPEN.contains(this);
  }

  boolean leadsTo(State next) {
    return next().contains(next);
  }

  private Set<State> next() {
    return switch (this) {
      case RECEIVED -> EnumSet.of(INCOMPLETE, IDENTITY_VERIFIED, NO_DATA, FORWARDED, CANCELLED);
      case INCOMPLETE ->
          EnumSet.of(INCOMPLETE, RECEIVED, IDENTITY_VERIFIED, NO_DATA, ANSWERED, CANCELLED);
      case IDENTITY_VERIFIED -> EnumSet.of(DECIDED, FORWARDED, CANCELLED);
      case DECIDED -> EnumSet.of(EXECUTED, ANSWERED);
      case EXECUTED -> EnumSet.of(ANSWERED);
      case NO_DATA -> EnumSet.of(IDENTITY_VERIFIED, ANSWERED);
      case FORWARDED, ANSWERED, CANCELLED -> EnumSet.noneOf(State.class);
    };
  }

  static Optional<State> parse(String code) {
    for (var state : values()) {
      if (state.name().equals(code)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
