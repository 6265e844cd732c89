package emanet.backups;

import emanet.values.TenantId;
import java.util.Set;

/// Tenants whose contract has ended, and whose keys are destroyed: of those nothing is brought back
/// but the ledger. A port, which wiring fills.
public interface Ended {
  /// Says anew, where that was lost, who has ended, by what is kept outside all tables.
  void settle();

  Set<TenantId> tenants();
}
