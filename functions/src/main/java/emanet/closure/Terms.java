package emanet.closure;

import java.time.Duration;
import java.time.Instant;

/// The times of the end of a contract.
///
/// @param frozen from then on callers may only read
/// @param undoUntil until then nothing is destroyed, and it can be withdrawn
/// @param waitUntil a receipt for a package that is there is waited for until then, or for 14 days
///   from when it was there, which may be later; what is kept of it, is kept for longer (30 days)
record Terms(Instant frozen, Instant undoUntil, Instant waitUntil) {
  /// An answer of the authorizer's lasts a minute.
  private static final Duration HEARD = Duration.ofMinutes(2);

  /// After it nobody is on the way who had not heard.
  static final Duration SETTLED = Duration.ofMinutes(2);

  private static final Duration UNDO = Duration.ofDays(14);
  private static final Duration WAIT = Duration.ofDays(14);

  static Terms from(Instant now) {
    return new Terms(now.plus(HEARD), now.plus(UNDO), now.plus(UNDO).plus(WAIT));
  }
}
