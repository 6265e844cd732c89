package emanet.benchmarks.moving;

import emanet.benchmarks.House;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The product's tables, seen from beside it.
final class Tables implements AutoCloseable {
  private static final List<String> BACKED_UP =
      List.of("records", "register", "keys", "ledger", "fragments");

  private final DynamoDbClient dynamo;

  Tables(URI edge) {
    dynamo = House.dynamo(edge);
  }

  /// Megabytes of a generation's tables of those that are backed up, names of attributes included.
  double megabytes(int generation) {
    return BACKED_UP.stream()
            .map(table -> "emanet-" + table + "-" + generation)
            .map(table -> dynamo.describeTable(request -> request.tableName(table)))
            .mapToLong(described -> described.table().tableSizeBytes())
            .sum()
        / Cost.MILLION;
  }

  /// Deletes a generation's tables.
  void drop(int generation) {
    dynamo.listTablesPaginator().tableNames().stream()
        .filter(table -> table.endsWith("-" + generation))
        .toList()
        .forEach(table -> dynamo.deleteTable(request -> request.tableName(table)));
  }

  /// How far a restore is, as its job says.
  Optional<String> cursor(String restore) {
    var key =
        Map.of(
            "pk", AttributeValue.fromS("T#platform#J#" + restore),
            "sk", AttributeValue.fromS("SHARD#0000"));
    var item =
        dynamo
            .getItem(
                request -> request.tableName("emanet-register-1").key(key).consistentRead(true))
            .item();
    return Stream.ofNullable(item.get("cursor")).map(AttributeValue::s).findFirst();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
