package emanet.local.edge.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;

/// What the engine knows of a table is what it is now.
class KnownTablesTest {
  private static final String ANY = "any";
  private static final String TABLE = "people";

  private final Engine engine = new Engine();

  @AfterEach
  void close() {
    engine.shutdown();
  }

  private void make(String key) {
    MadeTables.make(engine, TABLE, MadeTables.attribute(key, ScalarAttributeType.S));
  }

  private void put(String key) {
    var item = Map.of(key, AttributeValue.fromS("one"));
    engine.putItem(ANY, ANY, PutItemRequest.builder().tableName(TABLE).item(item).build());
  }

  private void delete() {
    engine.deleteTable(ANY, ANY, DeleteTableRequest.builder().tableName(TABLE).build());
  }

  @Test
  void aTableThatIsMadeAnewHasItsNewKey() {
    make("pk");
    put("pk");
    delete();
    assertThatThrownBy(() -> put("pk"))
        .isInstanceOf(DynamoDBLocalServiceException.class)
        .hasMessageContaining("non-existent");
    make("id");
    put("id");
    assertThatThrownBy(() -> put("pk"))
        .isInstanceOf(DynamoDBLocalServiceException.class)
        .hasMessageContaining("required keys");
  }

  @Test
  void whatIsChangedOfATableHoldsForTheNextCall() {
    make("pk");
    put("pk");
    protect(true);
    assertThatThrownBy(this::delete).isInstanceOf(DynamoDBLocalServiceException.class);
    assertThat(isProtected()).isTrue();
    protect(false);
    assertThat(isProtected()).isFalse();
    delete();
  }

  private void protect(boolean on) {
    engine.updateTable(
        ANY,
        ANY,
        UpdateTableRequest.builder().tableName(TABLE).deletionProtectionEnabled(on).build());
  }

  private boolean isProtected() {
    var asked = DescribeTableRequest.builder().tableName(TABLE).build();
    return engine.describeTable(ANY, ANY, asked).table().deletionProtectionEnabled();
  }
}
