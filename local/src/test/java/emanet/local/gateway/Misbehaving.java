package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Fails as the path says.
public final class Misbehaving implements RequestStreamHandler {
  private static final int TOO_LONG = 6 * 1024 * 1024;

  public Misbehaving(Map<String, String> environment) {}

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var how = new JsonMapper().readTree(in).path("pathParameters").path("how").asText();
    var answer =
        switch (how) {
          case "throw" -> throw new IllegalStateException("a secret value");
          case "hang" -> hang();
          case "junk" -> "no JSON";
          case "shape" -> "{\"status\": 200}";
          case "long" -> "{\"statusCode\": 200, \"body\": \"" + "a".repeat(TOO_LONG) + "\"}";
          default -> "{\"statusCode\": 204}";
        };
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String hang() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
