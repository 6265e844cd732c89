package emanet.keys;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.security.MessageDigest;
import java.util.Arrays;

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

  /// A secret that the tenant shares with another party: always the same for the same content, so
  /// that it is kept nowhere.
  ///
  /// @param content says whose it is
  public SecretBytes shared(TenantId tenant, String purpose, byte[] content) {
    return SecretBytes.owning(mac(tenant, purpose, content).toArray());
  }

  /// HMAC-SHA-256 under a secret that is shared with another party.
  public static Bytes sign(SecretBytes secret, byte[] content) {
    var bytes = secret.toArray();
    try (var key = new AesKey(bytes, 0)) {
      return Bytes.owning(Hmac.of(key, content));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
