package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Restoration;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Goes on with restores. Scheduled; its event says nothing that it needs.
public final class RestoreFunction implements RequestStreamHandler {
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
    answer.write(("{\"worked\":" + restoration.run() + "}").getBytes(StandardCharsets.UTF_8));
  }
}
