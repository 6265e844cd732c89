package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import emanet.wiring.Environment;
import emanet.wiring.WatchSchedule;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Watches what is new in the ledgers, and sends the day's checkpoints. Scheduled; its event's
/// `task` is `WATCH`, or `LETTERS` once a day, and the slot's time comes with it.
public final class WatchFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WatchSchedule schedule;

  /// As Lambda makes it.
  public WatchFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public WatchFunction(Map<String, String> environment) {
    this.schedule = Wiring.watch(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var sent = JSON.readTree(event);
    var done =
        sent.path("task").asText().equals("LETTERS")
            ? "{\"letters\":" + schedule.letters() + "}"
            : "{\"opened\":" + schedule.watch() + "}";
    answer.write(done.getBytes(StandardCharsets.UTF_8));
  }
}
