package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// A proposal that needs a second person.
///
/// @param kind what would be done, such as `ACTIVITY`
/// @param target to what, such as `activity/payroll`
/// @param proposal all that is needed to do it
/// @param by who proposed it
/// @param decision empty until somebody decides
/// @param failure why it could not be carried out: a problem's slug
public record Approval(
    String id,
    String kind,
    String target,
    ObjectNode proposal,
    String by,
    Instant at,
    Instant expiresAt,
    State state,
    Optional<Decision> decision,
    Optional<String> failure) {
  public Approval {
    proposal = proposal.deepCopy();
  }

  /// How far it came.
  public enum State {
    /// Waits for a second person.
    PENDING,
    /// Approved, and being carried out. Whoever approves once more takes it up where it stopped.
    APPROVING,
    /// Carried out.
    APPROVED,
    REJECTED,
    /// Approved, and impossible by then.
    FAILED,
    /// Nobody decided in time.
    EXPIRED
  }

  /// Who decided.
  public record Decision(String by, Instant at) {}

  /// The state as it is now: time decides what nobody did.
  State stateAt(Instant now) {
    return state == State.PENDING && !now.isBefore(expiresAt) ? State.EXPIRED : state;
  }

  Approval decided(State next, String decider, Instant now) {
    return new Approval(
        id,
        kind,
        target,
        proposal,
        by,
        at,
        expiresAt,
        next,
        Optional.of(new Decision(decider, now)),
        Optional.empty());
  }

  Approval ended(State next, Optional<String> why) {
    return new Approval(id, kind, target, proposal, by, at, expiresAt, next, decision, why);
  }
}
