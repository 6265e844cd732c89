package emanet.benchmarks.moving;

import emanet.benchmarks.flow.Child;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Watches a restore's job, and reads what its process has used when all rows have been put back:
/// the phases that follow make something of them. Its item is read as often as the clock of
/// processor time moves a few ticks, and by this process, which is not measured.
final class Phases implements AutoCloseable {
  /// The phases of a restore before that.
  private static final Set<String> MOVING = Set.of("VERIFY", "REGISTER", "DECIDE", "FILL");

  private static final long PAUSE_MILLIS = 50;

  /// Who asks does so when the restore has ended: the next look sees it.
  private static final long PATIENCE_SECONDS = 10;

  private final Tables tables;
  private final String restore;
  private final Child product;
  private final ExecutorService watcher = Executors.newSingleThreadExecutor();
  private final Future<Reading> filled;

  Phases(Tables tables, String restore, Child product) {
    this.tables = tables;
    this.restore = restore;
    this.product = product;
    this.filled = watcher.submit(this::watch);
  }

  private Reading watch() throws IOException, InterruptedException {
    while (!isFilled()) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return Reading.of(product);
  }

  private boolean isFilled() {
    return tables
        .cursor(restore)
        .filter(cursor -> !MOVING.contains(cursor.split("\\|", 2)[0]))
        .isPresent();
  }

  /// What was used until the rows were there, once the restore has ended.
  Reading filled() throws InterruptedException {
    try {
      return filled.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("nobody saw the rows put back", e);
    }
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
