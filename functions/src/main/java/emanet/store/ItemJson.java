package emanet.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import emanet.values.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Between items and DynamoDB JSON, without a tree in between. Readers throw
/// `IllegalArgumentException` where it is of another form.
final class ItemJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ItemJson() {}

  static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("not of the form");
    }
  }

  /// The rest of an object whose properties are typed values, which is an item.
  static Item item(Table table, JsonParser json) throws IOException {
    var attributes = entries(json);
    var key =
        new Key(table, text(attributes.remove(Key.PARTITION)), text(attributes.remove(Key.SORT)));
    return Item.owning(key, attributes);
  }

  private static String text(@Nullable Value value) {
    if (value instanceof Value.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException("a key is a text");
  }

  /// The rest of `{"S": …}`, its end included.
  static String text(JsonParser json) throws IOException {
    require("S".equals(json.nextFieldName()));
    require(json.nextToken() == JsonToken.VALUE_STRING);
    var text = json.getText();
    require(json.nextToken() == JsonToken.END_OBJECT);
    return text;
  }

  /// The rest of an object whose properties are typed values, its end included.
  static Map<String, Value> entries(JsonParser json) throws IOException {
    var entries = new HashMap<String, Value>();
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      entries.put(name, value(json));
    }
    return entries;
  }

  /// The rest of `{"<type>": …}`, its end included.
  private static Value value(JsonParser json) throws IOException {
    var type = json.nextFieldName();
    require(type != null);
    var first = json.nextToken();
    var value =
        switch (type) {
          case "S" -> Value.of(json.getText());
          case "N" -> Value.of(Long.parseLong(json.getText()));
          case "B" -> Value.of(Bytes.owning(json.getBinaryValue()));
          case "BOOL" -> Value.of(json.getBooleanValue());
          case "SS" -> Value.of(texts(json, first));
          case "L" -> Value.of(items(json, first));
          case "M" -> {
            require(first == JsonToken.START_OBJECT);
            yield Value.of(entries(json));
          }
          default -> throw new IllegalArgumentException("an attribute of a type never written");
        };
    require(json.nextToken() == JsonToken.END_OBJECT);
    return value;
  }

  private static Set<String> texts(JsonParser json, JsonToken first) throws IOException {
    require(first == JsonToken.START_ARRAY);
    var texts = new HashSet<String>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getText());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return texts;
  }

  private static List<Value> items(JsonParser json, JsonToken first) throws IOException {
    require(first == JsonToken.START_ARRAY);
    var items = new ArrayList<Value>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      items.add(value(json));
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return items;
  }

  static byte[] bytes(Item item) {
    var out = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(out)) {
      write(json, item);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static void write(JsonGenerator json, Item item) throws IOException {
    json.writeStartObject();
    write(json, item.key());
    write(json, item.attributes());
    json.writeEndObject();
  }

  /// The properties of an object that is begun.
  static void write(JsonGenerator json, Map<String, Value> entries) throws IOException {
    for (var entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(json, entry.getValue());
    }
  }

  /// The two attributes of a key, of an object that is begun.
  static void write(JsonGenerator json, Key key) throws IOException {
    json.writeFieldName(Key.PARTITION);
    write(json, Value.of(key.partition()));
    json.writeFieldName(Key.SORT);
    write(json, Value.of(key.sort()));
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    json.writeStartObject();
    switch (value) {
      case Value.Text(var text) -> json.writeStringField("S", text);
      case Value.Whole(var number) -> json.writeStringField("N", Long.toString(number));
      case Value.Binary(var bytes) -> json.writeBinaryField("B", bytes.borrowed());
      case Value.Flag(var flag) -> json.writeBooleanField("BOOL", flag);
      case Value.Texts(var texts) -> {
        json.writeArrayFieldStart("SS");
        for (var text : texts.stream().sorted().toList()) {
          json.writeString(text);
        }
        json.writeEndArray();
      }
      case Value.Sequence(var items) -> {
        json.writeArrayFieldStart("L");
        for (var item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Value.Tree(var entries) -> {
        json.writeObjectFieldStart("M");
        write(json, entries);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }
}
