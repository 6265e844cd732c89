package emanet.local.edge;

import emanet.local.edge.control.Control;
import emanet.local.edge.dynamodb.DynamoService;
import emanet.local.edge.kms.KmsService;
import emanet.local.edge.lambda.LambdaService;
import emanet.local.edge.messages.SesService;
import emanet.local.edge.messages.SnsService;
import emanet.local.edge.s3.S3Service;
import emanet.local.edge.states.FunctionCalls;
import emanet.local.edge.states.StatesService;
import emanet.local.edge.sts.Sessions;
import emanet.local.edge.sts.StsService;
import emanet.local.edge.wire.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The AWS edge: answers on one loopback port as AWS would, all state in memory and gone at stop.
///
/// Many can live in one process, each on a port of its own. They share the issuer's key, and quiet
/// ones (`EdgeOptions.quiet`) their RSA keys, but nothing else.
public final class Edge implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 200;
  private static final int HEADER_BYTES = 64 * 1024;
  private static final int BACKLOG = 256;

  private final Server server;
  private final ServerConnector connector;
  private final Map<String, AwsService> services;
  private final Control control;

  private Edge(EdgeOptions options) {
    control = new Control(options.seed());
    var sessions = new Sessions();
    var kms = new KmsService(control.clock(), options.making());
    var s3 = new S3Service(control.clock());
    control.trails().into(s3::store);
    var states = new StatesService(control.clock(), new FunctionCalls(this::url));
    control.rests(states::settle);
    control.sessionsEnd(sessions::expire);
    services =
        Map.of(
            "dynamodb", new DynamoService(control.clock(), s3::store),
            "kms", kms,
            "lambda", new LambdaService(control::invoke),
            "s3", s3,
            "ses", new SesService(control.outbox(), control.accounts()),
            "sns", new SnsService(control.clock(), control.outbox(), control.accounts()),
            "states", states,
            "sts", new StsService(sessions, control.roles()));
    // threads of the system: virtual ones are not taken off a processor while they compute, so one
    // RSA key in the making would keep everybody else waiting
    var threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("edge");
    threads.setDaemon(true);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(LOOPBACK);
    connector.setPort(options.port());
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    server.setHandler(new Front(services, sessions, kms::named, control));
  }

  /// Starts an edge and answers when it serves.
  public static Edge start(EdgeOptions options) {
    var edge = new Edge(options);
    try {
      edge.server.start();
      if (options.schedules() == EdgeOptions.Schedules.BY_TIME) {
        edge.control.tick();
      }
      return edge;
    } catch (Exception e) {
      edge.close();
      throw named(e, options.port());
    }
  }

  /// Makes in the background what takes its time and would otherwise be made when first needed.
  public void prepare() {
    control.prepare();
  }

  public int port() {
    return connector.getLocalPort();
  }

  /// What `AWS_ENDPOINT_URL` is to be.
  public URI url() {
    return URI.create("http://" + LOOPBACK + ":" + port());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the edge did not stop", e);
    } finally {
      control.close();
      services.values().forEach(AwsService::close);
    }
  }

  private static RuntimeException named(Exception cause, int port) {
    if (cause instanceof BindException || cause.getCause() instanceof BindException) {
      return new PortTakenException(port);
    }
    return cause instanceof IOException e
        ? new UncheckedIOException(e)
        : new IllegalStateException("the edge did not start", cause);
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    // object names may hold what other servers find ambiguous in a path
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }
}
