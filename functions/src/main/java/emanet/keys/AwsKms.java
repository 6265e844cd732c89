package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;

/// AWS KMS. The client's own retries and time-outs hold (see wiring).
public final class AwsKms implements Kms {
  /// `arn:<partition>:kms:<Region>:<account>:key/<id>`; ids of multi-Region keys start with `mrk-`.
  private static final Pattern MULTI_REGION_ARN =
      Pattern.compile("(arn:aws[a-z-]*:kms):([a-z0-9-]+):([0-9]{12}:key/mrk-[0-9a-f]{32})");

  /// Answers that trying again does not change, until somebody changes the key.
  private static final Set<String> UNUSABLE =
      Set.of(
          "AccessDeniedException",
          "DisabledException",
          "InvalidArnException",
          "InvalidKeyUsageException",
          "KMSInvalidStateException",
          "NotFoundException",
          "ValidationException");

  private final KmsClient client;
  private final String deploymentKey;
  private final String region;

  /// @param deploymentKey the deployment's multi-Region key: an id, an ARN or an alias
  public AwsKms(KmsClient client, String deploymentKey) {
    this.client = client;
    this.deploymentKey = deploymentKey;
    this.region = client.serviceClientConfiguration().region().id();
  }

  @Override
  public Optional<Generated> generate(Optional<String> kmsKey, Map<String, String> context) {
    return guarded(() -> {
      var answer =
          client.generateDataKey(
              GenerateDataKeyRequest.builder()
                  .keyId(kmsKey.map(this::here).orElse(deploymentKey))
                  .keySpec(DataKeySpec.AES_256)
                  .encryptionContext(context)
                  .build());
      return new Generated(
          SecretBytes.owning(answer.plaintext().asByteArray()),
          Bytes.of(answer.ciphertextBlob().asByteArrayUnsafe()),
          answer.keyId());
    });
  }

  @Override
  public Optional<SecretBytes> decrypt(
      String keyArn, Bytes wrapped, Map<String, String> context, String load) {
    return guarded(() ->
        SecretBytes.owning(
            client
                .decrypt(
                    DecryptRequest.builder()
                        .keyId(here(keyArn))
                        .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(wrapped.toArray()))
                        .encryptionContext(context)
                        .overrideConfiguration(
                            call -> call.addApiName(api -> api.name(KeyLoads.API).version(load)))
                        .build())
                .plaintext()
                .asByteArray()));
  }

  @Override
  public boolean multiRegion(String keyArn) {
    return MULTI_REGION_ARN.matcher(keyArn).matches();
  }

  @Override
  public boolean same(String keyArn, String otherArn) {
    return here(keyArn).equals(here(otherArn));
  }

  /// A multi-Region key's replica in this Region has the same id.
  private String here(String keyArn) {
    var parts = MULTI_REGION_ARN.matcher(keyArn);
    return parts.matches() ? parts.group(1) + ":" + region + ":" + parts.group(3) : keyArn;
  }

  private static <T> Optional<T> guarded(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (InvalidCiphertextException | IncorrectKeyException e) {
      throw new Fault.Tampered().exception(e);
    } catch (KmsException e) {
      if (e.awsErrorDetails() != null && UNUSABLE.contains(e.awsErrorDetails().errorCode())) {
        return Optional.empty();
      }
      throw Fault.Unavailable.shortly().exception(e);
    } catch (SdkClientException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
