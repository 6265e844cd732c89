package emanet.breaches;

import java.time.Instant;

/// A breach without its file: enough for its clock.
///
/// @param open whether the clock still runs for somebody to be reminded of
record Standing(String id, Instant learnedAt, Instant enteredAt, boolean open) {
  BoardClock clock() {
    return new BoardClock(learnedAt);
  }
}
