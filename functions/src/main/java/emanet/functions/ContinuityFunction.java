package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.wiring.Continuity;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// Makes backups. Scheduled: its event's `task` is `WORK`, or `WATCH`; without one it is the day's,
/// and the event's time names the slot.
public final class ContinuityFunction implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final Continuity continuity;

  /// As Lambda makes it.
  public ContinuityFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public ContinuityFunction(Map<String, String> environment) {
    this.continuity = Wiring.continuity(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(done(JSON.readTree(event)).getBytes(StandardCharsets.UTF_8));
  }

  private String done(JsonNode event) {
    return switch (event.path("task").asText()) {
      case "WORK" -> "{\"worked\":" + continuity.work() + "}";
      case "WATCH" -> "{\"young\":" + continuity.watch() + "}";
      default -> "{\"started\":" + continuity.day(Instant.parse(event.path("time").asText())) + "}";
    };
  }
}
