package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.wiring.Environment;
import emanet.wiring.Seal;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Seals the ledger. Scheduled; its event's `task` is `ROUNDS`, or `DAY` for the day before.
public final class SealFunction implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final Seal seal;

  /// As Lambda makes it.
  public SealFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public SealFunction(Map<String, String> environment) {
    this.seal = Wiring.seal(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var day = JSON.readTree(event).path("task").asText().equals("DAY");
    var done = day ? "{\"late\":" + seal.day() + "}" : "{\"sealed\":" + seal.rounds() + "}";
    answer.write(done.getBytes(StandardCharsets.UTF_8));
  }
}
