package emanet.benchmarks.flow;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What all the handlers share that ours is measured beside: one JSON parser, one client of
/// DynamoDB with the HTTP that ours is built on, as it comes, no token, no policy, no problems.
abstract class Reply implements RequestStreamHandler {
  static final JsonMapper JSON = new JsonMapper();

  final DynamoDbClient dynamo;

  Reply(Map<String, String> environment) {
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(required(environment, "AWS_ENDPOINT_URL")))
            .region(Region.of(required(environment, "AWS_REGION")))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            // the edge counts the calls of whoever says that it is the product
            .overrideConfiguration(call -> call.appId("emanet"))
            .build();
  }

  /// Answers a read.
  abstract JsonNode read(String person);

  /// Carries out a write.
  abstract void write(String person, JsonNode fields);

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = JSON.readTree(input);
    var person = event.path("pathParameters").path("id").asText();
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("statusCode", 200);
    answer.putObject("headers").put("Content-Type", "application/json");
    if (event.path("httpMethod").asText().equals("GET")) {
      answer.put("body", JSON.writeValueAsString(read(person)));
    } else {
      write(person, JSON.readTree(body(event)).path("fields"));
      answer.put("body", "{\"category\":\"file\",\"recordId\":\"main\",\"version\":1}");
    }
    answer.put("isBase64Encoded", false);
    JSON.writeValue(output, answer);
  }

  private static byte[] body(JsonNode event) {
    var text = event.path("body").asText();
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode parsed(Optional<String> text) {
    try {
      return JSON.readTree(text.orElse("{}"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }
}
