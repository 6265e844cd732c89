package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Sweep;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Clears away what has expired. Scheduled; its event says nothing that it needs.
public final class SweepFunction implements RequestStreamHandler {
  private final Sweep sweep;

  /// As Lambda makes it.
  public SweepFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public SweepFunction(Map<String, String> environment) {
    this.sweep = Wiring.sweep(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(("{\"expired\":" + sweep.run() + "}").getBytes(StandardCharsets.UTF_8));
  }
}
