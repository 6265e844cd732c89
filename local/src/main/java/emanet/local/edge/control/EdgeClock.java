package emanet.local.edge.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Real time and an offset. Only ever moved forward: the clocks that follow it count on that.
public final class EdgeClock implements InstantSource {
  private final InstantSource real = InstantSource.system();
  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return real.instant().plus(offset);
  }

  public Duration offset() {
    return offset;
  }

  /// Moves the clock to `time`, unless it is there or later already.
  void moveTo(Instant time) {
    moveTo(Duration.between(real.instant(), time));
  }

  /// Moves the clock to this offset, unless it has a greater one already.
  synchronized void moveTo(Duration needed) {
    if (needed.compareTo(offset) > 0) {
      offset = needed;
    }
  }
}
