package emanet.backups;

import emanet.store.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a backup is: which tables, as of which moment, in which objects.
///
/// @param id of the backup
/// @param deployment whose it is
/// @param region where it was made
/// @param at the moment that all tables are shown at; what was acknowledged before is in it
/// @param tables by table
record Manifest(String id, String deployment, String region, Instant at, Map<Table, Copy> tables) {
  Manifest {
    tables = Map.copyOf(tables);
  }

  /// A table's copy.
  ///
  /// @param until when its objects may be deleted, and no earlier
  /// @param items how many the table had
  record Copy(Table table, Instant until, long items, List<Part> parts) {
    Copy {
      parts = List.copyOf(parts);
    }

    /// The parts that hold items.
    List<Part> data() {
      return parts.stream().filter(part -> part.items() > 0).toList();
    }

    long bytes() {
      return parts.stream().mapToLong(Part::bytes).sum();
    }
  }

  /// An object.
  ///
  /// @param version the very version: what is laid over it later does not count
  /// @param sha256 of its content, in hex
  /// @param items how many lie in it; none in the export's own manifests
  record Part(String name, String version, long bytes, String sha256, long items) {}

  /// Until when it can be used with the keys that are in it.
  Instant keysUntil() {
    var keys = tables.get(Table.KEYS);
    return keys == null ? Instant.EPOCH : keys.until();
  }
}
