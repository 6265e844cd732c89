package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SortedMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// What symmetric encryption gives: a version, the key's id, a nonce, AES-256-GCM ciphertext.
/// Header and encryption context are authenticated.
final class Ciphertext {
  private static final byte VERSION = 1;
  private static final int ID_POS = 2;
  private static final int NONCE_LEN = 12;
  private static final int TAG_LEN = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;
  private final int noncePos;

  private Ciphertext(byte[] bytes, int noncePos) {
    this.bytes = bytes;
    this.noncePos = noncePos;
  }

  static Ciphertext parsed(byte[] blob) {
    if (blob.length < ID_POS || blob[0] != VERSION) {
      throw invalid();
    }
    var noncePos = ID_POS + Byte.toUnsignedInt(blob[1]);
    if (blob.length < noncePos + NONCE_LEN + TAG_LEN) {
      throw invalid();
    }
    return new Ciphertext(blob, noncePos);
  }

  static byte[] sealed(
      String keyId, SecretKey key, byte[] plaintext, SortedMap<String, String> context)
      throws GeneralSecurityException {
    var id = keyId.getBytes(StandardCharsets.US_ASCII);
    // random, because one key seals far fewer than 2^32 texts in a process's life
    var nonce = new byte[NONCE_LEN];
    RANDOM.nextBytes(nonce);
    var blob =
        ByteBuffer.allocate(ID_POS + id.length + NONCE_LEN + plaintext.length + TAG_LEN)
            .put(VERSION)
            .put((byte) id.length)
            .put(id)
            .put(nonce);
    var header = Arrays.copyOf(blob.array(), ID_POS + id.length);
    blob.put(cipher(Cipher.ENCRYPT_MODE, key, nonce, header, context).doFinal(plaintext));
    return blob.array();
  }

  String keyId() {
    return new String(bytes, ID_POS, noncePos - ID_POS, StandardCharsets.US_ASCII);
  }

  byte[] opened(SecretKey key, SortedMap<String, String> context) throws GeneralSecurityException {
    var nonce = Arrays.copyOfRange(bytes, noncePos, noncePos + NONCE_LEN);
    var header = Arrays.copyOf(bytes, noncePos);
    var start = noncePos + NONCE_LEN;
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, header, context)
          .doFinal(bytes, start, bytes.length - start);
    } catch (AEADBadTagException e) {
      throw invalid();
    }
  }

  /// AWS gives no message with it: which part was wrong is nobody's business.
  static AwsFailure invalid() {
    return new AwsFailure("InvalidCiphertextException", "");
  }

  private static Cipher cipher(
      int mode, SecretKey key, byte[] nonce, byte[] header, SortedMap<String, String> context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_LEN * Byte.SIZE, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(Context.canonical(context));
    return cipher;
  }
}
