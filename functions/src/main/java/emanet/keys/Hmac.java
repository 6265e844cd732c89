package emanet.keys;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;

/// HMAC-SHA-256, and the keys for it: HKDF-Expand of a random root, with what the key is for.
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  static AesKey key(AesKey root, AssociatedData purpose) {
    try {
      var content =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(HKDFParameterSpec.expandOnly(root, purpose.toArray(), AesKey.LENGTH));
      try {
        return new AesKey(content, 0);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no HKDF-SHA256", e);
    }
  }

  static byte[] of(AesKey key, byte[] content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no " + ALGORITHM, e);
    }
  }
}
