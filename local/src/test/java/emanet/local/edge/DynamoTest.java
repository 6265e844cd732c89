package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoTest {
  private final DynamoDbClient frankfurt =
      TestEdge.client(DynamoDbClient.builder(), "eu-central-1");
  private final DynamoDbClient ireland = TestEdge.client(DynamoDbClient.builder(), "eu-west-1");
  private final String table = table(frankfurt);

  static String table(DynamoDbClient client) {
    var name = "t-" + UUID.randomUUID();
    client.createTable(request ->
        request
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(attribute("pk"), attribute("sk")));
    return name;
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  static Map<String, AttributeValue> item(String pk, String value) {
    return Map.of(
        "pk", AttributeValue.fromS(pk),
        "sk", AttributeValue.fromS("K"),
        "v", AttributeValue.fromS(value));
  }

  private static Map<String, AttributeValue> keyOf(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("K"));
  }

  @Test
  void everyRegionSeesOneTruth() {
    frankfurt.putItem(r -> r.tableName(table).item(item("T#a#1", "one")));
    assertThat(
            ireland
                .getItem(r -> r.tableName(table).key(keyOf("T#a#1")).consistentRead(true))
                .item())
        .isEqualTo(item("T#a#1", "one"));
  }

  @Test
  void aFailedConditionAnswersWhatIsThere() {
    frankfurt.putItem(r -> r.tableName(table).item(item("T#a#2", "one")));
    assertThatThrownBy(() ->
            ireland.putItem(r ->
                r.tableName(table)
                    .item(item("T#a#2", "two"))
                    .conditionExpression("attribute_not_exists(pk)")
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            e -> assertThat(e.item()).isEqualTo(item("T#a#2", "one")));
  }

  @Test
  @SuppressWarnings("unchecked") // the SDK takes varargs of consumers
  void transactionsAreRefused() {
    assertThatThrownBy(() ->
            frankfurt.transactGetItems(
                r -> r.transactItems(t -> t.get(g -> g.tableName(table).key(keyOf("T#a#1"))))))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    assertThatThrownBy(() ->
            frankfurt.transactWriteItems(
                r -> r.transactItems(t -> t.put(p -> p.tableName(table).item(item("T#a#3", "x"))))))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("not supported");
    assertThat(frankfurt.getItem(r -> r.tableName(table).key(keyOf("T#a#3"))).hasItem()).isFalse();
    assertThatThrownBy(() ->
            frankfurt.executeTransaction(r ->
                r.transactStatements(
                    s -> s.statement("SELECT * FROM \"" + table + "\" WHERE pk='x'"))))
        .isInstanceOf(DynamoDbException.class);
  }

  @Test
  void timeToLiveIsRefused() {
    assertThatThrownBy(() ->
            frankfurt.updateTimeToLive(r ->
                r.tableName(table)
                    .timeToLiveSpecification(t -> t.enabled(true).attributeName("expires"))))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("Time to Live");
  }

  @Test
  @SuppressWarnings("unchecked") // the SDK takes varargs of consumers
  void localIndexesAreRefused() {
    assertThatThrownBy(() ->
            frankfurt.createTable(r ->
                r.tableName("t-" + UUID.randomUUID())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                    .attributeDefinitions(attribute("pk"), attribute("sk"), attribute("other"))
                    .localSecondaryIndexes(i ->
                        i.indexName("local")
                            .keySchema(key("pk", KeyType.HASH), key("other", KeyType.RANGE))
                            .projection(
                                Projection.builder().projectionType(ProjectionType.ALL).build()))))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("Local secondary indexes");
  }

  @Test
  void anUnknownTableIsNotFound() {
    assertThatThrownBy(() -> frankfurt.getItem(r -> r.tableName("none").key(keyOf("T#a#1"))))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void batchesPass() {
    frankfurt.putItem(r -> r.tableName(table).item(item("T#b#1", "one")));
    var answer =
        ireland.batchGetItem(r ->
            r.requestItems(
                Map.of(
                    table,
                    software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                        .keys(List.of(keyOf("T#b#1"), keyOf("T#b#2")))
                        .consistentRead(true)
                        .build())));
    assertThat(answer.responses().get(table)).containsExactly(item("T#b#1", "one"));
  }
}
