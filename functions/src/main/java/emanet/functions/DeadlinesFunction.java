package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import emanet.wiring.Environment;
import emanet.wiring.RequestDeadlines;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// Looks after open requests: reminders, and decisions that are still being carried out. Scheduled;
/// its event's time names the slot.
public final class DeadlinesFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RequestDeadlines deadlines;

  /// As Lambda makes it.
  public DeadlinesFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public DeadlinesFunction(Map<String, String> environment) {
    this.deadlines = Wiring.deadlines(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var slot = Instant.parse(JSON.readTree(event).path("time").asText());
    var text =
        deadlines
            .run(slot)
            .map(run ->
                "{\"reminded\":%d,\"continued\":%d,\"failed\":%d}"
                    .formatted(run.reminded(), run.continued(), run.failed()))
            .orElse("{\"skipped\":true}");
    answer.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
