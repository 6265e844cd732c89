package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// One table as of a moment, while it is read and written.
///
/// Whoever comes first to an item has the word, the reader or a writer. A writer keeps what was
/// there before it writes, so an item that the reader has first was not written since the moment;
/// one that a writer had first is not taken from what is read, but from what was kept.
///
/// For a page the engine reads all rows that are left, however few of them make the page, and walks
/// there from the table's beginning: reading a table page by page would cost the square of its
/// size. So it is read in segments that are about half a page each, and no more rows are asked for
/// than make a page.
final class Shot {
  private static final long SEGMENT_BYTES = 512 * 1024;
  private static final int MOST_SEGMENTS = 1_000_000;
  private static final long PAGE_BYTES = 1024 * 1024;
  private static final int LEAST_ROWS = 100;
  private static final int MOST_ROWS = 10_000;
  private static final int READERS = 2;

  private final Tables tables;
  private final String name;
  private final List<String> key;
  private final int segments;
  private final int rows;

  private final ConcurrentMap<String, Met> met = new ConcurrentHashMap<>();

  /// Who came first to an item.
  ///
  /// @param kept what was there, where it was a writer; without attributes where nothing was
  private record Met(boolean written, Map<String, AttributeValue> kept) {
    private static final Met READ = new Met(false, Map.of());
  }

  Shot(Tables tables, TableDescription described) {
    this.tables = tables;
    this.name = described.tableName();
    this.key = described.keySchema().stream().map(KeySchemaElement::attributeName).toList();
    long bytes = Math.max(described.tableSizeBytes(), 1);
    this.segments = Math.clamp(bytes / SEGMENT_BYTES, 1, MOST_SEGMENTS);
    this.rows = Math.clamp(PAGE_BYTES * described.itemCount() / bytes, LEAST_ROWS, MOST_ROWS);
  }

  /// Keeps what is there of an item that is about to be written.
  ///
  /// @param item with its key
  /// @return false where there is no such key
  boolean keeps(JsonNode item) {
    try {
      var values = new HashMap<String, AttributeValue>();
      for (var attribute : key) {
        values.put(attribute, value(item.path(attribute)));
      }
      var _ = met.computeIfAbsent(text(values), _ -> new Met(true, tables.item(name, values)));
      return true;
    } catch (IllegalArgumentException | DynamoDbException e) {
      // it is the engine's to refuse the call, in its words
      return false;
    }
  }

  private static AttributeValue value(JsonNode json) {
    if (json.path("S").isTextual()) {
      return AttributeValue.fromS(json.path("S").asText());
    }
    if (json.path("N").isTextual()) {
      return AttributeValue.fromN(json.path("N").asText());
    }
    if (json.path("B").isTextual()) {
      var bytes = Base64.getDecoder().decode(json.path("B").asText());
      return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
    throw new IllegalArgumentException("no key");
  }

  /// The same for the same key, however its numbers are written.
  private String text(Map<String, AttributeValue> item) {
    var text = new StringBuilder();
    for (var attribute : key) {
      var said = said(item, attribute);
      text.append(said.length()).append(':').append(said);
    }
    return text.toString();
  }

  private static String said(Map<String, AttributeValue> item, String attribute) {
    var value = item.get(attribute);
    if (value == null) {
      throw new IllegalArgumentException("no " + attribute);
    }
    return switch (value.type()) {
      case N -> new BigDecimal(value.n()).stripTrailingZeros().toString();
      case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
      default -> value.s();
    };
  }

  private void add(Picture.Making making, Map<String, AttributeValue> item) {
    making.add(said(item, key.getFirst()), item);
  }

  /// Reads it.
  Picture picture() throws InterruptedException {
    var next = new AtomicInteger();
    var making = new Picture.Making();
    int count = Math.min(READERS, segments);
    try (var readers = Executors.newFixedThreadPool(count)) {
      var reader = Executors.callable(() -> read(next, making));
      for (var read : readers.invokeAll(Collections.nCopies(count, reader))) {
        var _ = read.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a table could not be read: " + name, e.getCause());
    }
    for (var item : met.values()) {
      // what writers met first, as it was
      if (item.written() && !item.kept().isEmpty()) {
        add(making, item.kept());
      }
    }
    return making.whole();
  }

  private void read(AtomicInteger next, Picture.Making making) {
    for (int segment = next.getAndIncrement();
        segment < segments;
        segment = next.getAndIncrement()) {
      read(segment, making);
    }
  }

  private void read(int segment, Picture.Making making) {
    var asked =
        ScanRequest.builder()
            .tableName(name)
            .consistentRead(true)
            .limit(rows)
            .segment(segment)
            .totalSegments(segments);
    while (true) {
      var page = tables.scanned(asked.build());
      for (var item : page.items()) {
        if (met.putIfAbsent(text(item), Met.READ) == null) {
          add(making, item);
        }
      }
      if (!page.hasLastEvaluatedKey()) {
        return;
      }
      asked.exclusiveStartKey(page.lastEvaluatedKey());
    }
  }
}
