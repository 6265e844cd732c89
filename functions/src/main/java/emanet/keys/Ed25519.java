package emanet.keys;

import emanet.values.Bytes;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// Pure Ed25519 (RFC 8032): checking signatures, and the two forms of a public key.
public final class Ed25519 {
  /// Bytes of a public key.
  public static final int KEY_BYTES = 32;

  public static final int SIGNATURE_BYTES = 64;

  /// SubjectPublicKeyInfo of an Ed25519 key, up to the key's bytes (RFC 8410 section 4).
  private static final Bytes SPKI = Bytes.ofHex("302a300506032b6570032100");

  private Ed25519() {}

  public static boolean verifies(Bytes publicKey, byte[] message, Bytes signature) {
    try {
      var engine = Signature.getInstance("Ed25519");
      engine.initVerify(key(publicKey));
      engine.update(message);
      return engine.verify(signature.toArray());
    } catch (SignatureException | InvalidKeyException | InvalidKeySpecException e) {
      return false; // not even of a signature's or a key's form
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this platform has no Ed25519", e);
    }
  }

  /// The key's bytes out of their SubjectPublicKeyInfo, in which KMS gives them.
  ///
  /// @throws IllegalArgumentException if that is of another kind of key
  public static Bytes ofInfo(Bytes info) {
    var all = info.toArray();
    int at = SPKI.length();
    if (all.length != at + KEY_BYTES || !Arrays.equals(all, 0, at, SPKI.borrowed(), 0, at)) {
      throw new IllegalArgumentException("no Ed25519 key");
    }
    return Bytes.owning(Arrays.copyOfRange(all, at, all.length));
  }

  private static PublicKey key(Bytes publicKey)
      throws NoSuchAlgorithmException, InvalidKeySpecException {
    var info = Arrays.copyOf(SPKI.toArray(), SPKI.length() + publicKey.length());
    System.arraycopy(publicKey.borrowed(), 0, info, SPKI.length(), publicKey.length());
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
  }
}
