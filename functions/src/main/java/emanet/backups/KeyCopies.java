package emanet.backups;

import emanet.store.Recovery;
import emanet.store.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// What backups keep of a table's past, beside what DynamoDB itself does: an erasure is final only
/// when neither can bring its keys back. Asks the buckets, replicas and noncurrent versions
/// included, and no list of ours.
public final class KeyCopies implements Recovery {
  private final Recovery tables;
  private final Depots depots;

  /// @param tables what DynamoDB keeps
  public KeyCopies(Recovery tables, Depots depots) {
    this.tables = tables;
    this.depots = depots;
  }

  @Override
  public Optional<Instant> earliest(Table table) {
    var earliest = tables.earliest(table);
    if (table != Table.KEYS) {
      return earliest;
    }
    return java.util.stream.Stream.concat(
            earliest.stream(), depots.all().stream().flatMap(depot -> oldest(depot).stream()))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> oldest(Depot depot) {
    return Life.prefixes(true).stream()
        .flatMap(prefix -> depot.keys().versions(prefix, 1).stream())
        .map(object -> object.name().split("/", -1))
        // what is named otherwise may be of any time
        .map(
            parts -> parts.length < 2 ? Instant.EPOCH : Stamp.parse(parts[1]).orElse(Instant.EPOCH))
        .min(Comparator.naturalOrder());
  }
}
