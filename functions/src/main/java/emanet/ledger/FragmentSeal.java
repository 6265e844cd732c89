package emanet.ledger;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals fragments under their tenant's key, bound to their entry. Filled by wiring.
public interface FragmentSeal {
  Bytes seal(TenantId tenant, String entryId, byte[] content);

  /// Opens what `seal` gave for this very entry.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is anything else
  SecretBytes open(TenantId tenant, String entryId, Bytes sealed);
}
