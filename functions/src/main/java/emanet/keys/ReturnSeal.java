package emanet.keys;

import emanet.values.Bytes;
import emanet.values.Randomness;
import emanet.values.SecretBytes;
import emanet.values.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// Seals what is given back to a tenant, chunk by chunk, for whoever has the private key
/// (docs/spec/return-package-v1.md). Nothing here opens it again.
///
/// A nonce is random, and not made from the chunk's number: a step that is done again seals other
/// content under the same number. Of a package's chunks, a million at most, two have the same one
/// with a probability below 2⁻⁵⁶.
public final class ReturnSeal {
  /// A package's own key.
  public static final int KEY_LEN = AesKey.LENGTH;

  /// What one chunk may hold: whoever reads it needs so much memory.
  public static final int MOST_CONTENT = 64 * 1024 * 1024;

  private static final byte[] MAGIC = "EMNTRET1".getBytes(StandardCharsets.US_ASCII);
  private static final byte SUITE = 1;
  private static final int LEAST_BITS = 3072;
  private static final int MOST_BITS = 8192;
  private static final int LEAST_EXPONENT_BITS = 17;
  private static final int LONGEST_PEM = 4096;
  private static final int HASH_LEN = 32;
  private static final int PREFIX_LEN = 9;
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private final AesGcm gcm = new AesGcm();
  private final Randomness randomness;

  public ReturnSeal(Randomness randomness) {
    this.randomness = randomness;
  }

  /// Whom a package is sealed to.
  ///
  /// @param spki the public key as SubjectPublicKeyInfo (RFC 5280)
  public record Recipient(Bytes spki) {
    /// SHA-256 of the public key, in hex: what people compare.
    public String fingerprint() {
      return Sha256.of(spki.toArray()).toHex();
    }
  }

  /// A package's own key, and the header that has it wrapped.
  public record Opening(SecretBytes key, Bytes header) implements AutoCloseable {
    @Override
    public void close() {
      key.close();
    }
  }

  /// The key of a PEM file; empty where it is no RSA public key of 3072 to 8192 bits.
  public static Optional<Recipient> recipient(String pem) {
    var body = PEM.matcher(pem);
    if (pem.length() > LONGEST_PEM || !body.matches()) {
      return Optional.empty();
    }
    try {
      var spki = Base64.getDecoder().decode(body.group(1).replaceAll("\\s", ""));
      var key = key(spki);
      int bits = key.getModulus().bitLength();
      boolean fits =
          bits >= LEAST_BITS
              && bits <= MOST_BITS
              && key.getPublicExponent().bitLength() >= LEAST_EXPONENT_BITS
              && key.getPublicExponent().testBit(0)
              && Arrays.equals(key.getEncoded(), spki);
      return fits ? Optional.of(new Recipient(Bytes.owning(spki))) : Optional.empty();
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static RSAPublicKey key(byte[] spki) throws GeneralSecurityException {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
  }

  /// A new package's key, wrapped for its recipient.
  public Opening begin(Recipient recipient) {
    var content = randomness.bytes(AesKey.LENGTH);
    try {
      var wrapped = wrapped(recipient, content);
      var header =
          ByteBuffer.allocate(PREFIX_LEN + HASH_LEN + Short.BYTES + wrapped.length)
              .put(MAGIC)
              .put(SUITE)
              .put(Sha256.of(recipient.spki().toArray()).toArray())
              .putShort((short) wrapped.length)
              .put(wrapped);
      return new Opening(SecretBytes.copyOf(content), Bytes.owning(header.array()));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] wrapped(Recipient recipient, byte[] content) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      var oaep =
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
      cipher.init(Cipher.ENCRYPT_MODE, key(recipient.spki().toArray()), oaep);
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("wrapping failed", e);
    }
  }

  /// A chunk: `number | last | length | nonce | ciphertext | tag`.
  ///
  /// @param number from 0, without a gap
  /// @param last whether none follows
  public Bytes chunk(Opening opening, int number, boolean last, Bytes content) {
    if (content.length() > MOST_CONTENT) {
      throw new IllegalArgumentException("more than a chunk holds");
    }
    int headLen = Integer.BYTES + 1 + Integer.BYTES;
    int textPos = headLen + AesGcm.NONCE_LEN;
    var chunk = new byte[textPos + content.length() + AesGcm.TAG_LEN];
    ByteBuffer.wrap(chunk)
        .putInt(number)
        .put((byte) (last ? 1 : 0))
        .putInt(content.length())
        .put(randomness.bytes(AesGcm.NONCE_LEN));
    var associated =
        AssociatedData.owning(
            ByteBuffer.allocate(HASH_LEN + headLen)
                .put(Sha256.of(opening.header().toArray()).toArray())
                .put(chunk, 0, headLen)
                .array());
    var material = opening.key().toArray();
    var plain = content.toArray();
    try (var key = new AesKey(material, 0)) {
      gcm.seal(key, associated, plain, 0, plain.length, chunk, headLen, textPos);
      return Bytes.owning(chunk);
    } finally {
      Arrays.fill(material, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }
}
