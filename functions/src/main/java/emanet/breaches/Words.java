package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What somebody typed for those who are told.
///
/// @param measures that were taken
/// @param advice what those who are told should do
/// @param contact whom to ask
record Words(String measures, String advice, String contact) {
  static Words of(JsonNode json) {
    return new Words(
        json.path("measures").asText(),
        json.path("advice").asText(),
        json.path("contact").asText());
  }

  ObjectNode on(ObjectNode json) {
    return json.put("measures", measures).put("advice", advice).put("contact", contact);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
