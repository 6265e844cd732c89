package emanet.local.edge.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// One answer of an AWS service, whole.
public final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Answer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static Answer of(int status, Map<String, String> headers, byte[] body) {
    return new Answer(status, Map.copyOf(headers), body);
  }

  public static Answer json(int status, String contentType, JsonNode content) {
    try {
      return typed(status, contentType, JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Answer xml(int status, String content) {
    return typed(status, "text/xml", content.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  private static Answer typed(int status, String contentType, byte[] body) {
    return new Answer(
        status,
        Map.of("Content-Type", contentType, "x-amzn-RequestId", UUID.randomUUID().toString()),
        body);
  }

  public Answer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /// The body itself, not a copy: not to be changed.
  public byte[] body() {
    return body;
  }
}
