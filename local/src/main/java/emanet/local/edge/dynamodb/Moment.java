package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/// All tables as of a moment, for as long as they are read, though calls go on: from that moment on
/// nothing is written before what it replaces is kept here. Tables are neither made nor changed nor
/// deleted meanwhile.
final class Moment {
  private final Map<String, Shot> shots = new LinkedHashMap<>();

  Moment(Tables tables) {
    tables.names().forEach(name -> shots.put(name, new Shot(tables, tables.described(name))));
  }

  Set<String> names() {
    return shots.keySet();
  }

  /// Keeps what a call is about to write over.
  ///
  /// @param operation `PutItem`, `UpdateItem`, `DeleteItem` or `BatchWriteItem`
  /// @return false where the call does not say which items it writes; then it has to wait
  boolean keeps(String operation, JsonNode body) {
    return switch (operation) {
      case "PutItem" -> keepsOf(body.path("TableName").asText(), body.path("Item"));
      case "UpdateItem", "DeleteItem" -> keepsOf(body.path("TableName").asText(), body.path("Key"));
      case "BatchWriteItem" -> body.path("RequestItems").propertyStream().allMatch(this::keepsAll);
      default -> false;
    };
  }

  private boolean keepsAll(Map.Entry<String, JsonNode> writes) {
    return StreamSupport.stream(writes.getValue().spliterator(), false)
        .allMatch(write ->
            keepsOf(
                writes.getKey(),
                write.has("PutRequest")
                    ? write.path("PutRequest").path("Item")
                    : write.path("DeleteRequest").path("Key")));
  }

  /// @param table its name, or its ARN
  private boolean keepsOf(String table, JsonNode item) {
    var shot = shots.get(table.substring(table.lastIndexOf('/') + 1));
    return shot != null && shot.keeps(item);
  }

  /// Reads all tables, one after another.
  Map<String, Picture> pictures() throws InterruptedException {
    var pictures = new LinkedHashMap<String, Picture>();
    for (var shot : shots.entrySet()) {
      pictures.put(shot.getKey(), shot.getValue().picture());
    }
    return pictures;
  }
}
