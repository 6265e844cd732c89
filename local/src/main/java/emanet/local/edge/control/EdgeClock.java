package emanet.local.edge.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Real time and an offset. Only ever moved forward: the clocks that follow it count on that.
public final class EdgeClock implements InstantSource {
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

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
      notifyAll();
    }
  }

  /// Waits until it is that time here, whether it comes by itself or by a jump.
  public synchronized void await(Instant time) throws InterruptedException {
    for (var now = instant(); now.isBefore(time); now = instant()) {
      var left = Duration.between(now, time);
      wait(left.compareTo(LONGEST_LOOK) < 0 ? left.toMillis() + 1 : LONGEST_LOOK.toMillis());
    }
  }
}
