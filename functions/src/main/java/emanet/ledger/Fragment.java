package emanet.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The personal part of an entry, which expires: from where the call came.
///
/// Its entry commits to it by SHA-256 over its bytes: JSON in UTF-8 without white space, its
/// properties in the order written here, `salt` first. The salt is 16 random bytes, in hex: with
/// the fragment it goes for good, and the hash that stays in the entry says nothing any more.
///
/// @param page the route, never an id
record Fragment(
    String salt, String address, String provider, String page, Optional<String> referrer) {
  private static final JsonMapper JSON = new JsonMapper();

  byte[] bytes() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("salt", salt);
    json.put("address", address);
    json.put("provider", provider);
    json.put("page", page);
    referrer.ifPresent(text -> json.put("referrer", text));
    try {
      return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  static Fragment read(byte[] bytes) {
    try {
      var json = JSON.readTree(bytes);
      return new Fragment(
          json.path("salt").asText(),
          json.path("address").asText(),
          json.path("provider").asText(),
          json.path("page").asText(),
          json.has("referrer") ? Optional.of(json.path("referrer").asText()) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Bytes commitment(byte[] bytes) {
    return Sha256.of(bytes);
  }
}
