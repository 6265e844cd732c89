package emanet.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads a range, going on where DynamoDB ends a page at its own limit of 1 MB.
final class Pages {
  /// The smallest character after which no sort key goes on.
  private static final String NEXT = "\u0001";

  private final DynamoDbClient client;
  private final String table;

  Pages(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
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
    Map<String, AttributeValue> start =
        range.descending() && range.after().isPresent()
            ? Attributes.of(new Key(range.table(), range.partition(), range.after().get()))
            : Map.of();
    do {
      var request = request(range, from, range.limit() - items.size());
      if (!start.isEmpty()) {
        request.exclusiveStartKey(start);
      }
      var answer = client.query(request.build());
      answer.items().forEach(item -> items.add(Attributes.item(range.table(), item)));
      start = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty() && items.size() < range.limit());
    return items;
  }

  private QueryRequest.Builder request(Range range, String from, int most) {
    var partition = range.index().map(Index::partition).orElse(Key.PARTITION);
    var sort = range.index().map(Index::sort).orElse(Key.SORT);
    var request =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("#p = :p AND #s BETWEEN :f AND :t")
            .expressionAttributeNames(Map.of("#p", partition, "#s", sort))
            .expressionAttributeValues(
                Map.of(
                    ":p", AttributeValue.fromS(range.partition()),
                    ":f", AttributeValue.fromS(from),
                    ":t", AttributeValue.fromS(range.to())))
            .scanIndexForward(!range.descending())
            .consistentRead(range.index().isEmpty())
            .limit(most);
    range.index().ifPresent(index -> request.indexName(index.name()));
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
