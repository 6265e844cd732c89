package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs in AWS KMS. The client's own retries and time-outs hold (see wiring).
public final class AwsSigner implements Signer {
  /// How a key signs.
  public enum Algorithm {
    /// RFC 8032, pure: KMS is sent the message itself, which is 4096 bytes at most.
    ED25519(SigningAlgorithmSpec.ED25519_SHA_512, MessageType.RAW),
    /// RFC 8017 with SHA-256 and a salt of 32 bytes: KMS is sent the message's hash.
    RSA_PSS(SigningAlgorithmSpec.RSASSA_PSS_SHA_256, MessageType.DIGEST);

    private final SigningAlgorithmSpec spec;
    private final MessageType sent;

    Algorithm(SigningAlgorithmSpec spec, MessageType sent) {
      this.spec = spec;
      this.sent = sent;
    }
  }

  private final KmsClient client;
  private final String key;
  private final Algorithm algorithm;

  /// @param key a multi-Region key: an id, an ARN or an alias
  public AwsSigner(KmsClient client, String key, Algorithm algorithm) {
    this.client = client;
    this.key = key;
    this.algorithm = algorithm;
  }

  @Override
  public Bytes sign(Bytes message) {
    var request =
        SignRequest.builder()
            .keyId(key)
            .signingAlgorithm(algorithm.spec)
            .messageType(algorithm.sent)
            .message(SdkBytes.fromByteArrayUnsafe(sent(message)))
            .build();
    return guarded(() -> Bytes.owning(client.sign(request).signature().asByteArray()));
  }

  @Override
  public Bytes publicKey() {
    return guarded(() ->
        Bytes.owning(client.getPublicKey(request -> request.keyId(key)).publicKey().asByteArray()));
  }

  private byte[] sent(Bytes message) {
    return algorithm.sent == MessageType.RAW
        ? message.toArray()
        : Sha256.digest().digest(message.borrowed());
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (KmsException | SdkClientException e) {
      // also a key that is disabled: it may be enabled again
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
