package emanet.backups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Items out of a file of an export, one after the other: lines of `{"Item": …}` in DynamoDB JSON,
/// in gzip. No more than a line is held.
final class Rows implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /// The next one; empty at the end.
  Optional<Item> next() throws IOException {
    var line = lines.readLine();
    return line == null ? Optional.empty() : Optional.of(item(table, line));
  }

  /// Some of the rows of one tenant.
  ///
  /// @param lines how many were passed, whoever's they are
  /// @param more whether there may be others behind them
  record Page(List<Item> items, long lines, boolean more) {
    Page {
      items = List.copyOf(items);
    }
  }

  /// The next rows of one tenant that are wanted: no others are parsed.
  ///
  /// @param prefix what the tenant's partition keys begin with
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

  static Item item(Table table, String line) throws IOException {
    try {
      var attributes = new HashMap<String, Value>();
      JSON.readTree(line)
          .path("Item")
          .properties()
          .forEach(one -> attributes.put(one.getKey(), value(one.getValue())));
      var key = new Key(table, text(attributes.remove("pk")), text(attributes.remove("sk")));
      return new Item(key, attributes);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("a row of an export is none", e);
    }
  }

  private static String text(@org.jspecify.annotations.Nullable Value value) {
    if (value instanceof Value.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException("a key is a text");
  }

  private static Value value(JsonNode typed) {
    var type = typed.fieldNames().next();
    var content = typed.path(type);
    return switch (type) {
      case "S" -> Value.of(content.asText());
      case "N" -> Value.of(Long.parseLong(content.asText()));
      case "B" -> Value.of(Bytes.ofBase64(content.asText()));
      case "BOOL" -> Value.of(content.asBoolean());
      case "SS" -> {
        var texts = new HashSet<String>();
        content.forEach(text -> texts.add(text.asText()));
        yield Value.of(texts);
      }
      case "L" -> {
        List<Value> items = new ArrayList<>();
        content.forEach(item -> items.add(value(item)));
        yield Value.of(items);
      }
      case "M" -> {
        Map<String, Value> entries = new HashMap<>();
        content.properties().forEach(one -> entries.put(one.getKey(), value(one.getValue())));
        yield Value.of(entries);
      }
      default -> throw new IllegalArgumentException("an attribute of a type never written");
    };
  }
}
