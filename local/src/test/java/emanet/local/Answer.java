package emanet.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import emanet.values.Bytes;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// An answer over HTTP.
///
/// @param body missing if there is none, or if it is no JSON
/// @param text the body as it came, as text
/// @param bytes the body as it came
public record Answer(int status, HttpHeaders headers, JsonNode body, String text, Bytes bytes) {
  private static final JsonMapper JSON = new JsonMapper();

  public static Answer of(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(),
        response.headers(),
        json(response.body()),
        new String(response.body(), StandardCharsets.UTF_8),
        Bytes.of(response.body()));
  }

  /// The header's first value; empty if there is none.
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /// The problem's type without `/problems/`.
  public String problem() {
    return body.path("type").asText().replace("/problems/", "");
  }

  /// This answer, if it has that status.
  public Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError("expected " + expected + " but it was " + status + ": " + text);
    }
    return this;
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
