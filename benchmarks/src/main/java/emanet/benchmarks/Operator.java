package emanet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Starts long work as an operator does, and works it to its end, as schedules would.
public final class Operator implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int OK = 200;

  private final URI edge;
  private final Api api;
  private final HttpClient http = HttpClient.newHttpClient();

  public Operator(House house) {
    this(house, house.as("platform", "operator-1", "operator"));
  }

  /// With the authority of somebody else.
  public Operator(House house, Api api) {
    this.edge = house.edge();
    this.api = api;
  }

  /// Starts it.
  ///
  /// @return its id
  public String started(String path, String body) {
    return sent("POST", path, body).path("id").asText();
  }

  /// Sends it, and tells what was answered.
  public JsonNode sent(String method, String path, String body) {
    var call = api.call(method, path).with(body.getBytes(StandardCharsets.UTF_8));
    return checked(api.persist(call)).json();
  }

  /// Works it to its end by invoking the function of its schedule, and asks every half second.
  ///
  /// @return what the API then says of it
  public JsonNode ended(String path, String function, String event)
      throws IOException, InterruptedException {
    return ended(path, function, event, PAUSE);
  }

  /// The same of work that rests meanwhile: to invoke and to ask costs something, too.
  ///
  /// @param pause between two times
  public JsonNode ended(String path, String function, String event, Duration pause)
      throws IOException, InterruptedException {
    while (true) {
      var _ = invoke(function, event);
      var now = checked(api.persist(api.call("GET", path))).json();
      switch (now.path("state").asText()) {
        case "SUCCEEDED" -> {
          return now;
        }
        case "FAILED" -> throw new IllegalStateException(now.toString());
        default -> Thread.sleep(pause);
      }
    }
  }

  @Override
  public void close() {
    http.close();
  }

  /// Invokes a function as its schedule does.
  ///
  /// @return its answer
  public String invoke(String function, String event) throws IOException, InterruptedException {
    var url = URI.create(edge + "/_emanet/invoke/" + function);
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IllegalStateException(function + ": " + answer.body());
    }
    return answer.body();
  }

  private static Answer checked(Answer answer) {
    if (!answer.succeeded()) {
      throw new IllegalStateException(answer.summary());
    }
    return answer;
  }
}
