package emanet.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// A client goes to the Region nearest to it while that is well, and to another one while it is
/// not.
class RegionsTest {
  private static final String NEAR = "eu-central-1";
  private static final String FAR = "eu-west-1";
  private static final Duration LONG = Duration.ofSeconds(20);

  /// A Region that answers every call with this status.
  private record Place(HttpServer server, AtomicInteger status) implements AutoCloseable {
    static Place start() throws IOException {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var status = new AtomicInteger(200);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
          });
      server.start();
      return new Place(server, status);
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void whoeverIsNearGoesElsewhereWhileItIsNotWell() throws Exception {
    try (var near = Place.start();
        var far = Place.start();
        var regions = regions(near, far);
        var http = new Http(LONG)) {
      var api =
          new RoamingApi(http, regions, NEAR, Tokens.fixed("token"), Duration.ofMillis(1), LONG);
      assertThat(regions.nearest(NEAR)).isEqualTo(near.url());
      assertThat(regions.nearest(FAR)).isEqualTo(far.url());
      near.status().set(503);
      var served = api.persist(one -> one.call("GET", "/v1"));
      assertThat(served.answer()).map(Answer::status).hasValue(200);
      assertThat(served.failures()).isNotEmpty().containsOnly(503);
      assertThat(regions.nearest(NEAR)).isEqualTo(far.url());
      near.status().set(200);
      await(() -> regions.isWell(NEAR));
      assertThat(regions.nearest(NEAR)).isEqualTo(near.url());
    }
  }

  @Test
  void whereNoneIsWellAllCount() throws Exception {
    try (var near = Place.start();
        var far = Place.start();
        var regions = regions(near, far);
        var http = new Http(LONG)) {
      near.status().set(503);
      far.status().set(503);
      await(() -> !regions.isWell(NEAR) && !regions.isWell(FAR));
      assertThat(regions.nearest(NEAR)).isEqualTo(near.url());
      var hasty = Duration.ofMillis(200);
      var api = new RoamingApi(http, regions, NEAR, Tokens.fixed("token"), hasty, hasty);
      var served = api.persist(one -> one.call("GET", "/v1"));
      assertThat(served.answer()).isEqualTo(Optional.empty());
      assertThat(served.failures()).containsOnly(503);
    }
  }

  /// It says that something is broken: what another try comes to does not undo that.
  @Test
  void whatIsBrokenIsAnAnswer() throws Exception {
    try (var near = Place.start();
        var far = Place.start();
        var regions = regions(near, far);
        var http = new Http(LONG)) {
      near.status().set(500);
      far.status().set(500);
      var api = new RoamingApi(http, regions, NEAR, Tokens.fixed("token"), LONG, LONG);
      var served = api.persist(one -> one.call("GET", "/v1"));
      assertThat(served.answer()).map(Answer::status).hasValue(500);
      assertThat(served.failures()).isEmpty();
    }
  }

  private static Regions regions(Place near, Place far) {
    var apis = new LinkedHashMap<String, URI>();
    apis.put(NEAR, near.url());
    apis.put(FAR, far.url());
    return new Regions(apis, Duration.ofMillis(50));
  }

  private static void await(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(10);
    }
  }
}
