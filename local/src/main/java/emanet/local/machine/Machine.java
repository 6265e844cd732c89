package emanet.local.machine;

import emanet.local.provision.Deployed;
import emanet.local.provision.Provisioning;
import emanet.local.provision.Trails;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;

/// One machine while it runs.
///
/// One Region's functions are in this process; of several, each has a process of its own, which may
/// end without the others, and be started again.
public final class Machine implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /// The function that import and tour call most.
  private static final String REHEARSING = "Records";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 50;
  private static final int GLANCE_MILLIS = 5000;
  private static final int GRACE_MILLIS = 500;

  private final MachineOptions options;
  private final ChildProcess edge;
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private volatile boolean stopping;
  private boolean closed;

  private Machine(MachineOptions options, ChildProcess edge) {
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
      if (machine.edge.await(EdgeChild.READY).isEmpty()) {
        throw new NotStarted("the AWS edge did not start");
      }
      machine.serve();
      Thread.ofPlatform().daemon().name("first-use").start(machine::use);
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
  public synchronized Map<String, URI> apis() {
    var urls = new LinkedHashMap<String, URI>();
    sites.forEach((region, site) -> urls.put(region, site.url()));
    return urls;
  }

  /// The process of a Region's functions, where they have one.
  public synchronized OptionalLong process(String region) {
    return site(region).process();
  }

  /// Ends a Region's process where it stands (SIGKILL). It is not started again by itself.
  public void kill(String region) throws InterruptedException {
    if (site(region) instanceof Site.Apart apart) {
      apart.child().kill();
    } else {
      throw new IllegalStateException(region + " has no process of its own");
    }
  }

  /// Starts a Region's process again, on its own port, after it ended.
  public void restart(String region) throws IOException {
    int port = site(region).url().getPort();
    var again = Site.Apart.start(options, aws(), region, port);
    synchronized (this) {
      if (closed) {
        again.close();
        return;
      }
      sites.put(region, again);
    }
    awaitHealth(again.url().resolve("/health/deep"));
  }

  /// Waits until a Region's process is no more, for whatever reason.
  ///
  /// @return whether that was not asked for
  public boolean awaitEnd(String region) throws InterruptedException {
    if (site(region) instanceof Site.Apart apart) {
      apart.child().awaitEnd();
    }
    Thread.sleep(GRACE_MILLIS);
    return !stopping;
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
    stopping = true;
    if (!closed) {
      closed = true;
      sites.values().forEach(Site::close);
      edge.close();
    }
  }

  private void stop() {
    stopping = true;
    close();
  }

  private synchronized Site site(String region) {
    return Objects.requireNonNull(sites.get(region), region);
  }

  private void serve() throws IOException {
    var infrastructure = options.home().resolve("infrastructure");
    Provisioning.run(infrastructure, aws(), options.regions());
    Trails.begin(infrastructure, aws(), options.regions());
    Deployed.make(options.home().resolve("template.yaml"), aws(), options.regions());
    int port = options.port();
    for (var region : options.regions()) {
      var site =
          options.regions().size() == 1
              ? Site.Inside.start(options, aws(), region, port++)
              : Site.Apart.start(options, aws(), region, port++);
      synchronized (this) {
        sites.put(region, site);
      }
      if (site instanceof Site.Inside inside) {
        inside.gateway().rehearse(REHEARSING);
      }
    }
    for (var api : apis().values()) {
      awaitHealth(api.resolve("/health/deep"));
    }
  }

  /// What is made when first used need not keep a start waiting, nor its first user.
  private void use() {
    try {
      var home = options.regions().getFirst();
      Provisioning.use(options.home().resolve("infrastructure"), aws(), home);
    } catch (SdkException e) {
      if (!stopping) {
        System.err.println("emanet: keys were not made beforehand: " + e.getMessage());
      }
    }
  }

  private static void awaitHealth(URI health) throws IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (isWell(health)) {
        return;
      }
      pause();
    }
    throw new NotStarted(health + " does not answer that all is well");
  }

  /// @throws IOException if nobody is there; who is, and says nothing, is only not well yet
  private static boolean isWell(URI health) throws IOException {
    var connection = (HttpURLConnection) health.toURL().openConnection();
    connection.setConnectTimeout(GLANCE_MILLIS);
    connection.setReadTimeout(GLANCE_MILLIS);
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (SocketTimeoutException e) {
      return false;
    }
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
