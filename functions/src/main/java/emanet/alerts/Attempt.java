package emanet.alerts;

import java.time.Instant;

/// What came of an attempt to send at once.
public sealed interface Attempt {
  /// It was made, now or before.
  record Made(Send send) implements Attempt {}

  /// No allowance is left for it: nothing was begun, and nothing of it is kept.
  ///
  /// @param until when there is some again
  record Waits(Instant until) implements Attempt {}
}
