package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.wiring.Environment;
import emanet.wiring.ReadinessCheck;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Asks whether messages would go out, before a breach does. Scheduled.
public final class ReadinessFunction implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final ReadinessCheck check;

  /// As Lambda makes it.
  public ReadinessFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public ReadinessFunction(Map<String, String> environment) {
    this.check = Wiring.readiness(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(JSON.writeValueAsBytes(check.run()));
  }
}
