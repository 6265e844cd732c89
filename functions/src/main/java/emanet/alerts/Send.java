package emanet.alerts;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;

/// How far a send came. It tells neither to whom nor what.
///
/// @param attempts how often it was tried
/// @param doubts how often a try ended without anyone knowing whether it was delivered
/// @param forgiven those of them that there were when it was last taken up by hand
/// @param units parts of an SMS, else one
/// @param code why the last try failed
/// @param due when it is tried next, where it waits
public record Send(
    TenantId tenant,
    SendId id,
    Channel channel,
    String purpose,
    String reference,
    State state,
    int attempts,
    int doubts,
    int forgiven,
    int units,
    Optional<String> code,
    Instant queuedAt,
    Optional<Instant> due,
    Optional<Instant> sentAt) {

  /// The states of a send.
  public enum State {
    /// Waits for its time, or for its next try.
    QUEUED,
    /// Being sent. If nothing is recorded within the lease, it is in doubt.
    CLAIMED,
    /// The other side took it.
    SENT,
    /// Given up: listed until somebody tries again.
    DEAD
  }

  /// Those since somebody last asked for it.
  int freshDoubts() {
    return doubts - forgiven;
  }

  /// Whether it may have reached its receiver more than once.
  public boolean possiblyTwice() {
    return doubts > 0;
  }
}
