package emanet.store;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// Scratch tables in DynamoDB: paid by request, without indexes (nothing of a restore reads one),
/// without recovery of any kind, and sealed with the key of all tables, since what a backup holds
/// is put back into them.
public final class DynamoScratch implements Scratch {
  private final Supplier<DynamoDbClient> clients;

  /// @param clients is asked for the client when it is first needed
  public DynamoScratch(Supplier<DynamoDbClient> clients) {
    this.clients = clients;
  }

  @Override
  public boolean make() {
    return TableCalls.guarded(() -> {
      boolean all = true;
      for (var table : Table.ofGenerations()) {
        all &= isActive(GENERATION.name(table));
      }
      return all;
    });
  }

  private boolean isActive(String name) {
    var client = clients.get();
    try {
      var status = client.describeTable(request -> request.tableName(name)).table().tableStatus();
      return status == TableStatus.ACTIVE;
    } catch (ResourceNotFoundException e) {
      return made(name);
    }
  }

  private boolean made(String name) {
    try {
      var status =
          clients
              .get()
              .createTable(request ->
                  request
                      .tableName(name)
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .sseSpecification(seal ->
                          seal.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(TableCalls.KEY))
                      .attributeDefinitions(List.of(attribute(Key.PARTITION), attribute(Key.SORT)))
                      .keySchema(
                          List.of(
                              element(Key.PARTITION, KeyType.HASH),
                              element(Key.SORT, KeyType.RANGE))))
              .tableDescription()
              .tableStatus();
      return status == TableStatus.ACTIVE;
    } catch (ResourceInUseException e) {
      return false; // somebody makes it just now
    }
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Override
  public boolean clear() {
    return TableCalls.guarded(() -> {
      boolean none = true;
      for (var table : Table.ofGenerations()) {
        none &= isGone(GENERATION.name(table));
      }
      return none;
    });
  }

  /// Gone is what is not found: deletion takes its time, and so does making one that is to go.
  private boolean isGone(String name) {
    var client = clients.get();
    try {
      client.deleteTable(request -> request.tableName(name));
    } catch (ResourceNotFoundException e) {
      return true;
    } catch (ResourceInUseException e) {
      return false;
    }
    try {
      client.describeTable(request -> request.tableName(name));
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }
}
