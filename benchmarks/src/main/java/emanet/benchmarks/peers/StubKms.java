package emanet.benchmarks.peers;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsServiceClientConfiguration;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/// KMS without a network: one key, AES-256-GCM bound to the encryption context, calls counted. All
/// that are measured beside each other use it, so that what is compared is their own work.
public final class StubKms implements KmsClient {
  public static final String ARN =
      "arn:aws:kms:eu-central-1:000000000000:key/mrk-00000000000000000000000000000000";

  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec master = new SecretKeySpec(random(KEY), "AES");
  private final AtomicLong calls = new AtomicLong();

  /// Calls since the last time that this was asked.
  public long taken() {
    return calls.getAndSet(0);
  }

  @Override
  public String serviceName() {
    return "kms";
  }

  @Override
  public KmsServiceClientConfiguration serviceClientConfiguration() {
    return KmsServiceClientConfiguration.builder().region(Region.EU_CENTRAL_1).build();
  }

  @Override
  public void close() {
    // nothing is open
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    calls.incrementAndGet();
    int length = request.numberOfBytes() == null ? KEY : request.numberOfBytes();
    var plain = random(length);
    return GenerateDataKeyResponse.builder()
        .keyId(ARN)
        .plaintext(SdkBytes.fromByteArray(plain))
        .ciphertextBlob(wrap(plain, request.encryptionContext()))
        .build();
  }

  @Override
  public GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
      GenerateDataKeyWithoutPlaintextRequest request) {
    calls.incrementAndGet();
    int length = request.numberOfBytes() == null ? KEY : request.numberOfBytes();
    return GenerateDataKeyWithoutPlaintextResponse.builder()
        .keyId(ARN)
        .ciphertextBlob(wrap(random(length), request.encryptionContext()))
        .build();
  }

  @Override
  public ReEncryptResponse reEncrypt(ReEncryptRequest request) {
    calls.incrementAndGet();
    var plain = unwrap(request.ciphertextBlob(), request.sourceEncryptionContext());
    return ReEncryptResponse.builder()
        .keyId(ARN)
        .sourceKeyId(ARN)
        .ciphertextBlob(wrap(plain, request.destinationEncryptionContext()))
        .build();
  }

  @Override
  public EncryptResponse encrypt(EncryptRequest request) {
    calls.incrementAndGet();
    return EncryptResponse.builder()
        .keyId(ARN)
        .ciphertextBlob(wrap(request.plaintext().asByteArray(), request.encryptionContext()))
        .build();
  }

  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    calls.incrementAndGet();
    return DecryptResponse.builder()
        .keyId(ARN)
        .plaintext(
            SdkBytes.fromByteArray(unwrap(request.ciphertextBlob(), request.encryptionContext())))
        .build();
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private SdkBytes wrap(byte[] plain, Map<String, String> context) {
    var nonce = random(NONCE);
    var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context, plain, 0, plain.length);
    var wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
    return SdkBytes.fromByteArray(wrapped);
  }

  private byte[] unwrap(SdkBytes blob, Map<String, String> context) {
    var wrapped = blob.asByteArray();
    var nonce = Arrays.copyOf(wrapped, NONCE);
    return cipher(Cipher.DECRYPT_MODE, nonce, context, wrapped, NONCE, wrapped.length - NONCE);
  }

  private byte[] cipher(
      int mode, byte[] nonce, Map<String, String> context, byte[] text, int from, int length) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, master, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(
          new TreeMap<>(context).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return cipher.doFinal(text, from, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
