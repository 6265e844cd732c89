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
  private final AwsRequestOverrideConfiguration signed;

  TenantTables(DynamoDbClient client, TenantSession session) {
    this.client = client;
    this.session = session;
    this.signed = AwsRequestOverrideConfiguration.builder().credentialsProvider(session).build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.getItem(asked));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.batchGetItem(asked));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.query(asked));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.putItem(asked));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.updateItem(asked));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.deleteItem(asked));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    var asked = request.toBuilder().overrideConfiguration(signed).build();
    return session.sign(() -> client.batchWriteItem(asked));
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
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
