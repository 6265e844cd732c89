package emanet.http;

import emanet.values.Bytes;
import emanet.values.TenantId;

/// A keyed hash under a key of the tenant's own, which only that tenant's key material yields.
/// Wiring fills it from the room of keys, with a key that serves nothing but this room.
public interface TenantMac {
  /// At least 16 bytes; the same for the same tenant and content.
  Bytes mac(TenantId tenant, byte[] content);
}
