package emanet.local.edge.dynamodb;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class MomentTest {
  private static final String TABLE = "people";
  private static final String ANY = "emanet";

  private final Engine engine = new Engine();

  @AfterEach
  void close() {
    engine.shutdown();
  }

  /// @param type of the second attribute of the key
  private Tables table(ScalarAttributeType type) {
    MadeTables.make(
        engine,
        TABLE,
        MadeTables.attribute("pk", ScalarAttributeType.S),
        MadeTables.attribute("sk", type));
    return new Tables(engine);
  }

  private void put(AttributeValue pk, AttributeValue sk, Map<String, AttributeValue> rest) {
    var item = new HashMap<>(rest);
    item.put("pk", pk);
    item.put("sk", sk);
    engine.putItem(ANY, ANY, PutItemRequest.builder().tableName(TABLE).item(item).build());
  }

  private void put(String pk, String value) {
    put(
        AttributeValue.fromS(pk),
        AttributeValue.fromS("K"),
        Map.of("v", AttributeValue.fromS(value)));
  }

  private void delete(String pk) {
    var key = Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("K"));
    engine.deleteItem(ANY, ANY, DeleteItemRequest.builder().tableName(TABLE).key(key).build());
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  private static Picture picture(Moment moment) throws InterruptedException {
    return Objects.requireNonNull(moment.pictures().get(TABLE));
  }

  /// Items of a picture, by their keys; none is there twice.
  private static Map<String, JsonNode> items(Picture picture) throws IOException {
    var items = new TreeMap<String, JsonNode>();
    for (var file : picture.files()) {
      try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(file.content()))) {
        var lines = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize((int) file.items());
        for (var line : lines) {
          var item = json(line).path("Item");
          var before = items.put(item.path("pk").toString() + item.path("sk"), item);
          assertThat(before).as(line).isNull();
        }
      }
    }
    assertThat(items).hasSize((int) picture.items());
    return items;
  }

  private static Map<String, String> values(Picture picture) throws IOException {
    return items(picture).values().stream()
        .collect(toMap(item -> item.at("/pk/S").asText(), item -> item.at("/v/S").asText()));
  }

  @Test
  void showsWhatWasThereWhateverIsWrittenMeanwhile() throws Exception {
    var tables = table(ScalarAttributeType.S);
    for (var pk : new String[] {"put", "put twice", "updated", "deleted", "batched", "gone"}) {
      put(pk, "old");
    }
    put("left", "old");
    var moment = new Moment(tables);
    var item = "{'TableName': 'people', 'Item': {'pk': {'S': '%s'}, 'sk': {'S': 'K'}}}";
    var key = "{'TableName': 'people', 'Key': {'pk': {'S': '%s'}, 'sk': {'S': 'K'}}}";
    assertThat(moment.keeps("PutItem", json(item.formatted("put")))).isTrue();
    put("put", "new");
    assertThat(moment.keeps("PutItem", json(item.formatted("made")))).isTrue();
    put("made", "new");
    assertThat(moment.keeps("PutItem", json(item.formatted("put twice")))).isTrue();
    put("put twice", "new");
    assertThat(moment.keeps("PutItem", json(item.formatted("put twice")))).isTrue();
    put("put twice", "newer");
    assertThat(moment.keeps("UpdateItem", json(key.formatted("updated")))).isTrue();
    put("updated", "new");
    assertThat(moment.keeps("DeleteItem", json(key.formatted("deleted")))).isTrue();
    delete("deleted");
    var batch =
        """
        {'RequestItems': {'people': [
          {'PutRequest': {'Item': {'pk': {'S': 'batched'}, 'sk': {'S': 'K'}}}},
          {'DeleteRequest': {'Key': {'pk': {'S': 'gone'}, 'sk': {'S': 'K'}}}}]}}
        """;
    assertThat(moment.keeps("BatchWriteItem", json(batch))).isTrue();
    put("batched", "new");
    delete("gone");

    assertThat(values(picture(moment)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "put",
                "old",
                "put twice",
                "old",
                "updated",
                "old",
                "deleted",
                "old",
                "batched",
                "old",
                "gone",
                "old",
                "left",
                "old"));
  }

  /// More than one segment, and of one partition more than one page; one item of every type.
  @Test
  void showsEachItemOnceAsItIs() throws Exception {
    var tables = table(ScalarAttributeType.S);
    var filling = Map.of("v", AttributeValue.fromS("x".repeat(800)));
    for (int i = 0; i < 1_500; i++) {
      var number = AttributeValue.fromS("" + i);
      put(AttributeValue.fromS("one"), number, filling);
      put(number, AttributeValue.fromS("K"), filling);
    }
    var bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 7});
    put(
        AttributeValue.fromS("types"),
        AttributeValue.fromS("ı\"\\\n"),
        Map.of(
            "n", AttributeValue.fromN("1.5"),
            "b", AttributeValue.fromB(bytes),
            "t", AttributeValue.fromBool(true),
            "u", AttributeValue.fromNul(true),
            "m", AttributeValue.fromM(Map.of("l", AttributeValue.fromL(List.of()))),
            "l", AttributeValue.fromL(List.of(AttributeValue.fromS(""))),
            "ss", AttributeValue.fromSs(List.of("a")),
            "ns", AttributeValue.fromNs(List.of("1")),
            "bs", AttributeValue.fromBs(List.of(bytes))));

    var items = items(picture(new Moment(tables)));
    assertThat(items).hasSize(3_001);
    assertThat(items.values())
        .contains(
            json(
                """
                {'pk': {'S': 'types'}, 'sk': {'S': 'ı\\"\\\\\\n'}, 'n': {'N': '1.5'},
                 'b': {'B': 'AP8H'}, 't': {'BOOL': true}, 'u': {'NULL': true},
                 'm': {'M': {'l': {'L': []}}}, 'l': {'L': [{'S': ''}]}, 'ss': {'SS': ['a']},
                 'ns': {'NS': ['1']}, 'bs': {'BS': ['AP8H']}}
                """));
  }

  @Test
  void knowsANumberHoweverItIsWritten() throws Exception {
    var tables = table(ScalarAttributeType.N);
    var pk = AttributeValue.fromS("a");
    put(pk, AttributeValue.fromN("10"), Map.of("v", AttributeValue.fromS("old")));
    var moment = new Moment(tables);
    assertThat(
            moment.keeps(
                "PutItem",
                json("{'TableName': 'people', 'Item': {'pk': {'S': 'a'}, 'sk': {'N': '1.0e1'}}}")))
        .isTrue();
    put(pk, AttributeValue.fromN("1.0e1"), Map.of("v", AttributeValue.fromS("new")));
    assertThat(values(picture(moment))).isEqualTo(Map.of("a", "old"));
  }

  /// Such a call waits until the picture is made.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PutItem | {'TableName': 'people', 'Item': {'pk': {'S': 'a'}}}",
        "PutItem | {'TableName': 'people', 'Item': {'pk': {'S': 'a'}, 'sk': {'S': ''}}}",
        "PutItem | {'TableName': 'people', 'Item': {'pk': {'S': 'a'}, 'sk': {'N': 'x'}}}",
        "DeleteItem | {'TableName': 'people', 'Key': {'pk': {'S': 'a'}, 'sk': {'B': '*'}}}",
        "UpdateItem | {'TableName': 'other', 'Key': {'pk': {'S': 'a'}, 'sk': {'S': 'K'}}}",
        "BatchWriteItem | {'RequestItems': {'people': [{'PutRequest': {}}]}}",
        "ExecuteStatement | {'Statement': 'DELETE FROM people'}"
      })
  void doesNotKeepWhatItCannotTell(String operation, String body) throws Exception {
    assertThat(new Moment(table(ScalarAttributeType.S)).keeps(operation, json(body))).isFalse();
  }
}
