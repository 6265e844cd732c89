package emanet.register;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals documents of the register under their tenant's key, bound to their place.
public interface DocumentSeal {
  Bytes seal(TenantId tenant, String kind, String code, long version, byte[] document);

  /// Opens what `seal` gave for this very place.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is anything else
  SecretBytes open(TenantId tenant, String kind, String code, long version, Bytes sealed);
}
