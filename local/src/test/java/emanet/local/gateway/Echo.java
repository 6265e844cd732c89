package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Answers with its event and its environment; with the header `Meet`, only when so many are in it
/// at once.
public final class Echo implements RequestStreamHandler {
  static final int TOGETHER = 64;

  private static final JsonMapper JSON = new JsonMapper();
  private static final CountDownLatch ALL_HERE = new CountDownLatch(TOGETHER);

  private final Map<String, String> environment;

  public Echo(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = JSON.readTree(in);
    if (event.path("headers").has("Meet")) {
      ALL_HERE.countDown();
      try {
        ALL_HERE.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.set("event", event);
    body.set("environment", JSON.valueToTree(environment));
    body.put("function", context.getFunctionName());
    body.put("remaining", context.getRemainingTimeInMillis());
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("statusCode", 203);
    answer.putObject("headers").put("Content-Type", "application/json").put("Server", "echo");
    answer.putObject("multiValueHeaders").putArray("X-Many").add("one").add("two");
    answer.put("body", body.toString());
    out.write(JSON.writeValueAsBytes(answer));
  }
}
