package emanet.local.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// Opens a return package (docs/spec/return-package-v1.md) with its tenant's private key, chunk by
/// chunk: memory is one chunk, whatever its length.
///
/// Guarantee: no byte is given out that was not authenticated. Not guaranteed, before `open` has
/// returned: that what was given out is whole (R1-7).
public final class ReturnPackage {
  private static final byte[] MAGIC = "EMNTRET1".getBytes(StandardCharsets.US_ASCII);
  private static final int SUITE = 1;
  private static final int HASH_LEN = 32;
  private static final int LENGTH_POS = MAGIC.length + 1 + HASH_LEN;
  private static final int FIXED_LEN = LENGTH_POS + Short.BYTES;
  private static final int KEY_LEN = 32;
  private static final int HEAD_LEN = Integer.BYTES + 1 + Integer.BYTES;
  private static final int NONCE_LEN = 12;
  private static final int TAG_LEN = 16;
  private static final int MOST_CONTENT = 64 * 1024 * 1024;

  private final RSAPrivateCrtKey key;

  public ReturnPackage(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /// It is not what the specification says: the message begins with the sentence's number.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  /// Writes what is inside: a zip.
  ///
  /// @throws Refused where a sentence is broken; what was written by then is not to be used
  public void open(InputStream in, OutputStream out) throws Refused, IOException {
    try {
      var fixed = exactly(in, FIXED_LEN, "its header");
      var wrapped = exactly(in, checkedLength(fixed), "its header");
      var content = new SecretKeySpec(unwrapped(wrapped), "AES");
      var header = MessageDigest.getInstance("SHA-256");
      header.update(fixed);
      var bound = header.digest(wrapped);
      int number = 0;
      while (!chunk(in, out, content, bound, number)) {
        number++;
      }
      if (in.read() >= 0) {
        throw new Refused("R1-7: something follows the last chunk");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// R1-1, R1-2.
  private int checkedLength(byte[] fixed) throws Refused, GeneralSecurityException {
    if (!Arrays.equals(fixed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new Refused("R1-1: no return package of this version");
    }
    if (fixed[MAGIC.length] != SUITE) {
      throw new Refused("R1-1: a suite that is not known");
    }
    var named = Arrays.copyOfRange(fixed, MAGIC.length + 1, LENGTH_POS);
    if (!MessageDigest.isEqual(named, fingerprint())) {
      throw new Refused("R1-2: it is sealed to another key");
    }
    int length = Short.toUnsignedInt(ByteBuffer.wrap(fixed).getShort(LENGTH_POS));
    if (length != (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE) {
      throw new Refused("R1-3: a wrapped key of another length");
    }
    return length;
  }

  private byte[] fingerprint() throws GeneralSecurityException {
    var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
    var spki = KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
    return MessageDigest.getInstance("SHA-256").digest(spki);
  }

  /// R1-3.
  private byte[] unwrapped(byte[] wrapped) throws Refused, GeneralSecurityException {
    var oaep =
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, oaep);
    byte[] content;
    try {
      content = cipher.doFinal(wrapped);
    } catch (GeneralSecurityException e) {
      throw new Refused("R1-3: the wrapped key does not open");
    }
    if (content.length != KEY_LEN) {
      throw new Refused("R1-3: a content key of another length");
    }
    return content;
  }

  /// R1-4 to R1-7.
  ///
  /// @return whether it was the last
  private static boolean chunk(
      InputStream in, OutputStream out, SecretKeySpec key, byte[] bound, int number)
      throws Refused, IOException, GeneralSecurityException {
    var head = exactly(in, HEAD_LEN, "a chunk's head");
    var parts = ByteBuffer.wrap(head);
    int said = parts.getInt();
    int last = parts.get();
    int length = parts.getInt();
    if (said != number) {
      throw new Refused("R1-5: chunk %d stands where %d is due".formatted(said, number));
    }
    if (last < 0 || last > 1 || length < 0 || length > MOST_CONTENT) {
      throw new Refused("R1-4: no head of a chunk");
    }
    var nonce = exactly(in, NONCE_LEN, "a chunk");
    var sealed = exactly(in, length + TAG_LEN, "a chunk");
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_LEN * Byte.SIZE, nonce));
    cipher.updateAAD(bound);
    cipher.updateAAD(head);
    try {
      out.write(cipher.doFinal(sealed));
    } catch (GeneralSecurityException e) {
      throw new Refused("R1-6: chunk %d is not what was sealed".formatted(number));
    }
    return last == 1;
  }

  private static byte[] exactly(InputStream in, int length, String what)
      throws Refused, IOException {
    var read = in.readNBytes(length);
    if (read.length != length) {
      throw new Refused("R1-7: it ends within " + what);
    }
    return read;
  }
}
