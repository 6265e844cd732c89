package emanet.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import emanet.local.client.Http;
import emanet.local.client.Regions;
import emanet.local.client.RoamingApi;
import emanet.local.client.Tokens;
import emanet.local.client.Unreachable;
import emanet.local.resilience.Client.Bearer;
import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a client does when an API answers as it should not.
class ClientTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private final List<Operation> history = new ArrayList<>();

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void nobodyIsWaitedForBeyondTheEnd() throws IOException {
    LongSupplier end = () -> history.size() < 3 ? Long.MAX_VALUE : Long.MIN_VALUE;
    answered(
        503,
        "",
        client ->
            assertThatThrownBy(() -> client.settle(0, end))
                .isInstanceOf(IllegalStateException.class));
    assertThat(history)
        .hasSize(3)
        .allSatisfy(one -> {
          assertThat(one.is(Kind.CREATE, Outcome.UNKNOWN)).isTrue();
          assertThat(one.subject()).isEmpty();
          assertThat(one.failures()).isNotEmpty().containsOnly(503);
        });
  }

  /// A trial that fails ends its clients, whatever they wait for.
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void whoIsInterruptedWaitsForNothing() throws IOException {
    answered(
        503,
        "",
        client -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> client.settle(0, () -> Long.MAX_VALUE))
              .isInstanceOf(Unreachable.class);
          assertThat(Thread.interrupted()).isTrue();
        });
  }

  @Test
  void whatIsBrokenIsNotedAndNotTriedAgain() throws IOException {
    answered(
        500,
        "{\"type\":\"/problems/internal\",\"title\":\"Internal error\"}",
        client -> assertThat(client.read("person")).isTrue());
    assertThat(history)
        .singleElement()
        .satisfies(read -> {
          assertThat(read.is(Kind.READ, Outcome.STRANGE)).isTrue();
          assertThat(read.answer()).isEqualTo("500 internal: Internal error");
          assertThat(read.actor()).isEqualTo("client-1");
        });
  }

  /// What a client does with an API.
  private interface Use {
    void of(Client client);
  }

  private void answered(int status, String body, Use use) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var content = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
          }
        });
    server.start();
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var regions = new Regions(Map.of("here", url), SHORT);
        var http = new Http(SHORT)) {
      var api = new RoamingApi(http, regions, "here", Tokens.fixed("token"), SHORT, SHORT);
      use.of(
          new Client(
              new Bearer("client-1", api),
              new Bearer("officer", api),
              new People("t", 1),
              new People("u", 1),
              new SplittableRandom(1),
              history::add));
    } finally {
      server.stop(0);
    }
  }
}
