package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.wiring.Environment;
import emanet.wiring.Restoration;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// Goes on with restores and drills. Scheduled: its event's `task` is `WORK`, or `WATCH`; without
/// one it starts the month's drill, and the event's time names the slot.
public final class RestoreFunction implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final Restoration restoration;

  /// As Lambda makes it.
  public RestoreFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public RestoreFunction(Map<String, String> environment) {
    this.restoration = Wiring.restoration(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(done(JSON.readTree(event)).getBytes(StandardCharsets.UTF_8));
  }

  private String done(JsonNode event) {
    return switch (event.path("task").asText()) {
      case "WORK" -> "{\"worked\":" + restoration.run() + "}";
      case "WATCH" -> "{\"passed\":" + restoration.watch() + "}";
      default ->
          "{\"started\":" + restoration.month(Instant.parse(event.path("time").asText())) + "}";
    };
  }
}
