package emanet.benchmarks.dollars;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between functions and AWS, and counts: DynamoDB is asked with each call what it consumes,
/// by its own rules.
final class Meter implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DYNAMO = "DynamoDB_20120810.";
  private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan");
  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem");
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");
  private static final int NO_BODY = -1;

  /// How names of a drill's tables end: those are in one Region, and have no indexes.
  private static final String OF_DRILLS = "-0";

  private final URI aws;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private Usage used = Usage.NOTHING;
  private long calls;

  Meter(URI aws) throws IOException {
    this.aws = aws;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized Usage used() {
    return used;
  }

  /// Calls of DynamoDB that read or write items.
  synchronized long calls() {
    return calls;
  }

  static boolean isCounted(String operation) {
    return READS.contains(operation) || WRITES.contains(operation);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var operation = dynamo(exchange);
      var request =
          HttpRequest.newBuilder(aws.resolve(exchange.getRequestURI().toString()))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(operation.isPresent() ? asking(body) : body));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      count(exchange, operation, answer.body());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (passes(exchange, name)) {
              values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
          });
      boolean empty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.statusCode(), empty ? NO_BODY : answer.body().length);
      if (!empty) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The length of what a HEAD does not bring is the object's.
  private static boolean passes(HttpExchange exchange, String header) {
    var name = header.toLowerCase(Locale.ROOT);
    boolean missing = exchange.getRequestMethod().equals("HEAD") && name.equals("content-length");
    return missing || !OWN.contains(name);
  }

  private static Optional<String> dynamo(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
        .filter(target -> target.startsWith(DYNAMO))
        .map(target -> target.substring(DYNAMO.length()))
        .filter(Meter::isCounted);
  }

  private static byte[] asking(byte[] body) throws IOException {
    var json = (ObjectNode) JSON.readTree(body);
    return JSON.writeValueAsBytes(json.put("ReturnConsumedCapacity", "TOTAL"));
  }

  private void count(HttpExchange exchange, Optional<String> operation, byte[] answer)
      throws IOException {
    var usage =
        operation.isPresent()
            ? consumed(operation.get(), JSON.readTree(answer).path("ConsumedCapacity"))
            : other(exchange);
    synchronized (this) {
      used = used.plus(usage);
      calls += operation.isPresent() ? 1 : 0;
    }
  }

  private static Usage consumed(String operation, JsonNode capacity) {
    var usage = Usage.NOTHING;
    for (var table : capacity.isArray() ? capacity : JSON.createArrayNode().add(capacity)) {
      double units = table.path("CapacityUnits").asDouble();
      boolean lone = table.path("TableName").asText().endsWith(OF_DRILLS);
      usage =
          usage.plus(
              READS.contains(operation)
                  ? Usage.reads(units)
                  : new Usage(0, lone ? 0 : units, lone ? units : 0, 0, 0, 0));
    }
    return usage;
  }

  private static Usage other(HttpExchange exchange) {
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.startsWith("TrentService.") ? Usage.callOfKms() : Usage.NOTHING;
    }
    var scope = exchange.getRequestHeaders().getFirst("Authorization");
    if (scope == null || !scope.contains("/s3/aws4_request")) {
      return Usage.NOTHING;
    }
    return switch (exchange.getRequestMethod()) {
      case "PUT", "POST" -> new Usage(0, 0, 0, 0, 1, 0);
      default -> new Usage(0, 0, 0, 0, 0, 1);
    };
  }
}
