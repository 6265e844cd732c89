package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.values.Base32;
import emanet.values.SecretBytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Whom the cloud's trail shows at a tenant's key. It may name somebody, so it is kept sealed.
///
/// @param principal the ARN, or what else the trail has of them
/// @param at of the first call that was found
/// @param event the trail's id of that call
record Evidence(String principal, String address, Instant at, String event) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int HASH_BYTES = 10;

  /// What stands for the principal where it can be read in the clear.
  String subject() {
    var hash = Sha256.of(principal).toArray();
    return "principal-" + Base32.encode(Arrays.copyOf(hash, HASH_BYTES));
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("principal", principal)
        .put("address", address)
        .put("at", at.toString())
        .put("event", event);
  }

  byte[] bytes() {
    return json().toString().getBytes(StandardCharsets.UTF_8);
  }

  static Evidence of(SecretBytes content) {
    try {
      JsonNode json = JSON.readTree(content.toArray());
      return new Evidence(
          json.path("principal").asText(),
          json.path("address").asText(),
          Instant.parse(json.path("at").asText()),
          json.path("event").asText());
    } catch (IOException e) {
      throw new Fault.Tampered().exception(e);
    }
  }
}
