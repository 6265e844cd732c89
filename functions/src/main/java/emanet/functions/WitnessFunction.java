package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import emanet.wiring.WitnessSchedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Has witnesses cosign the ledger's checkpoints. Scheduled.
public final class WitnessFunction implements RequestStreamHandler {
  private final WitnessSchedule schedule;

  /// As Lambda makes it.
  public WitnessFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public WitnessFunction(Map<String, String> environment) {
    this.schedule = Wiring.witness(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var done = "{\"cosigned\":" + schedule.run() + "}";
    answer.write(done.getBytes(StandardCharsets.UTF_8));
  }
}
