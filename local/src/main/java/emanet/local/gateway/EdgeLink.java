package emanet.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.platform.FollowedClock;
import emanet.local.template.ScheduleSpec;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Tells the edge that there is a gateway, with the schedules of its template, and that it goes.
final class EdgeLink {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int REDIRECTION = 300;

  private final URI gateways;
  private final String region;
  private final List<ScheduleSpec> schedules;
  private final FollowedClock clock;

  EdgeLink(URI edge, String region, List<ScheduleSpec> schedules, FollowedClock clock) {
    this.gateways = edge.resolve("/_emanet/gateways");
    this.region = region;
    this.schedules = schedules;
    this.clock = clock;
  }

  void register(URI control) throws IOException {
    var connection = open(gateways, "POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (var out = connection.getOutputStream()) {
      out.write(registration(control).toString().getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() >= REDIRECTION) {
      throw new IOException("the edge did not take the gateway");
    }
    try (var in = connection.getInputStream()) {
      clock.follow(Duration.ofMillis(JSON.readTree(in).path("offsetMillis").asLong()));
    }
  }

  void leave(URI control) {
    var url = URLEncoder.encode(control.toString(), StandardCharsets.UTF_8);
    try {
      open(URI.create(gateways + "?url=" + url), "DELETE").getResponseCode();
    } catch (IOException e) {
      // the edge has gone before: then there is nobody to tell
    }
  }

  private ObjectNode registration(URI control) {
    var registration = JsonNodeFactory.instance.objectNode();
    registration.put("region", region);
    registration.put("url", control.toString());
    var list = registration.putArray("schedules");
    for (var schedule : schedules) {
      var item = list.addObject();
      item.put("name", schedule.name());
      item.put("function", schedule.function());
      item.put("expression", schedule.expression());
      schedule.timezone().ifPresent(zone -> item.put("timezone", zone));
      schedule.input().ifPresent(input -> item.put("input", input));
    }
    return registration;
  }

  private static HttpURLConnection open(URI url, String method) throws IOException {
    var connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    return connection;
  }
}
