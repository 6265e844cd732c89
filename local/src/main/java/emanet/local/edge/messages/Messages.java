package emanet.local.edge.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.wire.AwsFailure;
import java.io.IOException;
import java.util.Map;

/// What is published to a topic: the same to all, or by protocol (`MessageStructure` `json`).
record Messages(JsonNode each) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFAULT = "default";

  static Messages of(Map<String, String> form, String message) {
    if (!"json".equals(form.get("MessageStructure"))) {
      return new Messages(JsonNodeFactory.instance.objectNode().put(DEFAULT, message));
    }
    try {
      var each = JSON.readTree(message);
      if (!each.path(DEFAULT).isTextual()) {
        throw invalid("No default entry in JSON message body");
      }
      return new Messages(each);
    } catch (IOException e) {
      throw invalid("JSON message body failed to parse");
    }
  }

  private static AwsFailure invalid(String what) {
    return new AwsFailure("InvalidParameter", "Invalid parameter: Message Structure - " + what);
  }

  String by(String protocol) {
    return each.path(protocol).asText(each.path(DEFAULT).asText());
  }
}
