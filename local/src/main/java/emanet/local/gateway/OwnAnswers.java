package emanet.local.gateway;

import com.fasterxml.jackson.databind.node.TextNode;
import emanet.local.template.GatewayAnswer;
import emanet.values.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The answers of the gateway itself, as the template's `GatewayResponses` shape them.
final class OwnAnswers {
  private static final int CLIENT_ERRORS_END = 500;
  private static final GatewayAnswer PLAIN =
      new GatewayAnswer(
          OptionalInt.empty(), "{\"message\":$context.error.messageString}", Map.of());

  private final Map<String, GatewayAnswer> answers;

  OwnAnswers(Map<String, GatewayAnswer> answers) {
    this.answers = Map.copyOf(answers);
  }

  /// The kinds of answers, with the status and the message that each has by itself.
  enum Kind {
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    UNAUTHORIZED(401, "Unauthorized"),
    ACCESS_DENIED(403, "User is not authorized to access this resource"),
    AUTHORIZER_FAILURE(500, ""),
    AUTHORIZER_CONFIGURATION_ERROR(500, ""),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    BAD_REQUEST_PARAMETERS(400, "Bad Request"),
    THROTTLED(429, "Too Many Requests"),
    INTEGRATION_FAILURE(502, "Internal server error"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out");

    private final int status;
    private final String message;

    Kind(int status, String message) {
      this.status = status;
      this.message = message;
    }
  }

  Outgoing of(Kind kind, String requestId) {
    var fallback = kind.status < CLIENT_ERRORS_END ? "DEFAULT_4XX" : "DEFAULT_5XX";
    var answer =
        Optional.ofNullable(answers.get(kind.name()))
            .or(() -> Optional.ofNullable(answers.get(fallback)))
            .orElse(PLAIN);
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/json"));
    headers.put("x-amzn-ErrorType", List.of(kind.name()));
    answer.headers().forEach((name, value) -> headers.put(name, List.of(header(value, requestId))));
    var body =
        answer
            .body()
            .replace("$context.requestId", requestId)
            .replace("$context.error.messageString", TextNode.valueOf(kind.message).toString())
            .replace("$context.error.responseType", kind.name());
    return new Outgoing(
        answer.status().orElse(kind.status),
        headers,
        Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String header(String value, String requestId) {
    if (value.startsWith("'") && value.endsWith("'")) {
      return value.substring(1, value.length() - 1);
    }
    return value.equals("context.requestId") ? requestId : "";
  }
}
