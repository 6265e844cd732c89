package emanet.register;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals documents of the register under their tenant's key, bound to their place.
public interface DocumentSeal {
  Bytes seal(TenantId tenant, String kind, String code, long version, byte[] document);

  /// Seals what is kept outside the tables, and must open beside any backup of the tenant's keys,
  /// also one from before they were last renewed.
  Bytes sealLasting(TenantId tenant, String kind, String code, long version, byte[] document);

  /// Opens what `seal`, or `sealLasting`, gave for this very place.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is anything else
  SecretBytes open(TenantId tenant, String kind, String code, long version, Bytes sealed);
}
