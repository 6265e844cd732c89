package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.platform.FunctionKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/// Invokes functions by the edge's own door, as Lambda's callers do: so its faults befall these
/// calls too, and it knows whose they are.
public final class FunctionCalls implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int OK = 200;

  private final Supplier<URI> edge;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param edge where it is, once it serves
  public FunctionCalls(Supplier<URI> edge) {
    this.edge = edge;
  }

  /// Invokes a function and waits for its answer.
  ///
  /// @param function its name or its ARN
  /// @return `{ExecutedVersion, Payload, StatusCode}`
  /// @throws Failure by Step Functions' names
  JsonNode invoke(StateMachine machine, String function, JsonNode payload, Duration timeout)
      throws Failure, InterruptedException {
    var url =
        edge.get()
            .resolve(
                "/2015-03-31/functions/"
                    + URLEncoder.encode(function, StandardCharsets.UTF_8)
                    + "/invocations");
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/lambda/aws4_request"
                    .formatted(FunctionKey.ofMachine(machine.name()), machine.region()))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofString(payload.toString()))
            .build();
    try {
      return result(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (HttpTimeoutException e) {
      throw new Failure(Failure.TIMEOUT, "The function did not answer in time.");
    } catch (IOException e) {
      throw new Failure("Lambda.SdkClientException", "The function's answer was lost.");
    }
  }

  private static JsonNode result(HttpResponse<byte[]> answer) throws Failure, IOException {
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != OK) {
      var code = answer.headers().firstValue("x-amzn-ErrorType").orElse("Unknown");
      throw new Failure("Lambda." + code, message(text));
    }
    if (answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
      throw new Failure(JSON.readTree(text).path("errorType").asText("Lambda.Unknown"), text);
    }
    var result = JsonNodeFactory.instance.objectNode();
    answer
        .headers()
        .firstValue("X-Amz-Executed-Version")
        .ifPresent(version -> result.put("ExecutedVersion", version));
    result.set("Payload", JSON.readTree(text));
    return result.put("StatusCode", answer.statusCode());
  }

  private static String message(String text) {
    try {
      return JSON.readTree(text).path("Message").asText(text);
    } catch (IOException e) {
      return text;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
