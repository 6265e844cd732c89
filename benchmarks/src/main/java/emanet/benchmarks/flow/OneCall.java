package emanet.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What somebody writes who has no privacy to keep: one call, plain JSON.
public final class OneCall extends Reply {
  private static final String TABLE = "emanet-records-1";
  private static final String PLAIN = "plain";

  public OneCall(Map<String, String> environment) {
    super(environment);
  }

  @Override
  JsonNode read(String person) {
    var item = dynamo.getItem(get -> get.tableName(TABLE).key(key(person)).consistentRead(true));
    return parsed(Optional.ofNullable(item.item().get(PLAIN)).map(AttributeValue::s));
  }

  @Override
  void write(String person, JsonNode fields) {
    var item = new HashMap<>(key(person));
    item.put(PLAIN, AttributeValue.fromS(fields.toString()));
    dynamo.putItem(put -> put.tableName(TABLE).item(item));
  }

  private static Map<String, AttributeValue> key(String person) {
    return SameCalls.key("T#plain#S#" + person, "R#file#main");
  }
}
