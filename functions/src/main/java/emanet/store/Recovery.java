package emanet.store;

import java.time.Instant;
import java.util.Optional;

/// What DynamoDB itself still keeps of a table's past: recovery windows and backups.
public interface Recovery {
  /// The earliest moment that the table can be brought back to, by anything that there is; empty if
  /// nothing can bring it back.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` if it cannot be known
  Optional<Instant> earliest(Table table);
}
