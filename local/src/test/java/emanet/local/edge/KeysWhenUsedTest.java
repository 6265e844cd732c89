package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// A pair that is made when it is first used is one pair, whoever uses it first, and another one
/// than that of the next key.
class KeysWhenUsedTest {
  private static final int USERS = 6;
  private static final SdkBytes MESSAGE = SdkBytes.fromUtf8String("bir mesaj");

  @Test
  void isMadeOnceForAllWhoUseItAtOnce() throws Exception {
    try (var edge = Edge.start(EdgeOptions.idle());
        var kms = TestEdge.client(edge, KmsClient.builder(), "eu-central-1");
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var key = key(kms);
      var signatures =
          IntStream.range(0, USERS).mapToObj(_ -> users.submit(() -> signature(kms, key))).toList();
      for (var signature : signatures) {
        assertThat(verifies(kms, key, signature.get())).isTrue();
      }
      var other = key(kms);
      assertThat(publicKey(kms, other)).isNotEqualTo(publicKey(kms, key));
    }
  }

  private static String key(KmsClient kms) {
    return kms.createKey(
            request -> request.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY))
        .keyMetadata()
        .keyId();
  }

  private static SdkBytes signature(KmsClient kms, String key) {
    return kms.sign(request ->
            request
                .keyId(key)
                .message(MESSAGE)
                .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256))
        .signature();
  }

  private static boolean verifies(KmsClient kms, String key, SdkBytes signature) {
    return kms.verify(request ->
            request
                .keyId(key)
                .message(MESSAGE)
                .signature(signature)
                .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256))
        .signatureValid();
  }

  private static SdkBytes publicKey(KmsClient kms, String key) {
    return kms.getPublicKey(request -> request.keyId(key)).publicKey();
  }
}
