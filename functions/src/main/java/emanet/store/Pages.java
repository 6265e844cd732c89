package emanet.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads a range, going on where DynamoDB ends a page at its own limit of 1 MB.
final class Pages {
  /// The smallest character after which no sort key goes on.
  private static final String NEXT = "\u0001";

  /// Which items of a partition a page reads.
  static final String WITHIN = "#p = :p AND #s BETWEEN :f AND :t";

  private final DynamoDbClient client;
  private final Optional<ItemCalls> quick;
  private final Generation generation;

  /// @param quick what is tried before the client
  Pages(DynamoDbClient client, Optional<ItemCalls> quick, Generation generation) {
    this.client = client;
    this.quick = quick;
    this.generation = generation;
  }

  /// What a page reads.
  ///
  /// @param from the lowest sort key, inclusive
  /// @param start the key after which it goes on, as DynamoDB told it; empty for the beginning
  /// @param most items
  record Page(Range range, String from, Map<String, Value> start, int most) {
    String partitionName() {
      return range.index().map(Index::partition).orElse(Key.PARTITION);
    }

    String sortName() {
      return range.index().map(Index::sort).orElse(Key.SORT);
    }
  }

  /// @param last the key after which the next page goes on; empty where there is none
  record Found(List<Item> items, Map<String, Value> last) {
    Found {
      items = List.copyOf(items);
      last = Map.copyOf(last);
    }
  }

  List<Item> query(Range range) {
    var items = new ArrayList<Item>();
    if (range.after().isPresent() && range.descending() && range.index().isPresent()) {
      throw new IllegalArgumentException("an index is not read on backwards");
    }
    var from =
        range.descending()
            ? range.from()
            : later(range.from(), range.after().map(a -> a + NEXT).orElse(""));
    if (from.compareTo(range.to()) > 0 || isRead(range)) {
      return items;
    }
    Map<String, Value> start =
        range.descending() && range.after().isPresent()
            ? Map.of(
                Key.PARTITION, Value.of(range.partition()), Key.SORT, Value.of(range.after().get()))
            : Map.of();
    do {
      var found = read(new Page(range, from, start, range.limit() - items.size()));
      items.addAll(found.items());
      start = found.last();
    } while (!start.isEmpty() && items.size() < range.limit());
    return items;
  }

  private Found read(Page page) {
    long began = System.nanoTime();
    return quick.flatMap(calls -> calls.query(page)).orElseGet(() -> readByClient(page, began));
  }

  private Found readByClient(Page page, long began) {
    var request = request(page);
    quick.map(calls -> calls.rest(began)).ifPresent(request::overrideConfiguration);
    var answer = client.query(request.build());
    var table = page.range().table();
    return new Found(
        answer.items().stream().map(item -> Attributes.item(table, item)).toList(),
        answer.hasLastEvaluatedKey() ? Attributes.values(answer.lastEvaluatedKey()) : Map.of());
  }

  private QueryRequest.Builder request(Page page) {
    var range = page.range();
    var request =
        QueryRequest.builder()
            .tableName(generation.name(range.table()))
            .keyConditionExpression(WITHIN)
            .expressionAttributeNames(Map.of("#p", page.partitionName(), "#s", page.sortName()))
            .expressionAttributeValues(
                Map.of(
                    ":p", AttributeValue.fromS(range.partition()),
                    ":f", AttributeValue.fromS(page.from()),
                    ":t", AttributeValue.fromS(range.to())))
            .scanIndexForward(!range.descending())
            .consistentRead(range.index().isEmpty())
            .limit(page.most());
    range.index().ifPresent(index -> request.indexName(index.name()));
    if (!page.start().isEmpty()) {
      var start = new HashMap<String, AttributeValue>();
      page.start().forEach((name, value) -> start.put(name, Attributes.to(value)));
      request.exclusiveStartKey(start);
    }
    return request;
  }

  /// Whether a range was read backwards down to its very beginning: there is nothing to go on from.
  private static boolean isRead(Range range) {
    return range.descending()
        && range.after().filter(after -> after.compareTo(range.from()) <= 0).isPresent();
  }

  private static String later(String one, String other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
