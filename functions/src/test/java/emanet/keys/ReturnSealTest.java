package emanet.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Return packages, opened as docs/spec/return-package-v1.md says.
class ReturnSealTest {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  /// Primes that everybody knows: a key of 3482 bits in no time.
  private static final BigInteger P = ones(1279);

  private static final BigInteger Q = ones(2203);
  private static final BigInteger MODULUS = P.multiply(Q);

  private final ReturnSeal seal = new ReturnSeal(House.seeded(5));

  private static BigInteger ones(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static byte[] spki(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(modulus, exponent))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(byte[] spki) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static ReturnSeal.Recipient recipient() {
    return ReturnSeal.recipient(pem(spki(MODULUS, EXPONENT))).orElseThrow();
  }

  private static PrivateKey privateKey() throws GeneralSecurityException {
    var order = P.subtract(BigInteger.ONE).multiply(Q.subtract(BigInteger.ONE));
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new RSAPrivateKeySpec(MODULUS, EXPONENT.modInverse(order)));
  }

  @Test
  void aRecipientIsToldByTheHashOfItsKey() {
    var spki = spki(MODULUS, EXPONENT);
    var recipient = ReturnSeal.recipient("\r\n " + pem(spki).replace("\n", "\r\n")).orElseThrow();
    assertThat(recipient.spki()).isEqualTo(Bytes.of(spki));
    assertThat(recipient.fingerprint()).isEqualTo(Sha256.of(spki).toHex()).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource({
    "3071, 65537, false",
    "3072, 65537, true",
    "8192, 65537, true",
    "8193, 65537, false",
    "3072, 65535, false",
    "3072, 65538, false",
    "3072, 131071, true"
  })
  void onlyAKeyThatIsStrongAndOfAUsualSizeIsSealedTo(int bits, long exponent, boolean taken) {
    var pem = pem(spki(ones(bits), BigInteger.valueOf(exponent)));
    assertThat(ReturnSeal.recipient(pem).isPresent()).isEqualTo(taken);
  }

  @Test
  void whatIsNoPublicKeyInPemIsNotTaken() throws GeneralSecurityException {
    var spki = spki(MODULUS, EXPONENT);
    var pem = pem(spki);
    var longest = pem + " ".repeat(4096 - pem.length());
    assertThat(ReturnSeal.recipient(longest)).isPresent();
    assertThat(ReturnSeal.recipient(longest + " ")).isEmpty();
    assertThat(ReturnSeal.recipient(pem + pem)).isEmpty();
    assertThat(ReturnSeal.recipient(pem.replace("PUBLIC", "PRIVATE"))).isEmpty();
    assertThat(ReturnSeal.recipient(pem.replaceFirst("M", "-"))).isEmpty();
    assertThat(ReturnSeal.recipient(pem.replaceFirst("M", "=M"))).as("no Base64").isEmpty();
    assertThat(ReturnSeal.recipient(pem(Arrays.copyOf(spki, spki.length - 1)))).isEmpty();
    assertThat(ReturnSeal.recipient(pem(Arrays.copyOf(spki, spki.length + 1)))).isEmpty();
    var curve = KeyPairGenerator.getInstance("EC");
    curve.initialize(new ECGenParameterSpec("secp256r1"));
    var point = curve.generateKeyPair().getPublic().getEncoded();
    assertThat(ReturnSeal.recipient(pem(point))).as("no RSA").isEmpty();
  }

  /// R1-1 to R1-3.
  @Test
  void theHeaderHasTheKeyWrappedForTheRecipientAlone() throws GeneralSecurityException {
    try (var opening = seal.begin(recipient())) {
      var in = ByteBuffer.wrap(opening.header().toArray());
      assertThat(take(in, 8)).isEqualTo("EMNTRET1".getBytes(StandardCharsets.US_ASCII));
      assertThat(in.get()).isEqualTo((byte) 1);
      assertThat(take(in, 32)).isEqualTo(Sha256.of(spki(MODULUS, EXPONENT)).toArray());
      assertThat(in.getShort()).as("length of the modulus").isEqualTo((short) 436);
      var key = unwrapped(take(in, 436));
      assertThat(in.hasRemaining()).isFalse();
      assertThat(key).hasSize(ReturnSeal.KEY_LEN).isNotEqualTo(new byte[ReturnSeal.KEY_LEN]);
      assertThat(SecretBytes.copyOf(key)).isEqualTo(opening.key());
    }
  }

  @Test
  void everyPackageHasAKeyOfItsOwnWhichIsZeroedWhenItIsClosed() {
    var first = seal.begin(recipient());
    try (var second = seal.begin(recipient())) {
      assertThat(second.key()).isNotEqualTo(first.key());
      assertThat(second.header()).isNotEqualTo(first.header());
    }
    first.close();
    assertThatThrownBy(() -> first.key().toArray()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal.chunk(first, 0, true, Bytes.of(new byte[1])))
        .isInstanceOf(IllegalStateException.class);
  }

  /// R1-4 to R1-6.
  @Test
  void aChunkIsBoundToItsNumberItsEndAndItsPackage() throws GeneralSecurityException {
    var content = Bytes.of("all of it".getBytes(StandardCharsets.US_ASCII));
    try (var opening = seal.begin(recipient());
        var other = seal.begin(recipient())) {
      var chunk = seal.chunk(opening, 0x01020304, false, content).toArray();
      var head = ByteBuffer.wrap(chunk);
      assertThat(head.getInt()).isEqualTo(0x01020304);
      assertThat(head.get()).isZero();
      assertThat(head.getInt()).isEqualTo(content.length());
      assertThat(chunk).hasSize(9 + 12 + content.length() + 16);
      assertThat(opened(opening, chunk)).isEqualTo(content.toArray());
      var last = seal.chunk(opening, 0x01020304, true, content).toArray();
      assertThat(last[4]).isEqualTo((byte) 1);
      assertThat(opened(opening, last)).isEqualTo(content.toArray());
      assertThat(Arrays.copyOfRange(last, 9, 21))
          .as("a nonce of its own")
          .isNotEqualTo(Arrays.copyOfRange(chunk, 9, 21));
      for (int changed : new int[] {3, 4, 8, 9, 21, chunk.length - 1}) {
        var wrong = chunk.clone();
        wrong[changed] ^= 1;
        assertThatThrownBy(() -> opened(opening, wrong))
            .as("byte %s", changed)
            .isInstanceOf(AEADBadTagException.class);
      }
      var moved = new ReturnSeal.Opening(opening.key().copy(), other.header());
      assertThatThrownBy(() -> opened(moved, chunk)).isInstanceOf(AEADBadTagException.class);
    }
  }

  @Test
  void aChunkMayBeEmptyAndHoldsNoMoreThanAReaderTakes() throws GeneralSecurityException {
    try (var opening = seal.begin(recipient())) {
      var empty = seal.chunk(opening, 0, true, Bytes.of(new byte[0])).toArray();
      assertThat(empty).hasSize(37);
      assertThat(opened(opening, empty)).isEmpty();
      var more = Bytes.owning(new byte[ReturnSeal.MOST_CONTENT + 1]);
      assertThatThrownBy(() -> seal.chunk(opening, 0, true, more))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] unwrapped(byte[] wrapped) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        privateKey(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return cipher.doFinal(wrapped);
  }

  private static byte[] opened(ReturnSeal.Opening opening, byte[] chunk)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(opening.key().toArray(), "AES"),
        new GCMParameterSpec(128, chunk, 9, 12));
    cipher.updateAAD(Sha256.of(opening.header().toArray()).toArray());
    cipher.updateAAD(chunk, 0, 9);
    return cipher.doFinal(chunk, 21, chunk.length - 21);
  }

  private static byte[] take(ByteBuffer in, int length) {
    var taken = new byte[length];
    in.get(taken);
    return taken;
  }
}
