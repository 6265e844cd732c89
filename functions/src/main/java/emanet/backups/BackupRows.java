package emanet.backups;

import emanet.fault.Fault;
import emanet.store.Key;
import emanet.store.Row;
import emanet.store.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Goes through the rows of a backup's copy of a table, one tenant's or all, for a while, and from
/// where it stopped. Who goes on at once finds the object still open: what was passed is not read
/// and unpacked once more.
final class BackupRows {
  /// Where every walk begins.
  static final String START = "0,0";

  private static final int PAGE = 300;
  private static final Duration STEP = Duration.ofSeconds(4);

  /// An object that is open for longer may have been closed by the other side.
  private static final Duration HELD = Duration.ofSeconds(5);

  private final Verifying verifying;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Open> held = new AtomicReference<>();

  BackupRows(Verifying verifying, InstantSource clock) {
    this.verifying = verifying;
    this.clock = clock;
  }

  /// What a walk came to.
  ///
  /// @param next where to go on; empty at the end
  /// @param lines how many rows were passed, wanted or not
  record Walked(Optional<String> next, long lines, Map<String, Long> counts) {}

  /// An object of which a walk has come to a line.
  private record Open(Verifying.Copied object, long line, Rows rows, Instant at) {
    void close() {
      try {
        rows.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// @param prefix what their partition keys begin with; empty for all
  /// @param from the part, and how many of its lines are passed
  /// @param wanted which of them
  /// @param work on a page of them; what it counted
  Walked walk(
      Manifest manifest,
      Table table,
      String prefix,
      String from,
      Predicate<Key> wanted,
      Function<List<Row>, Map<String, Long>> work)
      throws BrokenBackup {
    var copy = manifest.tables().get(table);
    if (copy == null) {
      throw new BrokenBackup(Flaw.INCOMPLETE, table.label());
    }
    var parts = copy.data();
    var position = from.split(",", 2);
    int part = Integer.parseInt(position[0]);
    long line = Long.parseLong(position[1]);
    var counts = new HashMap<String, Long>();
    if (part >= parts.size()) {
      return new Walked(Optional.empty(), 0, counts);
    }
    var object = new Verifying.Copied(table, parts.get(part));
    var end = clock.instant().plus(STEP);
    long passed = 0;
    boolean goesOn = false;
    Rows rows = null;
    try {
      rows = at(object, line);
      boolean more;
      do {
        var page = rows.page(prefix, wanted, PAGE);
        if (!page.rows().isEmpty()) {
          work.apply(page.rows()).forEach((name, count) -> counts.merge(name, count, Long::sum));
        }
        passed += page.lines();
        more = page.more();
      } while (more && clock.instant().isBefore(end));
      goesOn = more;
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    } finally {
      left(object, line + passed, rows, goesOn);
    }
    var next = goesOn ? part + "," + (line + passed) : (part + 1) + ",0";
    return new Walked(Optional.of(next), passed, counts);
  }

  private Rows at(Verifying.Copied object, long line) throws IOException, BrokenBackup {
    var open = held.getAndSet(null);
    if (open != null) {
      boolean fits = open.object().equals(object) && open.line() == line;
      if (fits && clock.instant().isBefore(open.at().plus(HELD))) {
        return open.rows();
      }
      open.close();
    }
    var rows = new Rows(object.table(), verifying.open(object));
    try {
      rows.skip(line);
      return rows;
    } catch (IOException e) {
      rows.close();
      throw e;
    }
  }

  private void left(Verifying.Copied object, long line, @Nullable Rows rows, boolean goesOn) {
    if (rows == null) {
      return;
    }
    var open = new Open(object, line, rows, clock.instant());
    var before = goesOn ? held.getAndSet(open) : open;
    if (before != null) {
      before.close();
    }
  }
}
