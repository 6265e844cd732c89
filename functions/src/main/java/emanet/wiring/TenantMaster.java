package emanet.wiring;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsServiceClientConfiguration;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/// KMS's calls that open and make a tenant's keys, signed for that tenant. It knows no others.
final class TenantMaster implements KmsClient {
  private final KmsClient client;
  private final TenantSession session;

  TenantMaster(KmsClient client, TenantSession session) {
    this.client = client;
    this.session = session;
  }

  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    var signed = signed(request.overrideConfiguration());
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.decrypt(asked));
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    var signed = signed(request.overrideConfiguration());
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.generateDataKey(asked));
  }

  /// What the call has of its own stays, such as what it says of itself in the trail.
  private AwsRequestOverrideConfiguration signed(Optional<AwsRequestOverrideConfiguration> call) {
    return call.map(AwsRequestOverrideConfiguration::toBuilder)
        .orElseGet(AwsRequestOverrideConfiguration::builder)
        .credentialsProvider(session)
        .build();
  }

  @Override
  public KmsServiceClientConfiguration serviceClientConfiguration() {
    return client.serviceClientConfiguration();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    // the client is everybody's
  }
}
