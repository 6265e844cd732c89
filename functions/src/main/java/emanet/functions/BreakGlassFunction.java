package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Break-glass: a function of its own, whose role reads and changes nothing of a tenant's.
public final class BreakGlassFunction implements RequestStreamHandler {
  private final ApiEntry entry;

  /// As Lambda makes it.
  public BreakGlassFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public BreakGlassFunction(Map<String, String> environment) {
    this.entry = ApiEntry.of(Wiring.breakGlass(new Environment(environment)));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    entry.handle(event, answer);
  }
}
