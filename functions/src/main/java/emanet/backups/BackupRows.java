package emanet.backups;

import emanet.backups.Manifest.Part;
import emanet.backups.Rows.Form;
import emanet.fault.Fault;
import emanet.store.Key;
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
/// where it stopped: an export may have many small objects, and a step that ended with each would
/// cost more than the rows in it. Who goes on at once finds the object still open: what was passed
/// is not read and unpacked once more.
final class BackupRows {
  /// Where every walk begins.
  static final String START = "0,0";

  /// Enough that what is asked once a page, such as the register's categories, does not count.
  private static final int PAGE = 800;

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

  /// Takes the next page.
  private interface Taking {
    Rows.Page<?> of(Rows rows) throws IOException;
  }

  /// What was passed of an object.
  private record Passed(long lines, boolean more) {}

  /// @param form what they are read as
  /// @param prefix what their partition keys begin with; empty for all
  /// @param from the part, and how many of its lines are passed
  /// @param wanted which of them
  /// @param work on a page of them; what it counted
  <T> Walked walk(
      Manifest manifest,
      Table table,
      Form<T> form,
      String prefix,
      String from,
      Predicate<Key> wanted,
      Function<List<T>, Map<String, Long>> work)
      throws BrokenBackup {
    var copy = manifest.tables().get(table);
    if (copy == null) {
      throw new BrokenBackup(Flaw.INCOMPLETE, table.label());
    }
    var parts = copy.data();
    var position = from.split(",", 2);
    int part = Integer.parseInt(position[0]);
    long line = Long.parseLong(position[1]);
    var end = clock.instant().plus(STEP);
    var counts = new HashMap<String, Long>();
    Taking taking =
        rows -> {
          var page = rows.page(form, prefix, wanted, PAGE);
          if (!page.rows().isEmpty()) {
            work.apply(page.rows()).forEach((name, count) -> counts.merge(name, count, Long::sum));
          }
          return page;
        };
    long lines = 0;
    boolean time = true;
    while (part < parts.size() && time) {
      var passed = pages(new Verifying.Copied(table, parts.get(part)), line, end, taking);
      lines += passed.lines();
      line += passed.lines();
      if (!passed.more()) {
        requireAll(parts.get(part), line);
        part++;
        line = 0;
      }
      time = clock.instant().isBefore(end);
    }
    var next = part < parts.size() ? Optional.of(part + "," + line) : Optional.<String>empty();
    return new Walked(next, lines, counts);
  }

  /// What is read out of an object is what the export said that it wrote there.
  private static void requireAll(Part part, long lines) throws BrokenBackup {
    if (lines != part.items()) {
      throw new BrokenBackup(Flaw.INCOMPLETE, part.name());
    }
  }

  /// Goes through an object, a page of it at least, until the time is over.
  private Passed pages(Verifying.Copied object, long line, Instant end, Taking taking)
      throws BrokenBackup {
    long passed = 0;
    boolean goesOn = false;
    Rows rows = null;
    try {
      rows = at(object, line);
      boolean more;
      do {
        var page = taking.of(rows);
        passed += page.lines();
        more = page.more();
      } while (more && clock.instant().isBefore(end));
      goesOn = more;
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    } finally {
      left(object, line + passed, rows, goesOn);
    }
    return new Passed(passed, goesOn);
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
