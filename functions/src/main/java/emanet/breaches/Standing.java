package emanet.breaches;

import java.time.Instant;

/// A breach without its file: enough for its clocks.
record Standing(String id, Instant learnedAt, Instant enteredAt, Progress progress) {
  BoardClock clock() {
    return new BoardClock(learnedAt);
  }

  boolean open() {
    return progress.open();
  }
}
