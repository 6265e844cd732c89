package emanet.http;

import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;

/// Stands for a keyed hash in tests: the tenant's name is the key.
final class HashMac {
  private HashMac() {}

  static Bytes mac(TenantId tenant, byte[] content) {
    return Bytes.of(
        Claim.digest(
            "test",
            MacContent.of("key", tenant.value().getBytes(StandardCharsets.UTF_8), content)));
  }
}
