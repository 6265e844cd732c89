package emanet.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// What answers instead of AWS while a rehearsal is played (see `Rehearsal`): keeps items, knows no
/// conditions, and gives keys that open nothing but what was sealed here. It reaches no network and
/// no tenant, and is gone with the rehearsal.
final class StandIn implements SdkHttpClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY_ARN =
      "arn:aws:kms:eu-central-1:000000000000:key/mrk-00000000000000000000000000000000";
  private static final String SESSION =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>ASIAREHEARSAL</AccessKeyId><SecretAccessKey>-</SecretAccessKey>
      <SessionToken>-</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>
      """;
  private static final int KEY = 32;
  private static final int OK = 200;

  private final Map<String, JsonNode> items = new ConcurrentHashMap<>();

  StandIn() {
    var deployment = JsonNodeFactory.instance.objectNode();
    deployment.putObject("pk").put("S", "platform");
    deployment.putObject("sk").put("S", "DEPLOYMENT");
    deployment.putObject("generation").put("N", "1");
    put("emanet-deployment", deployment);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // nothing is under way
      }
    };
  }

  @Override
  public void close() {
    items.clear();
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    var target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
    var body = request.contentStreamProvider().orElseThrow().newStream().readAllBytes();
    // without a target it is a session that is asked for, or an object's put, to which nothing has
    // to be said
    var answer =
        target.isEmpty()
            ? session(body)
            : JSON.writeValueAsBytes(
                act(
                    target.get().substring(target.get().indexOf('.') + 1),
                    (ObjectNode) JSON.readTree(body)));
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(OK)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(answer.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
        .build();
  }

  private static byte[] session(byte[] body) {
    var asked = new String(body, StandardCharsets.US_ASCII).startsWith("Action=AssumeRole&");
    return (asked ? SESSION : "").getBytes(StandardCharsets.US_ASCII);
  }

  private ObjectNode act(String operation, ObjectNode ask) {
    var answer = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case "GetItem" -> {
        var item = item(ask.path("TableName").asText(), ask.path("Key"));
        if (!item.isMissingNode()) {
          answer.set("Item", item);
        }
      }
      case "BatchGetItem" -> batchGet(ask, answer);
      case "PutItem" -> put(ask.path("TableName").asText(), ask.path("Item"));
      case "UpdateItem" ->
          answer.set("Attributes", item(ask.path("TableName").asText(), ask.path("Key")));
      case "BatchWriteItem" -> batchWrite(ask, answer);
      case "Query" -> answer.put("Count", 0).put("ScannedCount", 0).putArray("Items");
      case "GenerateDataKey" ->
          answer
              .put("KeyId", KEY_ARN)
              .put("Plaintext", Base64.getEncoder().encodeToString(new byte[KEY]))
              .put("CiphertextBlob", Base64.getEncoder().encodeToString(new byte[KEY]));
      case "Decrypt" ->
          answer
              .put("KeyId", KEY_ARN)
              .put("Plaintext", Base64.getEncoder().encodeToString(new byte[KEY]));
      default -> {
        // nothing is kept, and nothing has to be said
      }
    }
    return answer;
  }

  private void batchGet(ObjectNode ask, ObjectNode answer) {
    var responses = answer.putObject("Responses");
    answer.putObject("UnprocessedKeys");
    for (var table : ask.path("RequestItems").properties()) {
      var found = responses.putArray(table.getKey());
      for (var key : table.getValue().path("Keys")) {
        var item = item(table.getKey(), key);
        if (!item.isMissingNode()) {
          found.add(item);
        }
      }
    }
  }

  private void batchWrite(ObjectNode ask, ObjectNode answer) {
    answer.putObject("UnprocessedItems");
    for (var table : ask.path("RequestItems").properties()) {
      for (var write : table.getValue()) {
        put(table.getKey(), write.path("PutRequest").path("Item"));
      }
    }
  }

  private void put(String table, JsonNode item) {
    if (!item.isMissingNode()) {
      items.put(place(table, item), item);
    }
  }

  private JsonNode item(String table, JsonNode key) {
    return items.getOrDefault(place(table, key), JsonNodeFactory.instance.missingNode());
  }

  private static String place(String table, JsonNode item) {
    var parts = new TreeMap<String, String>();
    parts.put("pk", item.path("pk").path("S").asText());
    parts.put("sk", item.path("sk").path("S").asText());
    return table + parts;
  }
}
