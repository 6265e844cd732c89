package emanet.local.edge.iam;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a call to DynamoDB asks for: of each table that it names, the items' partition keys, which
/// IAM knows as leading keys.
///
/// Partition keys are the attribute `pk` of all tables here; of an index, and of a query, whatever
/// the key condition holds equal to something. An operation that names no keys has none, so that a
/// policy which wants them (`Null: false`) does not allow it.
final class TableAsks {
  private static final String PARTITION = "pk";
  private static final String ACCOUNT = "000000000000";
  private static final Pattern EQUAL =
      Pattern.compile("([#A-Za-z0-9_.-]+)\\s*=\\s*(:[A-Za-z0-9_]+)");

  private TableAsks() {}

  static List<Ask> of(Call call, String operation) {
    var sent = JsonProtocol.parsed(call.body());
    var asks = new ArrayList<Ask>();
    if (sent.has("RequestItems")) {
      for (var table : sent.path("RequestItems").properties()) {
        asks.add(ask(call, operation, table.getKey(), batched(table.getValue()), Map.of()));
      }
      return asks;
    }
    var table = sent.path("TableName").asText();
    var index = sent.path("IndexName").asText();
    var context = new HashMap<String, List<String>>();
    if (sent.path("Select").isTextual()) {
      context.put("dynamodb:Select", List.of(sent.path("Select").asText()));
    }
    var named = index.isEmpty() ? table : table + "/index/" + index;
    asks.add(ask(call, operation, named, keys(sent, operation), context));
    return asks;
  }

  private static Ask ask(
      Call call,
      String operation,
      String table,
      Set<String> keys,
      Map<String, List<String>> others) {
    var context = new HashMap<>(others);
    if (!keys.isEmpty()) {
      context.put("dynamodb:LeadingKeys", List.copyOf(keys));
    }
    // a table may be named by its ARN, which then says where it is
    var arn =
        table.startsWith("arn:")
            ? table
            : "arn:aws:dynamodb:" + call.region() + ":" + ACCOUNT + ":table/" + table;
    return new Ask("dynamodb:" + operation, arn, context);
  }

  private static Set<String> keys(JsonNode sent, String operation) {
    return switch (operation) {
      case "GetItem", "DeleteItem", "UpdateItem" -> key(sent.path("Key"));
      case "PutItem" -> key(sent.path("Item"));
      case "Query" -> asked(sent);
      default -> Set.of();
    };
  }

  private static Set<String> key(JsonNode item) {
    var partition = item.path(PARTITION).path("S");
    return partition.isTextual() ? Set.of(partition.asText()) : Set.of();
  }

  private static Set<String> batched(JsonNode table) {
    var keys = new LinkedHashSet<String>();
    for (var key : table.path("Keys")) {
      keys.addAll(key(key));
    }
    for (var write : table.isArray() ? table : List.<JsonNode>of()) {
      keys.addAll(key(write.path("PutRequest").path("Item")));
      keys.addAll(key(write.path("DeleteRequest").path("Key")));
    }
    return keys;
  }

  /// An `=` of the sort key counts as one of the partition key: that refuses more, and no less.
  private static Set<String> asked(JsonNode sent) {
    var keys = new LinkedHashSet<String>();
    var equal = EQUAL.matcher(sent.path("KeyConditionExpression").asText());
    while (equal.find()) {
      var value = sent.path("ExpressionAttributeValues").path(equal.group(2)).path("S");
      if (value.isTextual()) {
        keys.add(value.asText());
      }
    }
    return keys;
  }
}
