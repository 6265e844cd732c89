package emanet.benchmarks.moving;

import emanet.benchmarks.flow.Child;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Watches a restore's job, and reads what its process has used when all rows have been put back:
/// the phases that follow make something of them. Its item is read as often as the clock of
/// processor time moves a few ticks, and by this process, which is not measured.
final class Phases implements AutoCloseable {
  /// The phases of a restore before that.
  private static final Set<String> MOVING = Set.of("VERIFY", "REGISTER", "DECIDE", "FILL");

  private static final long PAUSE_MILLIS = 50;

  private final Tables tables;
  private final String restore;
  private final Child product;
  private final Thread watcher;
  private final AtomicReference<@Nullable Reading> filled = new AtomicReference<>();

  Phases(Tables tables, String restore, Child product) {
    this.tables = tables;
    this.restore = restore;
    this.product = product;
    this.watcher = Thread.ofPlatform().daemon().start(this::watch);
  }

  private void watch() {
    try {
      while (filled.get() == null) {
        var phase = tables.cursor(restore).map(cursor -> cursor.split("\\|", 2)[0]);
        if (phase.isPresent() && !MOVING.contains(phase.get())) {
          filled.set(Reading.of(product));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      // nothing was read: `filled` says so
    }
  }

  /// What was used until the rows were there.
  Reading filled() {
    var reading = filled.get();
    if (reading == null) {
      throw new IllegalStateException("nobody saw the rows put back");
    }
    return reading;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
