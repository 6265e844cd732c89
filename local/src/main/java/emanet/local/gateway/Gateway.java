package emanet.local.gateway;

import emanet.local.platform.FollowedClock;
import emanet.local.template.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An API gateway for one Region, in process: the API on one loopback port, what the edge asks of
/// it on another.
///
/// It registers with the edge, which tells it of the clock and fires the template's schedules.
public final class Gateway implements AutoCloseable {
  /// Longer than the JDK's client keeps a connection (30 s): of two who let go at the same moment
  /// one has just sent a call, which nobody answers.
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 12;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int BACKLOG = 256;

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Functions functions;
  private final EdgeLink link;
  private final Server api;
  private final ServerConnector apiPort;
  private final Server control;
  private final ServerConnector controlPort;

  private Gateway(GatewayOptions options, Api template) {
    var clock = FollowedClock.of(options.edge());
    functions = new Functions(template.functions(), options);
    var schedules =
        template.schedules().stream()
            .filter(schedule -> !options.unscheduled().contains(schedule.function()))
            .toList();
    link = new EdgeLink(options.edge(), options.region(), schedules, clock);
    api = new Server(threads("gateway-" + options.region(), THREADS));
    apiPort = connector(api, options.port());
    var handler = handler(template, functions, options.region(), clock);
    api.setHandler(handler);
    api.setErrorHandler((request, response, callback) -> {
      // what is no HTTP request never gets a route; the gateway answers in its own form
      var id = UUID.randomUUID().toString();
      ApiHandler.write(response, callback, handler.malformed(id), id);
      return true;
    });
    control = new Server(threads("gateway-control-" + options.region(), 4));
    controlPort = connector(control, 0);
    var samples = options.template().toAbsolutePath().resolveSibling("events");
    control.setHandler(new ControlHandler(functions, clock, samples));
  }

  /// Starts a gateway and answers when it serves and the edge knows of it.
  public static Gateway start(GatewayOptions options) {
    var template = Api.read(options.template(), options.region(), options.parameters());
    var gateway = new Gateway(options, template);
    try {
      gateway.control.start();
      gateway.api.start();
      gateway.link.register(gateway.controlUrl());
      return gateway;
    } catch (Exception e) {
      gateway.close();
      throw named(e, options.port());
    }
  }

  /// Has a function do what Lambda has each do before its snapshot is taken. They are in one JVM
  /// here and rehearse the same, so one does it for all. To be called before anybody is served.
  public void rehearse(String function) {
    functions.rehearse(function);
  }

  public int port() {
    return apiPort.getLocalPort();
  }

  /// Where the API is served.
  public URI url() {
    return URI.create("http://" + LOOPBACK + ":" + port());
  }

  @Override
  public void close() {
    link.leave(controlUrl());
    try {
      api.stop();
      control.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway did not stop", e);
    } finally {
      functions.close();
      workers.shutdownNow();
    }
  }

  private URI controlUrl() {
    return URI.create("http://" + LOOPBACK + ":" + controlPort.getLocalPort());
  }

  private static ApiHandler handler(
      Api template, Functions functions, String region, FollowedClock clock) {
    var events = new ProxyEvents(region, template.stage(), template.binary());
    return new ApiHandler(
        new RouteTable(template.routes()),
        new Doorkeeper(template.authorizer(), functions, events, clock),
        functions,
        events,
        new OwnAnswers(template.answers()),
        clock);
  }

  private QueuedThreadPool threads(String name, int most) {
    var threads = new QueuedThreadPool(most, 2);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(workers);
    return threads;
  }

  private static ServerConnector connector(Server server, int port) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    // the path is matched as it was sent, so nothing in it is ambiguous here
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    return connector;
  }

  private static RuntimeException named(Exception cause, int port) {
    if (cause instanceof BindException || cause.getCause() instanceof BindException) {
      return new PortTakenException(port);
    }
    return switch (cause) {
      case RuntimeException known -> known;
      case IOException known -> new UncheckedIOException(known);
      default -> new IllegalStateException("the gateway did not start", cause);
    };
  }
}
