package emanet.local.edge.kms;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;

/// RSASSA over a ready hash: RFC 8017, sections 9.1 (EMSA-PSS) and 9.2 (EMSA-PKCS1-v1_5).
final class RsaPadding {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte TRAILER = (byte) 0xbc;
  private static final int ZEROS = 8;

  private RsaPadding() {}

  static byte[] sign(Signatures.RsaDigest scheme, KeyPair pair, byte[] digest)
      throws GeneralSecurityException {
    var bits = bits(pair);
    var encoded =
        switch (scheme.padding()) {
          case PKCS1 -> pkcs1(scheme.hash(), digest, (bits + 7) / 8);
          case PSS -> {
            var salt = new byte[digest.length];
            RANDOM.nextBytes(salt);
            yield pss(scheme.hash(), digest, salt, bits - 1);
          }
        };
    return raw(Cipher.DECRYPT_MODE, pair, encoded);
  }

  static boolean verify(Signatures.RsaDigest scheme, KeyPair pair, byte[] digest, byte[] signature)
      throws GeneralSecurityException {
    var bits = bits(pair);
    var modulus = ((RSAPublicKey) pair.getPublic()).getModulus();
    if (signature.length != (bits + 7) / 8
        || new BigInteger(1, signature).compareTo(modulus) >= 0) {
      return false;
    }
    var encoded = raw(Cipher.ENCRYPT_MODE, pair, signature);
    return switch (scheme.padding()) {
      case PKCS1 -> MessageDigest.isEqual(encoded, pkcs1(scheme.hash(), digest, encoded.length));
      case PSS -> {
        var salt = salt(scheme.hash(), encoded, bits - 1, digest.length);
        yield MessageDigest.isEqual(encoded, pss(scheme.hash(), digest, salt, bits - 1));
      }
    };
  }

  private static int bits(KeyPair pair) {
    return ((RSAPublicKey) pair.getPublic()).getModulus().bitLength();
  }

  private static byte[] raw(int mode, KeyPair pair, byte[] block) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/NoPadding");
    cipher.init(mode, mode == Cipher.DECRYPT_MODE ? pair.getPrivate() : pair.getPublic());
    return cipher.doFinal(block);
  }

  /// 00 01 FF… 00 DigestInfo.
  private static byte[] pkcs1(String hash, byte[] digest, int length) {
    var prefix =
        HexFormat.of()
            .parseHex(
                switch (hash) {
                  case "SHA-256" -> "3031300d060960864801650304020105000420";
                  case "SHA-384" -> "3041300d060960864801650304020205000430";
                  default -> "3051300d060960864801650304020305000440";
                });
    var encoded = new byte[length];
    Arrays.fill(encoded, (byte) 0xff);
    encoded[0] = 0;
    encoded[1] = 1;
    var start = length - prefix.length - digest.length;
    encoded[start - 1] = 0;
    System.arraycopy(prefix, 0, encoded, start, prefix.length);
    System.arraycopy(digest, 0, encoded, start + prefix.length, digest.length);
    return encoded;
  }

  /// maskedDB, H, BC; DB is zeros, 01, salt.
  private static byte[] pss(String hash, byte[] digest, byte[] salt, int emBits)
      throws GeneralSecurityException {
    var length = (emBits + 7) / 8;
    var block = new byte[length - digest.length - 1];
    block[block.length - salt.length - 1] = 1;
    System.arraycopy(salt, 0, block, block.length - salt.length, salt.length);
    var h =
        MessageDigest.getInstance(hash)
            .digest(
                ByteBuffer.allocate(ZEROS + digest.length + salt.length)
                    .put(ZEROS, digest)
                    .put(ZEROS + digest.length, salt)
                    .array());
    masked(hash, h, block, emBits);
    return ByteBuffer.allocate(length).put(block).put(h).put(TRAILER).array();
  }

  /// The salt as the encoded message has it; whether all the rest fits is for the caller to see.
  private static byte[] salt(String hash, byte[] encoded, int emBits, int hashLength)
      throws GeneralSecurityException {
    var block = Arrays.copyOf(encoded, encoded.length - hashLength - 1);
    var h = Arrays.copyOfRange(encoded, block.length, block.length + hashLength);
    masked(hash, h, block, emBits);
    return Arrays.copyOfRange(block, block.length - hashLength, block.length);
  }

  /// Adds MGF1's mask, and clears the bits that are more than the modulus has.
  private static void masked(String hash, byte[] seed, byte[] block, int emBits)
      throws GeneralSecurityException {
    var digest = MessageDigest.getInstance(hash);
    var done = 0;
    for (var counter = 0; done < block.length; counter++) {
      digest.update(seed);
      var mask = digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
      for (var i = 0; i < mask.length && done < block.length; i++, done++) {
        block[done] ^= mask[i];
      }
    }
    block[0] &= (byte) (0xff >>> ((block.length + seed.length + 1) * Byte.SIZE - emBits));
  }
}
