package emanet.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.benchmarks.PeersBenchmark;
import emanet.benchmarks.peers.Peers;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One call, with the AWS Database Encryption SDK (hierarchical keyring, unsigned) around the item.
/// Its branch keys come from stand-ins in memory, so that only its own work counts.
public final class DatabaseSdk extends Reply {
  private static final String TABLE = "emanet-records-1";

  private final Peers.ItemSealer sealer = new Peers().databaseSdk(false, PeersBenchmark.fields());

  public DatabaseSdk(Map<String, String> environment) {
    super(environment);
  }

  @Override
  JsonNode read(String person) {
    var item = dynamo.getItem(get -> get.tableName(TABLE).key(key(person)).consistentRead(true));
    var json = JsonNodeFactory.instance.objectNode();
    sealer
        .open(item.item())
        .forEach((name, value) -> {
          if (!name.equals("pk") && !name.equals("sk")) {
            json.put(name, value.s());
          }
        });
    return json;
  }

  @Override
  void write(String person, JsonNode fields) {
    var item = new HashMap<>(key(person));
    fields
        .properties()
        .forEach(
            field -> item.put(field.getKey(), AttributeValue.fromS(field.getValue().asText())));
    var sealed = sealer.seal(item);
    dynamo.putItem(put -> put.tableName(TABLE).item(sealed));
  }

  private static Map<String, AttributeValue> key(String person) {
    return SameCalls.key("T#database#S#" + person, "R#file#main");
  }
}
