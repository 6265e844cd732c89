package emanet.local.edge.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// What the edge itself reads of the engine, past HTTP and its JSON.
final class Tables {
  private static final String ANYBODY = "emanet";
  private static final String ANYWHERE = "local";

  private final Engine engine;

  Tables(Engine engine) {
    this.engine = engine;
  }

  List<String> names() {
    var names = new ArrayList<String>();
    var page = page(ListTablesRequest.builder());
    names.addAll(page.tableNames());
    while (page.lastEvaluatedTableName() != null) {
      page =
          page(ListTablesRequest.builder().exclusiveStartTableName(page.lastEvaluatedTableName()));
      names.addAll(page.tableNames());
    }
    return names;
  }

  private ListTablesResponse page(ListTablesRequest.Builder asked) {
    return engine.listTables(ANYBODY, ANYWHERE, asked.build());
  }

  TableDescription described(String table) {
    var asked = DescribeTableRequest.builder().tableName(table).build();
    return engine.describeTable(ANYBODY, ANYWHERE, asked).table();
  }

  /// The item, without attributes where there is none.
  Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
    var asked = GetItemRequest.builder().tableName(table).key(key).consistentRead(true).build();
    return engine.getItem(ANYBODY, ANYWHERE, asked).item();
  }

  ScanResponse scanned(ScanRequest asked) {
    return engine.scan(ANYBODY, ANYWHERE, asked);
  }
}
