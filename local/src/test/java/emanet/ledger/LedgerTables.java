package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.edge.TestEdge;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The tables that the ledger needs, on an edge of their own.
final class LedgerTables {
  private final Edge edge = Edge.start(EdgeOptions.anyPort());
  private final DynamoDbClient client =
      TestEdge.client(edge, DynamoDbClient.builder(), "eu-central-1");

  private LedgerTables() {
    client.createTable(table ->
        table
            .tableName("emanet-deployment")
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes("pk", "sk"))
            .keySchema(keys("pk", "sk")));
    client.putItem(put ->
        put.tableName("emanet-deployment")
            .item(
                Map.of(
                    "pk", AttributeValue.fromS("platform"),
                    "sk", AttributeValue.fromS("DEPLOYMENT"),
                    "generation", AttributeValue.fromN("1"))));
    client.createTable(table ->
        table
            .tableName("emanet-fragments-1")
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes("pk", "sk"))
            .keySchema(keys("pk", "sk")));
    client.createTable(table ->
        table
            .tableName("emanet-ledger-1")
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes("pk", "sk", "gs1pk", "gs1sk", "gs2pk", "gs2sk"))
            .keySchema(keys("pk", "sk"))
            .globalSecondaryIndexes(
                index("bySubject", "gs1pk", "gs1sk"), index("byActor", "gs2pk", "gs2sk")));
  }

  private static final class Holder {
    private static final LedgerTables SHARED = new LedgerTables();
  }

  static LedgerTables shared() {
    return Holder.SHARED;
  }

  DynamoDbClient client() {
    return client;
  }

  void misbehave(String fault) {
    assertThat(TestEdge.control(edge, "PUT", "faults", fault).statusCode()).isLessThan(300);
  }

  private static GlobalSecondaryIndex index(String name, String partition, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(partition, sort))
        .projection(Projection.builder().projectionType(ProjectionType.ALL).build())
        .build();
  }

  private static List<AttributeDefinition> attributes(String... names) {
    return Stream.of(names)
        .map(name ->
            AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build())
        .toList();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(
        KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
  }
}
