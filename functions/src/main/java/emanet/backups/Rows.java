package emanet.backups;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Items out of a file of an export, one after the other: lines of `{"Item": …}` in DynamoDB JSON,
/// in gzip. No more than a line is held.
final class Rows implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  /// A page goes on past so many that are not wanted.
  private static final int MOST_LINES = 20_000;

  private final Table table;
  private final BufferedReader lines;

  Rows(Table table, InputStream packed) throws IOException {
    this.table = table;
    this.lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8));
  }

  /// Passes over so many.
  void skip(long rows) throws IOException {
    for (long i = 0; i < rows && lines.readLine() != null; i++) {
      // a line that was taken before
    }
  }

  /// Some of the rows.
  ///
  /// @param lines how many were passed, wanted or not
  /// @param more whether there may be others behind them
  record Page(List<Item> items, long lines, boolean more) {
    Page {
      items = List.copyOf(items);
    }
  }

  /// The next rows that are wanted: of other tenants, none is parsed.
  ///
  /// @param prefix what their partition keys begin with; empty for whatever
  Page page(String prefix, Predicate<Key> wanted, int most) throws IOException {
    var items = new ArrayList<Item>();
    long lines = 0;
    while (items.size() < most && lines < MOST_LINES) {
      var line = this.lines.readLine();
      if (line == null) {
        return new Page(items, lines, false);
      }
      lines++;
      if (line.contains(prefix)) {
        var item = item(table, line);
        if (item.key().partition().startsWith(prefix) && wanted.test(item.key())) {
          items.add(item);
        }
      }
    }
    return new Page(items, lines, true);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /// Straight from the text into an item, without a tree in between.
  static Item item(Table table, String line) throws IOException {
    try (var json = JSON.createParser(line)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      require("Item".equals(json.nextFieldName()));
      require(json.nextToken() == JsonToken.START_OBJECT);
      var attributes = entries(json);
      var key = new Key(table, text(attributes.remove("pk")), text(attributes.remove("sk")));
      return new Item(key, attributes);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("a row of an export is none", e);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("not of the form");
    }
  }

  private static String text(@org.jspecify.annotations.Nullable Value value) {
    if (value instanceof Value.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException("a key is a text");
  }

  /// The rest of an object whose properties are typed values.
  private static Map<String, Value> entries(JsonParser json) throws IOException {
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
}
