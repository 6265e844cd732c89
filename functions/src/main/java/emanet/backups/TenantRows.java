package emanet.backups;

import emanet.fault.Fault;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Goes through the rows of one tenant in a backup's copy of a table, for a while, and from where
/// it stopped.
final class TenantRows {
  /// Where every walk begins.
  static final String START = "0,0";

  private static final int PAGE = 100;
  private static final Duration STEP = Duration.ofSeconds(4);

  private final Verifying verifying;
  private final InstantSource clock;

  TenantRows(Verifying verifying, InstantSource clock) {
    this.verifying = verifying;
    this.clock = clock;
  }

  /// What a walk came to.
  ///
  /// @param next where to go on; empty at the end
  record Walked(Optional<String> next, Map<String, Long> counts) {}

  /// @param from the part, and how many of its lines are passed
  /// @param wanted which of the tenant's rows
  /// @param work on a page of them; what it counted
  Walked walk(
      Manifest manifest,
      Table table,
      TenantId tenant,
      String from,
      Predicate<Key> wanted,
      Function<List<Item>, Map<String, Long>> work)
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
      return new Walked(Optional.empty(), counts);
    }
    var end = clock.instant().plus(STEP);
    var object = new Verifying.Copied(table, parts.get(part));
    try (var rows = new Rows(table, verifying.open(object))) {
      rows.skip(line);
      boolean more = true;
      do {
        var page = rows.page(Key.prefix(tenant.value()), wanted, PAGE);
        if (!page.items().isEmpty()) {
          work.apply(page.items()).forEach((name, count) -> counts.merge(name, count, Long::sum));
        }
        line += page.lines();
        more = page.more();
      } while (more && clock.instant().isBefore(end));
      var next = more ? part + "," + line : (part + 1) + ",0";
      return new Walked(Optional.of(next), counts);
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
