package emanet.wiring;

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
    var signed = session.signing(request.overrideConfiguration());
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.decrypt(asked));
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    var signed = session.signing(request.overrideConfiguration());
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.generateDataKey(asked));
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
