package emanet.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Calls of the API. Immutable: what adds a header answers another one.
public final class ApiCall {
  private final URI api;
  private final Map<String, String> headers;

  ApiCall(URI api, String token) {
    this(api, token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token));
  }

  private ApiCall(URI api, Map<String, String> headers) {
    this.api = api;
    this.headers = headers;
  }

  public ApiCall with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiCall(api, more);
  }

  public ApiCall activity(String code) {
    return with("Emanet-Activity", code);
  }

  public ApiCall idempotent(String key) {
    return with("Idempotency-Key", key);
  }

  public Answer get(String path) {
    return sent("GET", path, new byte[0]);
  }

  /// A list to its end: what the first page has, its arrays with all that follow.
  public ObjectNode all(String path) {
    var whole = (ObjectNode) get(path).expect(200).body();
    var next = whole.remove("nextCursor");
    while (next != null) {
      var separator = path.contains("?") ? "&" : "?";
      var page = get(path + separator + "cursor=" + next.asText()).expect(200).body();
      for (var each : page.properties()) {
        if (each.getValue() instanceof ArrayNode more) {
          whole.withArray(each.getKey()).addAll(more);
        }
      }
      next = page.get("nextCursor");
    }
    return whole;
  }

  public Answer delete(String path) {
    return sent("DELETE", path, new byte[0]);
  }

  public Answer put(String path, JsonNode body) {
    return withJson().send("PUT", path, body.toString());
  }

  public Answer post(String path, JsonNode body) {
    return withJson().send("POST", path, body.toString());
  }

  public Answer patch(String path, JsonNode body) {
    return withJson().send("PATCH", path, body.toString());
  }

  /// JSON as text, with single quotes for double ones.
  public Answer put(String path, String json) {
    return put(path, Stack.json(json.replace('\'', '"')));
  }

  public Answer post(String path, String json) {
    return post(path, Stack.json(json.replace('\'', '"')));
  }

  public Answer patch(String path, String json) {
    return patch(path, Stack.json(json.replace('\'', '"')));
  }

  /// A body as it stands; its media type is for the caller to say.
  public Answer send(String method, String path, String body) {
    return sent(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public Answer sent(String method, String path, byte[] body) {
    var request = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    return Stack.send(
        request
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build());
  }

  private ApiCall withJson() {
    return headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json");
  }
}
