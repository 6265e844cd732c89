package emanet.keys;

import emanet.values.Bytes;
import emanet.values.TenantId;
import java.security.MessageDigest;

/// Keyed hashes of what must not be told and may be recognised: HMAC-SHA-256 under a key of the
/// tenant and the purpose.
public final class Macs {
  private final TenantKeys tenants;

  public Macs(TenantKeys tenants) {
    this.tenants = tenants;
  }

  public Bytes mac(TenantId tenant, String purpose, byte[] content) {
    try (var secrets = tenants.acquire(tenant);
        var key =
            Hmac.key(secrets.mac(), AssociatedData.of("mac").with(tenant.value()).with(purpose))) {
      return Bytes.of(Hmac.of(key, content));
    }
  }

  /// Compares in a time that says nothing.
  public boolean matches(TenantId tenant, String purpose, byte[] content, Bytes mac) {
    return MessageDigest.isEqual(mac(tenant, purpose, content).toArray(), mac.toArray());
  }
}
