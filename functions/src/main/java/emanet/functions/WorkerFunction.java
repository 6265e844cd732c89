package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import emanet.wiring.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Goes on with unfinished jobs. Scheduled; its event says nothing that it needs.
public final class WorkerFunction implements RequestStreamHandler {
  private final Work work;

  /// As Lambda makes it.
  public WorkerFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public WorkerFunction(Map<String, String> environment) {
    this.work = Wiring.worker(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(("{\"worked\":" + work.run() + "}").getBytes(StandardCharsets.UTF_8));
  }
}
