package emanet.benchmarks.cold;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The Lambda Runtime API (version 2018-06-01) for one function's process at a time: gives it
/// events, takes its answers, and holds it at the point where a snapshot is taken and restored.
final class RuntimeApi implements AutoCloseable {
  private static final String NEXT = "/2018-06-01/runtime/invocation/next";
  private static final String RESTORE = "/2018-06-01/runtime/restore/next";
  private static final int PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final BlockingQueue<HttpExchange> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpExchange> snapshots = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    var api = new RuntimeApi(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", api::serve);
    server.start();
    return api;
  }

  /// What `AWS_LAMBDA_RUNTIME_API` is to be.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Waits until the function asks for an event.
  HttpExchange awaitReady() throws InterruptedException, IOException {
    return taken(waiting, "asks for no event");
  }

  /// Waits until the function is ready for its snapshot.
  HttpExchange awaitSnapshot() throws InterruptedException, IOException {
    return taken(snapshots, "is not ready for a snapshot");
  }

  /// Lets a function go on from its snapshot.
  static void restore(HttpExchange snapshot) throws IOException {
    snapshot.sendResponseHeaders(200, -1);
    snapshot.close();
  }

  /// Hands out an event.
  static void give(HttpExchange ready, byte[] event) throws IOException {
    var headers = ready.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:000000000000:function:measured");
    headers.add("Content-Type", "application/json");
    ready.sendResponseHeaders(200, event.length);
    ready.getResponseBody().write(event);
    ready.close();
  }

  /// Waits for the function's answer.
  String awaitAnswer() throws InterruptedException, IOException {
    return taken(answers, "does not answer");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static <T> T taken(BlockingQueue<T> queue, String otherwise)
      throws InterruptedException, IOException {
    var first = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (first == null) {
      throw new IOException("the function " + otherwise);
    }
    return first;
  }

  private void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (path.equals(NEXT)) {
      waiting.add(exchange);
    } else if (path.equals(RESTORE)) {
      snapshots.add(exchange);
    } else {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
      // an error of the function's is an answer as well: whoever waits sees it, and stops
      answers.add(path.endsWith("/response") ? body : "FAILED " + path + " " + body);
    }
  }
}
