package emanet.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// A store for who works over whole tables, which are named, whichever are in use: batches go as
/// the bytes that they are (`Wire`), and by the SDK's client where that comes to nothing.
final class BulkStore implements Store {
  private static final JsonFactory JSON = new JsonFactory();

  /// BatchGetItem's limit.
  private static final int READS = 100;

  /// BatchWriteItem's limit.
  private static final int WRITES = 25;

  /// A call's body has no more than this where it can be less: DynamoDB takes 16 MB, and a function
  /// holds several at once. One row has 400 KB as DynamoDB counts, and up to six times as many
  /// bytes.
  private static final int BODY = 3 * 1024 * 1024;

  private static final String PUT = "{\"PutRequest\":{\"Item\":";

  private final DynamoStore store;
  private final Generations generations;
  private final Wire wire;
  private final Lanes lanes = new Lanes(DynamoStore.LANES);

  BulkStore(DynamoStore store, Generations generations, Wire wire) {
    this.store = store;
    this.generations = generations;
    this.wire = wire;
  }

  @Override
  public Optional<Item> read(Key key) {
    return store.read(key);
  }

  @Override
  public List<Item> query(Range range) {
    return store.query(range);
  }

  @Override
  public Written put(Item item, Condition condition) {
    return store.put(item, condition);
  }

  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    return store.update(key, changes, condition);
  }

  @Override
  public Written delete(Key key, Condition condition) {
    return store.delete(key, condition);
  }

  @Override
  public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    putRows(puts.stream().map(Row::of).toList());
    if (!deletions.isEmpty()) {
      store.writeAll(List.of(), deletions);
    }
  }

  @Override
  public void putRows(Collection<Row> rows) {
    var calls = new ArrayList<Callable<Boolean>>();
    var window = new ArrayList<Row>();
    int bytes = 0;
    for (var row : rows) {
      if (window.size() == WRITES || (!window.isEmpty() && bytes + row.length() > BODY)) {
        calls.add(writing(List.copyOf(window)));
        window.clear();
        bytes = 0;
      }
      window.add(row);
      bytes += row.length();
    }
    if (!window.isEmpty()) {
      calls.add(writing(List.copyOf(window)));
    }
    var _ = Stage.all(calls);
  }

  private Callable<Boolean> writing(List<Row> window) {
    return () -> {
      boolean done =
          lanes
              .take(() -> wire.call("BatchWriteItem", puts(window)))
              .filter(BulkStore::leftNothing)
              .isPresent();
      if (!done) {
        // what was written already is written once more, the same
        store.writeAll(Row.items(window), List.of());
      }
      return done;
    };
  }

  private byte[] puts(List<Row> window) {
    var byTable = new LinkedHashMap<Table, List<Row>>();
    window.forEach(
        row -> byTable.computeIfAbsent(row.key().table(), _ -> new ArrayList<>()).add(row));
    var body = new ByteArrayOutputStream(window.stream().mapToInt(Row::length).sum() + WRITES * 64);
    try {
      var before = "{\"RequestItems\":{";
      for (var table : byTable.entrySet()) {
        body.write(ascii(before + '"' + generations.name(table.getKey()) + "\":["));
        var between = "";
        for (var row : table.getValue()) {
          body.write(ascii(between + PUT));
          row.writeTo(body);
          between = "}},";
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
    try (var json = JSON.createParser(answer)) {
      json.nextToken();
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var first = json.nextToken();
        if (name.equals("UnprocessedItems")) {
          return first == JsonToken.START_OBJECT && json.nextToken() == JsonToken.END_OBJECT;
        }
        json.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Map<Key, Item> readAll(Collection<Key> keys) {
    var calls = new ArrayList<Callable<Map<Key, Item>>>();
    for (var window :
        new LinkedHashSet<>(keys).stream().gather(Gatherers.windowFixed(READS)).toList()) {
      calls.add(() ->
          lanes
              .take(() -> wire.call("BatchGetItem", gets(window)))
              .flatMap(answer -> found(answer, window))
              .orElseGet(() -> store.readAll(window)));
    }
    var found = new HashMap<Key, Item>();
    Stage.all(calls).forEach(found::putAll);
    return found;
  }

  private byte[] gets(List<Key> window) {
    var byTable = new LinkedHashMap<Table, List<Key>>();
    window.forEach(key -> byTable.computeIfAbsent(key.table(), _ -> new ArrayList<>()).add(key));
    var body = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeObjectFieldStart("RequestItems");
      for (var table : byTable.entrySet()) {
        json.writeObjectFieldStart(generations.name(table.getKey()));
        json.writeBooleanField("ConsistentRead", true);
        json.writeArrayFieldStart("Keys");
        for (var key : table.getValue()) {
          json.writeStartObject();
          ItemJson.write(json, key);
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  /// @return empty where something was left unprocessed, or the answer is none
  private Optional<Map<Key, Item>> found(byte[] answer, List<Key> window) {
    var tables = new HashMap<String, Table>();
    window.forEach(key -> tables.put(generations.name(key.table()), key.table()));
    var found = new HashMap<Key, Item>();
    boolean whole = false;
    try (var json = JSON.createParser(answer)) {
      json.nextToken();
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var first = json.nextToken();
        switch (name) {
          case "Responses" -> responses(json, tables, found);
          case "UnprocessedKeys" ->
              whole = first == JsonToken.START_OBJECT && json.nextToken() == JsonToken.END_OBJECT;
          default -> json.skipChildren();
        }
        if (name.equals("UnprocessedKeys") && !whole) {
          return Optional.empty();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // the client will say what is wrong with it
      return Optional.empty();
    }
    return whole ? Optional.of(found) : Optional.empty();
  }

  private static void responses(JsonParser json, Map<String, Table> tables, Map<Key, Item> found)
      throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var table = Optional.ofNullable(tables.get(name)).orElseThrow(IllegalArgumentException::new);
      ItemJson.require(json.nextToken() == JsonToken.START_ARRAY);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        var item = ItemJson.item(table, json);
        found.put(item.key(), item);
      }
    }
  }
}
