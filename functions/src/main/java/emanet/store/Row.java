package emanet.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import emanet.fault.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// An item in DynamoDB JSON, as an export and a call have it: moved from one to the other without
/// being looked into, but for its key.
public final class Row {
  private static final JsonFactory JSON = new JsonFactory();

  private final Key key;
  private final byte[] json;

  private Row(Key key, byte[] json) {
    this.key = key;
    this.json = json;
  }

  static Row of(Item item) {
    return new Row(item.key(), ItemJson.bytes(item));
  }

  /// Reads a line of an export, `{"Item": …}`. That it is JSON from its first byte to its last is
  /// seen here, so that it can be put into a call as it stands; that attributes are of known types
  /// is not.
  ///
  /// @param line holds the line from `from` on
  /// @throws IOException where it is none
  public static Row ofLine(Table table, byte[] line, int from, int length) throws IOException {
    return read(
        line,
        from,
        length,
        json -> {
          int start = from + offset(json);
          var key = key(table, json);
          return new Row(key, Arrays.copyOfRange(line, start, from + offset(json) + 1));
        });
  }

  /// Reads what a line of an export holds, for who does not pass it on: `ofLine` and `item` in one.
  ///
  /// @param line holds the line from `from` on
  /// @throws IOException where it is none, or no item of this program's
  public static Item itemOfLine(Table table, byte[] line, int from, int length) throws IOException {
    return read(line, from, length, json -> ItemJson.item(table, json));
  }

  private interface Reading<T> {
    /// Reads the rest of an item, its end included.
    T of(JsonParser json) throws IOException;
  }

  private static <T> T read(byte[] line, int from, int length, Reading<T> reading)
      throws IOException {
    try (var json = JSON.createParser(line, from, length)) {
      ItemJson.require(json.nextToken() == JsonToken.START_OBJECT);
      ItemJson.require("Item".equals(json.nextFieldName()));
      ItemJson.require(json.nextToken() == JsonToken.START_OBJECT);
      var item = reading.of(json);
      ItemJson.require(json.nextToken() == JsonToken.END_OBJECT);
      ItemJson.require(json.nextToken() == null);
      return item;
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("a row of an export is none", e);
    }
  }

  private static int offset(JsonParser json) {
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  /// Goes through to the item's end.
  private static Key key(Table table, JsonParser json) throws IOException {
    var partition = Optional.<String>empty();
    var sort = Optional.<String>empty();
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      ItemJson.require(json.nextToken() == JsonToken.START_OBJECT);
      switch (name) {
        case Key.PARTITION -> partition = Optional.of(ItemJson.text(json));
        case Key.SORT -> sort = Optional.of(ItemJson.text(json));
        default -> json.skipChildren();
      }
    }
    return new Key(
        table,
        partition.orElseThrow(IllegalArgumentException::new),
        sort.orElseThrow(IllegalArgumentException::new));
  }

  public Key key() {
    return key;
  }

  /// What it holds.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` where that is no item of this program's
  public Item item() {
    try (var parser = JSON.createParser(json)) {
      ItemJson.require(parser.nextToken() == JsonToken.START_OBJECT);
      return ItemJson.item(key.table(), parser);
    } catch (IOException | IllegalArgumentException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  public static List<Item> items(Collection<Row> rows) {
    return rows.stream().map(Row::item).toList();
  }

  /// Bytes of it in a call.
  int length() {
    return json.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(json);
  }
}
