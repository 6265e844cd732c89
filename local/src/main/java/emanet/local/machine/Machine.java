package emanet.local.machine;

import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import emanet.local.provision.Provisioning;
import emanet.local.provision.Trails;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One machine while it runs.
public final class Machine implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 50;
  private static final int GRACE_MILLIS = 500;

  private final MachineOptions options;
  private final EdgeProcess edge;
  private final Map<String, Gateway> gateways = new LinkedHashMap<>();
  private volatile boolean stopping;
  private boolean closed;

  private Machine(MachineOptions options, EdgeProcess edge) {
    this.options = options;
    this.edge = edge;
  }

  /// Starts everything, and answers when everything answers.
  ///
  /// @throws NotStarted if a port is taken, or something does not come up
  public static Machine start(MachineOptions options) throws IOException {
    requireFree(options.awsPort(), "--aws-port");
    for (int i = 0; i < options.regions().size(); i++) {
      requireFree(options.port() + i, "--port");
    }
    var machine = new Machine(options, EdgeProcess.start(options.awsPort()));
    // from here on nothing may be left behind, whatever ends this process
    Runtime.getRuntime().addShutdownHook(new Thread(machine::stop, "machine-stop"));
    try {
      machine.edge.await();
      machine.serve();
      return machine;
    } catch (IOException | RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  public URI aws() {
    return URI.create("http://" + LOOPBACK + ":" + options.awsPort());
  }

  /// Where the API is, by Region.
  public Map<String, URI> apis() {
    var urls = new LinkedHashMap<String, URI>();
    gateways.forEach((region, gateway) -> urls.put(region, gateway.url()));
    return urls;
  }

  /// Waits until the edge is no more.
  ///
  /// @return whether that was not asked for
  public boolean awaitEnd() throws InterruptedException {
    edge.awaitEnd();
    // Ctrl-C reaches both processes, and the edge may be the first to go
    Thread.sleep(GRACE_MILLIS);
    return !stopping;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      gateways.values().forEach(Gateway::close);
      edge.close();
    }
  }

  private void stop() {
    stopping = true;
    close();
  }

  private void serve() throws IOException {
    var infrastructure = options.home().resolve("infrastructure");
    Provisioning.run(infrastructure, aws(), options.regions());
    Trails.begin(infrastructure, aws(), options.regions());
    int port = options.port();
    for (var region : options.regions()) {
      var template = options.home().resolve("template.yaml");
      gateways.put(
          region,
          Gateway.start(GatewayOptions.within(options.regions(), template, aws(), region, port++)));
    }
    for (var api : apis().values()) {
      awaitHealth(api.resolve("/health/deep"));
    }
  }

  private static void awaitHealth(URI health) throws IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var connection = (HttpURLConnection) health.toURL().openConnection();
      if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
        return;
      }
      pause();
    }
    throw new NotStarted(health + " does not answer that all is well");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStarted("stopped while it was starting");
    }
  }

  private static void requireFree(int port, String option) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new NotStarted("port " + port + " is taken; choose another one with " + option);
    }
  }
}
