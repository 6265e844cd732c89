package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import emanet.wiring.Environment;
import emanet.wiring.RetentionSchedule;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// Starts what is due of retention. Scheduled; its event's time names the slot.
public final class RetentionFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RetentionSchedule schedule;

  /// As Lambda makes it.
  public RetentionFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public RetentionFunction(Map<String, String> environment) {
    this.schedule = Wiring.retention(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var slot = Instant.parse(JSON.readTree(event).path("time").asText());
    var text = "{\"started\":" + schedule.run(slot) + "}";
    answer.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
