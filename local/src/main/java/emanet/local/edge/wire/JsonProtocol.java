package emanet.local.edge.wire;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, the failure's code in `__type`.
public final class JsonProtocol {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonProtocol() {}

  public static ObjectNode parsed(byte[] body) {
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  public static Answer failure(String version, String prefix, AwsFailure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("__type", prefix + failure.code());
    body.put("message", failure.message());
    return Answer.json(failure.status(), "application/x-amz-json-" + version, body)
        .with("x-amzn-ErrorType", failure.code());
  }

  private static AwsFailure unreadable() {
    return new AwsFailure("SerializationException", "The body is not one well-formed JSON object.");
  }
}
