package emanet.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.platform.FollowedClock;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What the edge asks of a gateway, on a port of its own: to follow the clock, and to run a
/// function by its name, with the event that is sent or the sample in `events/`.
final class ControlHandler extends Handler.Abstract {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String INVOKE = "/invoke/";

  private final Functions functions;
  private final FollowedClock clock;
  private final Path samples;

  ControlHandler(Functions functions, FollowedClock clock, Path samples) {
    super(InvocationType.BLOCKING);
    this.functions = functions;
    this.clock = clock;
    this.samples = samples;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var id = UUID.randomUUID().toString();
    ApiHandler.write(response, callback, answer(request), id);
    return true;
  }

  private Outgoing answer(Request request) throws IOException {
    var path = String.valueOf(request.getHttpURI().getCanonicalPath());
    if (request.getHeaders().contains("Origin") || !request.getMethod().equals("POST")) {
      return problem(403, "Only the edge is served here.");
    }
    var body = Content.Source.asInputStream(request).readAllBytes();
    if (path.equals("/clock")) {
      return follow(body);
    }
    return path.startsWith(INVOKE)
        ? invoke(path.substring(INVOKE.length()), body)
        : problem(404, "There is nothing here.");
  }

  private Outgoing follow(byte[] body) throws IOException {
    try {
      clock.follow(Duration.ofMillis(JSON.readTree(body).path("offsetMillis").asLong()));
      return new Outgoing(204, Map.of(), Bytes.of(new byte[0]));
    } catch (JsonProcessingException e) {
      return problem(400, "The clock's offset is not to be read.");
    }
  }

  private Outgoing invoke(String called, byte[] sent) throws IOException {
    var name = functions.names().stream().filter(called::equalsIgnoreCase).findFirst();
    if (name.isEmpty()) {
      return problem(404, "The template has no such function.");
    }
    var event = sent.length > 0 ? Optional.of(sent) : sample(name.get());
    if (event.isEmpty()) {
      return problem(404, "There is no sample event for " + name.get() + ".");
    }
    try {
      var answer = functions.invoke(name.get(), event.get(), PATIENCE);
      return new Outgoing(200, json("application/json"), Bytes.of(answer));
    } catch (FunctionFailure e) {
      Failures.log(name.get(), "invoked by hand", e);
      return problem(502, "The function failed: " + kind(e), Optional.of(type(e)));
    }
  }

  private Optional<byte[]> sample(String name) throws IOException {
    var file = samples.resolve(name.toLowerCase(Locale.ROOT) + ".json");
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private static String kind(FunctionFailure failure) {
    return failure.timedOut() || "Unauthorized".equals(failure.getMessage())
        ? String.valueOf(failure.getMessage())
        : String.valueOf(failure.getCause());
  }

  /// What Lambda would report as `errorType`.
  private static String type(FunctionFailure failure) {
    return failure.timedOut() || failure.getCause() == null
        ? "Sandbox.Timedout"
        : failure.getCause().getClass().getName();
  }

  private static Outgoing problem(int status, String detail) {
    return problem(status, detail, Optional.empty());
  }

  private static Outgoing problem(int status, String detail, Optional<String> errorType) {
    var problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "about:blank");
    problem.put("status", status);
    problem.put("detail", detail);
    errorType.ifPresent(name -> problem.put("errorType", name));
    return new Outgoing(
        status,
        json("application/problem+json"),
        Bytes.of(problem.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, List<String>> json(String type) {
    return Map.of("Content-Type", List.of(type));
  }
}
