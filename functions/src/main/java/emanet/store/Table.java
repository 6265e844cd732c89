package emanet.store;

import java.util.Locale;

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

  /// The part of the table's name between `emanet-` and the generation.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
