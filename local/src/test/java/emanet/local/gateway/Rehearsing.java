package emanet.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Resource;

/// Answers with what happened to it before, and does not take a second rehearsal.
public final class Rehearsing implements RequestStreamHandler, Resource {
  private final List<String> happened = new CopyOnWriteArrayList<>();

  public Rehearsing(Map<String, String> environment) {}

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    if (!happened.isEmpty()) {
      throw new IllegalStateException("rehearsed already");
    }
    happened.add("before");
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    happened.add("after");
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var answer = "{\"statusCode\": 200, \"body\": \"" + String.join(" ", happened) + "\"}";
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}
