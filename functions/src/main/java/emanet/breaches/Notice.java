package emanet.breaches;

import java.time.Instant;
import java.util.Optional;

/// A notice to the Authority, as somebody recorded it once it was sent.
///
/// @param means how it was sent
/// @param reference what the Authority gave it, or the sender's own
/// @param delayReason required where the first came after its time
record Notice(
    Stage stage, Instant sentAt, String means, String reference, Optional<String> delayReason) {
  /// In stages if facts are missing (decision 2019/10).
  enum Stage {
    FIRST,
    FOLLOW_UP
  }
}
