package emanet.local.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came back.
public final class Answer {
  /// Numbers as they were written: a double has fewer digits than a number may have.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  Answer(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public boolean succeeded() {
    return status >= OK && status < REDIRECTION;
  }

  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(entry -> entry.getValue().getFirst())
        .findFirst();
  }

  /// The body as it came.
  public Bytes content() {
    return Bytes.of(body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Whether it says that it is JSON, and one value: lines of JSON, for one, are another type.
  public boolean isJson() {
    return header("Content-Type")
        .map(Answer::withoutParameters)
        .filter(type -> type.equals("application/json") || type.endsWith("+json"))
        .isPresent();
  }

  private static String withoutParameters(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /// The body as JSON; a missing node where it is none.
  public JsonNode json() {
    try {
      var json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException _) {
      return MissingNode.getInstance(); // an answer of somebody else's, such as a proxy's page
    }
  }

  /// The last part of a problem's type, such as `activity-unknown`; empty if this is no problem.
  public String problem() {
    return slug(json());
  }

  /// The last part of the type of a problem document.
  public static String slug(JsonNode problem) {
    var type = problem.path("type").asText();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /// Status and problem, for people: nothing of what was sent is in a problem document.
  public String summary() {
    var json = json();
    var title = json.path("title").asText();
    var request = header("Emanet-Request-Id").map(id -> ", request " + id).orElse("");
    return status + (title.isEmpty() ? "" : " " + problem() + ": " + title) + request;
  }

  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
