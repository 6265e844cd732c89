package emanet.local.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where the API is, by Region, and which of them are well: as Route 53 has it with latency records
/// and health checks, only quicker.
///
/// Each Region's `/health/deep` is asked in turns. One that failed three times in a row is left
/// out, until it was well three times in a row. Where none is well, all count as well.
public final class Regions implements AutoCloseable {
  private static final int IN_A_ROW = 3;
  private static final int OK = 200;

  /// As Route 53 waits for a connection's answer.
  private static final Duration ANSWERING = Duration.ofSeconds(2);

  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Http http;
  private final Duration every;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// A Region, and how it has answered of late.
  private static final class Site {
    private final URI api;
    private int against;
    private boolean well = true;

    Site(URI api) {
      this.api = api;
    }

    synchronized boolean isWell() {
      return well;
    }

    synchronized void saw(boolean now) {
      against = now == well ? 0 : against + 1;
      if (against == IN_A_ROW) {
        well = now;
        against = 0;
      }
    }
  }

  /// @param apis by Region, the first being where others are sent
  /// @param every how often health is asked for
  public Regions(Map<String, URI> apis, Duration every) {
    apis.forEach((region, api) -> sites.put(region, new Site(api)));
    this.every = every;
    this.http = new Http(ANSWERING, ANSWERING);
    Thread.ofVirtual().name("health-checks").start(this::check);
  }

  /// The API's address for a client that is nearest to this Region: there, or where it is well.
  public URI nearest(String home) {
    var own = site(home);
    return own.isWell()
        ? own.api
        : sites.values().stream().filter(Site::isWell).findFirst().orElse(own).api;
  }

  public boolean isWell(String region) {
    return site(region).isWell();
  }

  @Override
  public void close() {
    closed.countDown();
    http.close();
  }

  private Site site(String region) {
    var site = sites.get(region);
    if (site == null) {
      throw new IllegalArgumentException("no Region of this API: " + region);
    }
    return site;
  }

  private void check() {
    try {
      do {
        sites.values().forEach(site -> Thread.ofVirtual().start(() -> ask(site)));
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody needs to know any more
    }
  }

  private void ask(Site site) {
    try {
      site.saw(http.send(Call.of("GET", site.api.resolve("/health/deep"))).status() == OK);
    } catch (Unreachable _) {
      site.saw(false);
    }
  }
}
