package emanet.glass;

import emanet.values.Bytes;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A glass that was broken.
///
/// @param id that of the approval by which it was
/// @param by who asked for it: the only one for whom it is open
/// @param decidedBy who approved
/// @param at when that was decided
/// @param until when it closes by itself
/// @param letters ids of those by which the tenant was told
/// @param reason sealed under the tenant's own key
/// @param ended by whom it was closed before its time, and when
record Glass(
    String id,
    TenantId tenant,
    String by,
    String decidedBy,
    Instant at,
    Instant until,
    Set<String> letters,
    Bytes reason,
    Optional<Ended> ended) {
  Glass {
    letters = Set.copyOf(letters);
  }

  /// An end before its time.
  record Ended(String by, Instant at) {}

  /// How far it is.
  enum State {
    /// Somebody is still to be told: nothing is shown yet.
    TELLING,
    OPEN,
    /// Closed by hand.
    ENDED,
    /// Its time is over.
    EXPIRED
  }

  /// @param told whether each letter was tried
  State stateAt(Instant now, boolean told) {
    if (ended.isPresent()) {
      return State.ENDED;
    }
    if (!now.isBefore(until)) {
      return State.EXPIRED;
    }
    return told ? State.OPEN : State.TELLING;
  }
}
