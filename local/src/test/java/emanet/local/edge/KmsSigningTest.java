package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// What KMS signs, the JDK verifies, and so does KMS; nothing else verifies.
class KmsSigningTest {
  private static final byte[] MESSAGE = "checkpoint\n42\n".getBytes(StandardCharsets.UTF_8);

  private final KmsClient kms = TestEdge.client(KmsClient.builder(), "eu-central-1");

  private String key(KeySpec spec, KeyUsageType usage) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage(usage).multiRegion(true))
        .keyMetadata()
        .keyId();
  }

  private PublicKey publicKey(String id, String algorithm) throws GeneralSecurityException {
    var encoded = kms.getPublicKey(r -> r.keyId(id)).publicKey().asByteArray();
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private byte[] signed(String id, SigningAlgorithmSpec algorithm, MessageType type, byte[] bytes) {
    return kms.sign(r ->
            r.keyId(id)
                .signingAlgorithm(algorithm)
                .messageType(type)
                .message(SdkBytes.fromByteArray(bytes)))
        .signature()
        .asByteArray();
  }

  private void assertOnlyThisVerifies(
      String id, SigningAlgorithmSpec algorithm, MessageType type, byte[] bytes, byte[] signature) {
    assertThat(verified(id, algorithm, type, bytes, signature)).isTrue();
    var changed = signature.clone();
    changed[changed.length / 2] ^= 1;
    assertThatThrownBy(() -> verified(id, algorithm, type, bytes, changed))
        .isInstanceOf(KmsInvalidSignatureException.class);
    var other = bytes.clone();
    other[0] ^= 1;
    assertThatThrownBy(() -> verified(id, algorithm, type, other, signature))
        .isInstanceOf(KmsInvalidSignatureException.class);
  }

  private boolean verified(
      String id, SigningAlgorithmSpec algorithm, MessageType type, byte[] bytes, byte[] signature) {
    return kms.verify(r ->
            r.keyId(id)
                .signingAlgorithm(algorithm)
                .messageType(type)
                .message(SdkBytes.fromByteArray(bytes))
                .signature(SdkBytes.fromByteArray(signature)))
        .signatureValid();
  }

  @Test
  @Tag("long")
  void rsaSignsMessagesAndHashesAlike() throws GeneralSecurityException {
    assertSigns(KeySpec.RSA_3072);
  }

  @Test
  @Tag("long")
  void rsa4096SignsToo() throws GeneralSecurityException {
    assertSigns(KeySpec.RSA_4096);
  }

  private void assertSigns(KeySpec spec) throws GeneralSecurityException {
    var id = key(spec, KeyUsageType.SIGN_VERIFY);
    for (var bits : List.of(256, 384, 512)) {
      var hash = "SHA-" + bits;
      var digest = MessageDigest.getInstance(hash).digest(MESSAGE);

      var pss = SigningAlgorithmSpec.fromValue("RSASSA_PSS_SHA_" + bits);
      var verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(
          new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
      assertSigned(id, pss, verifier, digest);

      var pkcs1 = SigningAlgorithmSpec.fromValue("RSASSA_PKCS1_V1_5_SHA_" + bits);
      assertSigned(id, pkcs1, Signature.getInstance("SHA" + bits + "withRSA"), digest);
    }
  }

  private void assertSigned(
      String id, SigningAlgorithmSpec algorithm, Signature verifier, byte[] digest)
      throws GeneralSecurityException {
    var key = publicKey(id, "RSA");
    var overMessage = signed(id, algorithm, MessageType.RAW, MESSAGE);
    var overDigest = signed(id, algorithm, MessageType.DIGEST, digest);
    for (var signature : List.of(overMessage, overDigest)) {
      verifier.initVerify(key);
      verifier.update(MESSAGE);
      assertThat(verifier.verify(signature)).isTrue();
      assertOnlyThisVerifies(id, algorithm, MessageType.RAW, MESSAGE, signature);
      assertOnlyThisVerifies(id, algorithm, MessageType.DIGEST, digest, signature);
    }
    assertThatThrownBy(() -> signed(id, algorithm, MessageType.DIGEST, MESSAGE))
        .isInstanceOf(KmsException.class);
  }

  @Test
  void ed25519IsPure() throws GeneralSecurityException {
    var id = key(KeySpec.ECC_NIST_EDWARDS25519, KeyUsageType.SIGN_VERIFY);
    var algorithm = SigningAlgorithmSpec.ED25519_SHA_512;
    var signature = signed(id, algorithm, MessageType.RAW, MESSAGE);
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(publicKey(id, "Ed25519"));
    verifier.update(MESSAGE);
    assertThat(verifier.verify(signature)).isTrue();
    assertOnlyThisVerifies(id, algorithm, MessageType.RAW, MESSAGE, signature);
    assertThatThrownBy(() -> signed(id, algorithm, MessageType.DIGEST, new byte[64]))
        .isInstanceOf(KmsException.class);
    assertThat(signed(id, algorithm, MessageType.RAW, new byte[4096])).hasSize(64);
    assertThatThrownBy(() -> signed(id, algorithm, MessageType.RAW, new byte[4097]))
        .isInstanceOf(KmsException.class);
  }

  @Test
  void p256SignsMessagesAndHashesAlike() throws GeneralSecurityException {
    var id = key(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    var digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    var verifier = Signature.getInstance("SHA256withECDSA");
    var algorithm = SigningAlgorithmSpec.ECDSA_SHA_256;
    for (var signature :
        List.of(
            signed(id, algorithm, MessageType.RAW, MESSAGE),
            signed(id, algorithm, MessageType.DIGEST, digest))) {
      verifier.initVerify(publicKey(id, "EC"));
      verifier.update(MESSAGE);
      assertThat(verifier.verify(signature)).isTrue();
      assertOnlyThisVerifies(id, algorithm, MessageType.RAW, MESSAGE, signature);
    }
  }

  @Test
  void macsVerify() {
    var id = key(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
    var message = SdkBytes.fromByteArray(MESSAGE);
    var mac =
        kms.generateMac(
                r -> r.keyId(id).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256).message(message))
            .mac();
    assertThat(
            kms.verifyMac(r ->
                    r.keyId(id)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(message)
                        .mac(mac))
                .macValid())
        .isTrue();
    assertThatThrownBy(() ->
            kms.verifyMac(r ->
                r.keyId(id)
                    .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                    .message(SdkBytes.fromUtf8String("other"))
                    .mac(mac)))
        .isInstanceOf(KmsInvalidMacException.class);
  }

  @Test
  void rsaDecryptsWhatItsPublicKeyEncrypted() {
    var id = key(KeySpec.RSA_2048, KeyUsageType.ENCRYPT_DECRYPT);
    var algorithm = EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256;
    var plaintext = SdkBytes.fromByteArray(MESSAGE);
    var blob =
        kms.encrypt(r -> r.keyId(id).encryptionAlgorithm(algorithm).plaintext(plaintext))
            .ciphertextBlob();
    assertThat(
            kms.decrypt(r -> r.keyId(id).encryptionAlgorithm(algorithm).ciphertextBlob(blob))
                .plaintext())
        .isEqualTo(plaintext);
  }
}
