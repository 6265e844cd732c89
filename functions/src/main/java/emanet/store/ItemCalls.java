package emanet.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/// Calls about items that are made most often, written and read as bytes (`Wire`), each once.
/// Whatever comes of one but a whole answer that leaves nothing open is nothing here: the caller
/// makes it by the SDK's client.
final class ItemCalls {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String CONFLICT = "#ConditionalCheckFailedException";
  private static final int FRAME = 64;
  private static final byte[] PUT = ascii("{\"PutRequest\":{\"Item\":");
  private static final byte[] DELETE = ascii("{\"DeleteRequest\":{\"Key\":");
  private static final byte[] NEXT = ascii("}},");
  private static final byte[] NOTHING = {};

  private final Wire wire;
  private final Generation generation;

  ItemCalls(Wire wire, Generation generation) {
    this.wire = wire;
    this.generation = generation;
  }

  /// One write of a batch.
  ///
  /// @param row what is put; empty for a deletion
  record Write(Key key, Optional<Row> row) {
    static Write of(Row row) {
      return new Write(row.key(), Optional.of(row));
    }

    static Write deletion(Key key) {
      return new Write(key, Optional.empty());
    }

    /// Bytes of it in a call.
    int length() {
      return FRAME + row.map(Row::length).orElse(key.partition().length() + key.sort().length());
    }
  }

  /// What is left for the client of a call's time.
  ///
  /// @param began when it was begun here, by `System.nanoTime`
  AwsRequestOverrideConfiguration rest(long began) {
    return wire.rest(began);
  }

  Optional<Written> put(Item item, Condition condition) {
    var body =
        body(json -> {
          json.writeStringField("TableName", generation.name(item.key().table()));
          json.writeFieldName("Item");
          ItemJson.write(json, item);
          if (!(condition instanceof Condition.Always)) {
            var expression = new Expression();
            json.writeStringField("ConditionExpression", expression.condition(condition));
            json.writeStringField("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
            expression.write(json);
          }
        });
    return wire.call("PutItem", body)
        .flatMap(answer ->
            answer.done()
                ? Optional.of(new Written.Done(Optional.empty()))
                : conflict(answer.body(), item.key().table()));
  }

  /// What a refusal says, if it is that the condition did not hold.
  private static Optional<Written> conflict(byte[] refusal, Table table) {
    var types = new ArrayList<String>();
    var current = new ArrayList<Item>();
    return properties(
            refusal,
            (name, json) -> {
              if (name.equals("__type")) {
                types.add(json.getText());
              } else if (name.equals("Item") && json.currentToken() == JsonToken.START_OBJECT) {
                current.add(ItemJson.item(table, json));
              } else {
                json.skipChildren();
              }
            })
        .filter(_ -> types.stream().anyMatch(type -> type.endsWith(CONFLICT)))
        .map(_ -> new Written.Conflict(current.stream().findFirst()));
  }

  /// Writes a batch.
  ///
  /// @param window at most 25
  /// @return whether all of it is durable
  boolean write(List<Write> window) {
    return isDurable(wire.call("BatchWriteItem", writes(window)));
  }

  private static boolean isDurable(Optional<Wire.Answer> answer) {
    return answer.filter(Wire.Answer::done).filter(done -> leftNothing(done.body())).isPresent();
  }

  /// Whether calls are made many at once.
  boolean hasVolleys() {
    return wire.hasVolleys();
  }

  /// Writes batches at once, as `write` does one.
  ///
  /// @param windows at most `Volley.MOST`
  /// @return for each whether all of it is durable
  List<Boolean> writeAll(List<List<Write>> windows) {
    return wire.volley("BatchWriteItem", windows.stream().map(this::writes).toList()).stream()
        .map(ItemCalls::isDurable)
        .toList();
  }

  private byte[] writes(List<Write> window) {
    var byTable = new LinkedHashMap<Table, List<Write>>();
    window.forEach(
        write -> byTable.computeIfAbsent(write.key().table(), _ -> new ArrayList<>()).add(write));
    var body = new ByteArrayOutputStream(FRAME + window.stream().mapToInt(Write::length).sum());
    try {
      var before = "{\"RequestItems\":{";
      for (var table : byTable.entrySet()) {
        body.write(ascii(before + '"' + generation.name(table.getKey()) + "\":["));
        var between = NOTHING;
        for (var write : table.getValue()) {
          body.write(between);
          if (write.row().isPresent()) {
            body.write(PUT);
            write.row().get().writeTo(body);
          } else {
            body.write(DELETE);
            body.write(ItemJson.bytes(Item.at(write.key())));
          }
          between = NEXT;
        }
        body.write(ascii("}}]"));
        before = ",";
      }
      body.write(ascii("}}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Whether an answer tells of nothing that was left unprocessed.
  private static boolean leftNothing(byte[] answer) {
    return properties(
            answer,
            (name, json) -> {
              if (name.equals("UnprocessedItems")) {
                requireEmpty(json);
              } else {
                json.skipChildren();
              }
            })
        .filter(names -> names.contains("UnprocessedItems"))
        .isPresent();
  }

  private static void requireEmpty(JsonParser json) throws IOException {
    ItemJson.require(json.currentToken() == JsonToken.START_OBJECT);
    ItemJson.require(json.nextToken() == JsonToken.END_OBJECT);
  }

  /// Reads a batch, strongly.
  ///
  /// @param window at most 100
  /// @return empty where something was left unprocessed, or the answer is none
  Optional<List<Item>> read(Collection<Key> window) {
    return found(wire.call("BatchGetItem", gets(window)), window);
  }

  private Optional<List<Item>> found(Optional<Wire.Answer> answer, Collection<Key> window) {
    return answer.filter(Wire.Answer::done).flatMap(done -> found(done.body(), tables(window)));
  }

  /// Reads batches at once, as `read` does one.
  ///
  /// @param windows at most `Volley.MOST`
  List<Optional<List<Item>>> readAll(List<? extends Collection<Key>> windows) {
    var answers = wire.volley("BatchGetItem", windows.stream().map(this::gets).toList());
    var found = new ArrayList<Optional<List<Item>>>(windows.size());
    for (int i = 0; i < windows.size(); i++) {
      found.add(found(answers.get(i), windows.get(i)));
    }
    return found;
  }

  private Map<String, Table> tables(Collection<Key> window) {
    var tables = new HashMap<String, Table>();
    var named = EnumSet.noneOf(Table.class);
    window.forEach(key -> named.add(key.table()));
    named.forEach(table -> tables.put(generation.name(table), table));
    return tables;
  }

  /// Reads one item, strongly.
  ///
  /// @return of the items with that key, which is one or none; empty where the answer is none
  Optional<List<Item>> read(Key key) {
    var body =
        body(json -> {
          json.writeStringField("TableName", generation.name(key.table()));
          json.writeBooleanField("ConsistentRead", true);
          json.writeFieldName("Key");
          writeKey(json, key);
        });
    return wire.call("GetItem", body)
        .filter(Wire.Answer::done)
        .flatMap(answer -> item(answer.body(), key.table()));
  }

  private static Optional<List<Item>> item(byte[] answer, Table table) {
    var found = new ArrayList<Item>();
    return properties(
            answer,
            (name, json) -> {
              if (name.equals("Item") && json.currentToken() == JsonToken.START_OBJECT) {
                found.add(ItemJson.item(table, json));
              } else {
                json.skipChildren();
              }
            })
        .map(_ -> found);
  }

  /// Reads a page of a partition, or of an index of it.
  ///
  /// @return empty where the answer is none
  Optional<Pages.Found> query(Pages.Page page) {
    var range = page.range();
    var body =
        body(json -> {
          json.writeStringField("TableName", generation.name(range.table()));
          if (range.index().isPresent()) {
            json.writeStringField("IndexName", range.index().get().name());
          }
          json.writeStringField("KeyConditionExpression", Pages.WITHIN);
          json.writeObjectFieldStart("ExpressionAttributeNames");
          json.writeStringField("#p", page.partitionName());
          json.writeStringField("#s", page.sortName());
          json.writeEndObject();
          json.writeObjectFieldStart("ExpressionAttributeValues");
          ItemJson.write(
              json,
              Map.of(
                  ":p", Value.of(range.partition()),
                  ":f", Value.of(page.from()),
                  ":t", Value.of(range.to())));
          json.writeEndObject();
          json.writeBooleanField("ScanIndexForward", !range.descending());
          json.writeBooleanField("ConsistentRead", range.index().isEmpty());
          json.writeNumberField("Limit", page.most());
          if (!page.start().isEmpty()) {
            json.writeObjectFieldStart("ExclusiveStartKey");
            ItemJson.write(json, page.start());
            json.writeEndObject();
          }
        });
    return wire.call("Query", body)
        .filter(Wire.Answer::done)
        .flatMap(answer -> page(answer.body(), range.table()));
  }

  private static Optional<Pages.Found> page(byte[] answer, Table table) {
    var items = new ArrayList<Item>();
    var last = new HashMap<String, Value>();
    return properties(
            answer,
            (name, json) -> {
              switch (name) {
                case "Items" -> items(json, table, items);
                case "LastEvaluatedKey" -> {
                  ItemJson.require(json.currentToken() == JsonToken.START_OBJECT);
                  last.putAll(ItemJson.entries(json));
                }
                default -> json.skipChildren();
              }
            })
        .filter(names -> names.contains("Items"))
        .map(_ -> new Pages.Found(items, last));
  }

  /// The rest of a list of items, which has begun.
  private static void items(JsonParser json, Table table, List<Item> to) throws IOException {
    ItemJson.require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      to.add(ItemJson.item(table, json));
    }
    ItemJson.require(json.currentToken() == JsonToken.END_ARRAY);
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private interface Reading {
    /// Reads a property's value, which has begun, to its end.
    void of(String name, JsonParser json) throws IOException;
  }

  private static byte[] body(Writing content) {
    var body = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(body)) {
      json.writeStartObject();
      content.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  /// Reads the properties of an answer.
  ///
  /// @return their names; empty where it is not one object, whole and of the form
  private static Optional<Set<String>> properties(byte[] answer, Reading property) {
    var names = new HashSet<String>();
    try (var json = JSON.createParser(answer)) {
      ItemJson.require(json.nextToken() == JsonToken.START_OBJECT);
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        property.of(name, json);
        names.add(name);
      }
      ItemJson.require(json.currentToken() == JsonToken.END_OBJECT);
      return Optional.of(names);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] gets(Collection<Key> window) {
    var byTable = new LinkedHashMap<Table, List<Key>>();
    window.forEach(key -> byTable.computeIfAbsent(key.table(), _ -> new ArrayList<>()).add(key));
    return body(json -> {
      json.writeObjectFieldStart("RequestItems");
      for (var table : byTable.entrySet()) {
        json.writeObjectFieldStart(generation.name(table.getKey()));
        json.writeBooleanField("ConsistentRead", true);
        json.writeArrayFieldStart("Keys");
        for (var key : table.getValue()) {
          writeKey(json, key);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  private static void writeKey(JsonGenerator json, Key key) throws IOException {
    json.writeStartObject();
    ItemJson.write(json, key);
    json.writeEndObject();
  }

  private static Optional<List<Item>> found(byte[] answer, Map<String, Table> tables) {
    var found = new ArrayList<Item>();
    return properties(
            answer,
            (name, json) -> {
              switch (name) {
                case "Responses" -> responses(json, tables, found);
                case "UnprocessedKeys" -> requireEmpty(json);
                default -> json.skipChildren();
              }
            })
        .filter(names -> names.containsAll(List.of("Responses", "UnprocessedKeys")))
        .map(_ -> found);
  }

  private static void responses(JsonParser json, Map<String, Table> tables, List<Item> found)
      throws IOException {
    ItemJson.require(json.currentToken() == JsonToken.START_OBJECT);
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var table = Optional.ofNullable(tables.get(name)).orElseThrow(IllegalArgumentException::new);
      json.nextToken();
      items(json, table, found);
    }
  }
}
