package emanet.local.edge.dynamodb;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Tables of an engine that no edge serves.
final class MadeTables {
  private static final List<KeyType> KEY = List.of(KeyType.HASH, KeyType.RANGE);
  private static final String ANY = "any";

  private MadeTables() {}

  /// @param key one attribute or two
  static void make(Engine engine, String table, AttributeDefinition... key) {
    engine.createTable(
        ANY,
        ANY,
        CreateTableRequest.builder()
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(
                IntStream.range(0, key.length)
                    .mapToObj(at -> element(key[at], KEY.get(at)))
                    .toList())
            .attributeDefinitions(key)
            .build());
  }

  private static KeySchemaElement element(AttributeDefinition attribute, KeyType type) {
    return KeySchemaElement.builder()
        .attributeName(attribute.attributeName())
        .keyType(type)
        .build();
  }

  static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
