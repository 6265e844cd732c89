package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Operations: backups.
public final class OperationsFunction implements RequestStreamHandler {
  private final ApiEntry entry;

  /// As Lambda makes it.
  public OperationsFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public OperationsFunction(Map<String, String> environment) {
    this.entry = ApiEntry.of(Wiring.operations(new Environment(environment)));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    entry.handle(event, answer);
  }
}
