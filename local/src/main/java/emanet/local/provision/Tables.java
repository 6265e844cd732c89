package emanet.local.provision;

import emanet.local.template.Structure;
import emanet.local.template.Template;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/// The tables of data.yaml, and the item that names their generation.
final class Tables {
  private static final String DEPLOYMENT = "emanet-deployment";
  private static final String FIRST_GENERATION = "1";

  private final DynamoDbClient dynamo;

  Tables(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /// The tables alone, of whichever generation the template is.
  void makeAll(Template template) {
    for (var table : template.resources("AWS::DynamoDB::GlobalTable").values()) {
      dynamo.createTable(request(table.properties()));
    }
  }

  void make(Template template) {
    makeAll(template);
    dynamo.putItem(request ->
        request
            .tableName(DEPLOYMENT)
            .item(
                Map.of(
                    "pk", AttributeValue.fromS("platform"),
                    "sk", AttributeValue.fromS("DEPLOYMENT"),
                    "generation", AttributeValue.fromN(FIRST_GENERATION)))
            .conditionExpression("attribute_not_exists(pk)"));
  }

  private static CreateTableRequest request(Structure table) {
    var request =
        CreateTableRequest.builder()
            .tableName(table.required("TableName"))
            .billingMode(BillingMode.fromValue(table.required("BillingMode")))
            .attributeDefinitions(
                table.list("AttributeDefinitions").stream().map(Tables::attribute).toList())
            .keySchema(keys(table));
    var indexes = table.list("GlobalSecondaryIndexes").stream().map(Tables::index).toList();
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    return request.build();
  }

  private static AttributeDefinition attribute(Structure definition) {
    return AttributeDefinition.builder()
        .attributeName(definition.required("AttributeName"))
        .attributeType(definition.required("AttributeType"))
        .build();
  }

  private static List<KeySchemaElement> keys(Structure owner) {
    return owner.list("KeySchema").stream()
        .map(element ->
            KeySchemaElement.builder()
                .attributeName(element.required("AttributeName"))
                .keyType(element.required("KeyType"))
                .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(Structure index) {
    var projection = index.at("Projection");
    var shown = Projection.builder().projectionType(projection.required("ProjectionType"));
    var attributes = projection.texts("NonKeyAttributes");
    if (!attributes.isEmpty()) {
      shown.nonKeyAttributes(attributes);
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.required("IndexName"))
        .keySchema(keys(index))
        .projection(shown.build())
        .build();
  }
}
