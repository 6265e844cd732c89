package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Deliveries;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Delivers queued sends. Scheduled; its event says nothing that it needs.
public final class SendsFunction implements RequestStreamHandler {
  private final Deliveries deliveries;

  /// As Lambda makes it.
  public SendsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public SendsFunction(Map<String, String> environment) {
    this.deliveries = Wiring.deliveries(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var run = deliveries.run();
    if (run.failure().isPresent()) {
      throw new IOException(
          "%d sends are in doubt: their end could not be recorded; %d times a queue could not be read"
              .formatted(run.broken(), run.unread()),
          run.failure().get());
    }
    var json =
        "{\"sent\":%d,\"failed\":%d,\"dead\":%d}".formatted(run.sent(), run.failed(), run.dead());
    answer.write(json.getBytes(StandardCharsets.UTF_8));
  }
}
