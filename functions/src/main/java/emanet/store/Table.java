package emanet.store;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The tables. Each exists as `emanet-<name>-<generation>`, but for `DEPLOYMENT`, which names the
/// generation.
public enum Table {
  /// Wrapped keys: the only place they are kept. Short-lived backups.
  KEYS,
  /// Sealed records and people's items.
  RECORDS,
  /// Blind-index pointers. Never backed up.
  LOOKUPS,
  /// The register, approvals, jobs, leases, idempotency claims.
  REGISTER,
  /// Ledger entries. Append only.
  LEDGER,
  /// The expiring personal part of entries.
  FRAGMENTS,
  /// What is of no generation: the item that names the others' generation, and key loads.
  DEPLOYMENT;

  /// All that a generation has: all but the one that names it.
  public static Set<Table> ofGenerations() {
    return EnumSet.complementOf(EnumSet.of(DEPLOYMENT));
  }

  /// Those of these labels.
  public static Set<Table> of(Collection<String> labels) {
    var tables = EnumSet.allOf(Table.class);
    tables.removeIf(table -> !labels.contains(table.label()));
    return tables;
  }

  /// The part of the table's name between `emanet-` and the generation.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
