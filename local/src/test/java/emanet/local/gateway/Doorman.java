package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An authorizer that does as the token's first word says, and counts how often it is asked.
public final class Doorman implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

  public Doorman(Map<String, String> environment) {}

  static int asked(String token) {
    return ASKED.getOrDefault(token, new AtomicInteger()).get();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = JSON.readTree(in);
    var token = event.path("headers").path("Authorization").asText();
    ASKED.computeIfAbsent(token, _ -> new AtomicInteger()).incrementAndGet();
    var arn = event.path("methodArn").asText();
    var stage = String.join("/", arn.split("/")[0], arn.split("/")[1]);
    var answer =
        switch (token.split("-")[0]) {
          case "good" -> policy("Allow", stage + "/*");
          case "narrow" -> policy("Allow", stage + "/GET/things");
          case "closed" -> policy("Deny", stage + "/*");
          case "empty" -> "{\"principalId\":\"nobody\"}";
          case "broken" -> throw new IllegalStateException("out of order");
          default -> throw new IllegalStateException("Unauthorized");
        };
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String policy(String effect, String resource) {
    return """
    {"principalId": "someone",
     "policyDocument": {"Version": "2012-10-17", "Statement": [
       {"Action": "execute-api:Invoke", "Effect": "%s", "Resource": ["%s"]}]},
     "context": {"tenant": "acme", "level": 3, "strong": true}}
    """
        .formatted(effect, resource);
  }
}
