package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CallsTest {
  private final Edge edge = Edge.start(EdgeOptions.anyPort());
  private final DynamoDbClient other =
      TestEdge.client(edge, DynamoDbClient.builder(), "eu-central-1");
  private final DynamoDbClient product =
      TestEdge.client(
          edge,
          DynamoDbClient.builder().overrideConfiguration(c -> c.appId("emanet")),
          "eu-central-1");

  @AfterEach
  void stop() {
    edge.close();
  }

  private String calls(String query) {
    return TestEdge.control(edge, "GET", "calls" + query, "").body();
  }

  @Test
  void theProductsCallsAreCountedByServiceAndOperation() {
    var table = DynamoTest.table(other);
    assertThat(calls("")).isEqualTo("{}");
    put(table, "T#a#1", "short");
    put(table, "T#a#1", "T#b#".repeat(100));
    product.getItem(r ->
        r.tableName(table)
            .key(Map.of("pk", AttributeValue.fromS("T#b#1"), "sk", AttributeValue.fromS("K"))));
    assertThat(calls("")).isEqualTo("{\"dynamodb\":{\"GetItem\":1,\"PutItem\":2}}");
    assertThat(calls("?match=T%23a%23")).isEqualTo("{\"dynamodb\":{\"PutItem\":2}}");
    // a long text is ciphertext, whatever it holds by chance
    assertThat(calls("?match=T%23b%23")).isEqualTo("{\"dynamodb\":{\"GetItem\":1}}");
    TestEdge.control(edge, "DELETE", "calls?match=T%23a%23", "");
    assertThat(calls("?match=T%23a%23")).isEqualTo("{}");
    TestEdge.control(edge, "DELETE", "calls", "");
    assertThat(calls("")).isEqualTo("{}");
  }

  /// What is kept by content is bounded: counts that begin after what had to go are whole.
  @Test
  void countsByContentAreWholeOrNone() {
    var table = DynamoTest.table(other);
    put(table, "T#a#1", "v");
    var texts =
        AttributeValue.fromL(Collections.nCopies(1_900, AttributeValue.fromS("x".repeat(150))));
    var key = AttributeValue.fromS("T#b#1");
    for (int i = 0; i < 70; i++) {
      product.putItem(r -> r.tableName(table).item(Map.of("pk", key, "sk", key, "v", texts)));
    }
    assertThat(TestEdge.control(edge, "GET", "calls?match=T%23a%23", "").statusCode())
        .isEqualTo(409);
    TestEdge.control(edge, "DELETE", "calls?match=T%23a%23", "");
    put(table, "T#a#1", "v");
    assertThat(calls("?match=T%23a%23")).isEqualTo("{\"dynamodb\":{\"PutItem\":1}}");
  }

  @Test
  void aRetryIsTheSameCall() {
    var table = DynamoTest.table(other);
    TestEdge.control(
        edge,
        "PUT",
        "faults",
        "{\"error\":\"ThrottlingException\",\"operation\":\"PutItem\",\"count\":2}");
    put(table, "T#a#2", "v");
    assertThat(calls("")).isEqualTo("{\"dynamodb\":{\"PutItem\":1}}");
  }

  private void put(String table, String key, String value) {
    product.putItem(r -> r.tableName(table).item(DynamoTest.item(key, value)));
  }
}
