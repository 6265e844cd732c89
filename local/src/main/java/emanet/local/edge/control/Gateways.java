package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The gateways that serve the functions: each is told of the clock and invoked by name.
final class Gateways implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final EdgeClock clock;
  private final List<Gateway> gateways = new CopyOnWriteArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Gateways(EdgeClock clock) {
    this.clock = clock;
  }

  /// A gateway that comes again at the same URL takes its own place.
  ///
  /// It is answered what time it is, as it may not serve yet.
  ObjectNode register(Fields fields) {
    var region = fields.text("region");
    var url = fields.uri("url");
    var schedules =
        fields.list("schedules").orElse(List.of()).stream()
            .map(node -> Schedule.of(Fields.of(node), clock.instant()))
            .toList();
    fields.done();
    if (!"127.0.0.1".equals(url.getHost()) && !"localhost".equals(url.getHost())) {
      throw Fields.wrong("url", "on this machine");
    }
    var gateway = new Gateway(region, url, schedules);
    remove(Optional.of(url.toString()));
    gateways.add(gateway);
    return offset();
  }

  void remove(Optional<String> url) {
    gateways.removeIf(known -> url.isEmpty() || known.url().toString().equals(url.get()));
  }

  List<Gateway> all() {
    return List.copyOf(gateways);
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    for (var gateway : gateways) {
      var item = items.addObject();
      item.put("region", gateway.region());
      item.put("url", gateway.url().toString());
      var schedules = item.putArray("schedules");
      gateway.schedules().forEach(schedule -> schedules.add(schedule.name()));
    }
    return json;
  }

  /// Tells all what time it is; when it returns, they know.
  void tellAll() {
    gateways.forEach(this::tell);
  }

  Answer invoke(Optional<String> region, String function, byte[] event) {
    var gateway =
        gateways.stream()
            .filter(known -> region.map(known.region()::equals).orElse(true))
            .findFirst()
            .orElseThrow(() -> new ControlFailure(503, "No gateway is registered."));
    return invoke(gateway, function, event);
  }

  Answer invoke(Gateway gateway, String function, byte[] event) {
    var name = URLEncoder.encode(function, StandardCharsets.UTF_8);
    try {
      var answer = sent(gateway, "/invoke/" + name, event);
      var type = answer.headers().firstValue("Content-Type").orElse("application/json");
      return Answer.of(answer.statusCode(), Map.of("Content-Type", type), answer.body());
    } catch (ConnectException e) {
      gateways.remove(gateway);
      throw silent(gateway);
    } catch (IOException e) {
      throw silent(gateway);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void tell(Gateway gateway) {
    try {
      var body = offset().toString().getBytes(StandardCharsets.UTF_8);
      if (told(gateway, body) >= 300) {
        throw new ControlFailure(
            502, "The gateway at " + gateway.url() + " did not take the clock.");
      }
    } catch (ConnectException e) {
      // gone without a word: it has no clock to follow any more
      gateways.remove(gateway);
    } catch (IOException e) {
      throw silent(gateway);
    }
  }

  /// A connection that was kept may have ended unseen: then it is told once more, by a new one.
  private int told(Gateway gateway, byte[] body) throws IOException {
    try {
      return sent(gateway, "/clock", body).statusCode();
    } catch (ConnectException | HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return sent(gateway, "/clock", body).statusCode();
    }
  }

  private ObjectNode offset() {
    return JsonNodeFactory.instance.objectNode().put("offsetMillis", clock.offset().toMillis());
  }

  private HttpResponse<byte[]> sent(Gateway gateway, String path, byte[] body) throws IOException {
    var base = gateway.url().toString();
    var url = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    try {
      return http.send(
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlFailure(503, "The edge is stopping.");
    }
  }

  private static ControlFailure silent(Gateway gateway) {
    return new ControlFailure(502, "The gateway at " + gateway.url() + " does not answer.");
  }
}
