package emanet.wiring;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// DynamoDB's calls about items, signed for one tenant's data. It knows no other calls: what the
/// interface has beside these throws `UnsupportedOperationException`.
///
/// A client of the SDK's own for each tenant would have cost milliseconds of CPU, and connections;
/// these share one.
final class TenantTables implements DynamoDbClient {
  private final DynamoDbClient client;
  private final TenantSession session;
  private final DynamoDbServiceClientConfiguration configuration;

  TenantTables(DynamoDbClient client, TenantSession session) {
    this.client = client;
    this.session = session;
    this.configuration = configured(client.serviceClientConfiguration(), session);
  }

  private static DynamoDbServiceClientConfiguration configured(
      DynamoDbServiceClientConfiguration of, TenantSession session) {
    var builder =
        DynamoDbServiceClientConfiguration.builder()
            .overrideConfiguration(of.overrideConfiguration())
            .region(of.region())
            .authSchemeProvider(of.authSchemeProvider())
            .credentialsProvider(session);
    of.endpointOverride().ifPresent(builder::endpointOverride);
    of.endpointProvider().ifPresent(builder::endpointProvider);
    return builder.build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.getItem(asked));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.batchGetItem(asked));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.query(asked));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.putItem(asked));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.updateItem(asked));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.deleteItem(asked));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed(request)).build();
    return session.sign(() -> client.batchWriteItem(asked));
  }

  private AwsRequestOverrideConfiguration signed(DynamoDbRequest request) {
    return session.signing(request.overrideConfiguration());
  }

  /// With the tenant's credentials.
  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return configuration;
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
