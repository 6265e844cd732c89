package emanet.keys;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA-256 (RFC 5869), extract and expand, without salt: what goes in is a uniformly random
/// key.
final class Hkdf {
  private Hkdf() {}

  static byte[] derive(byte[] key, AssociatedData info, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info.toArray(), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no HKDF-SHA256", e);
    }
  }
}
