package emanet.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import emanet.local.client.Api;
import emanet.local.client.Http;
import emanet.local.client.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The part of the API that an import calls, with a script of misbehaviour: it can fail in the
/// middle of things as the real one is not made to at will.
final class ScriptedApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> people = new ConcurrentHashMap<>();
  final Map<String, JsonNode> records = new ConcurrentHashMap<>();
  final AtomicInteger versions = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();

  /// What happens to the call of that number.
  volatile Function<Integer, Mood> script = _ -> Mood.SERVES;

  /// A problem's type and pointer for an item that is refused, or empty.
  volatile BiFunction<String, JsonNode, String> refusal = (_, _) -> "";

  enum Mood {
    SERVES,
    BUSY,
    SPENT,
    /// Does it, and hangs up without an answer.
    LOSES_ANSWER
  }

  private final Map<String, ObjectNode> remembered = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final Http http;

  ScriptedApi() throws IOException {
    this(Duration.ofSeconds(60));
  }

  /// @param patience of the caller
  ScriptedApi(Duration patience) throws IOException {
    http = new Http(patience);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  Api api() {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Api(http, url, Tokens.fixed("token"));
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var mood = script.apply(calls.incrementAndGet());
      if (mood == Mood.BUSY || mood == Mood.SPENT) {
        exchange.getResponseHeaders().add("Retry-After", "0");
        exchange.sendResponseHeaders(mood == Mood.BUSY ? 503 : 429, -1);
        return;
      }
      var answer = answer(exchange);
      if (mood == Mood.SERVES) {
        var bytes = JSON.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private ObjectNode answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("DELETE")) {
      records.remove(path.replace("/v1/subjects/", "").replace("/records/", "/"));
      return JsonNodeFactory.instance.objectNode();
    }
    var items = JSON.readTree(exchange.getRequestBody()).path("items");
    if (items.size() > 100) {
      throw new IOException("too many items");
    }
    if (path.equals("/v1/records/batch")) {
      return records(items, exchange.getRequestHeaders().containsKey("If-None-Match"));
    }
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    return remembered.computeIfAbsent(key, _ -> people(items));
  }

  private ObjectNode people(JsonNode items) {
    var answer = JsonNodeFactory.instance.objectNode();
    var array = answer.putArray("items");
    for (var item : items) {
      var reference = item.path("externalRef").asText();
      var made = "p" + (people.size() + 1) + "-" + reference.toLowerCase(Locale.ROOT);
      var there = people.putIfAbsent(reference, made);
      array.addObject().put(there == null ? "id" : "existing", there == null ? made : there);
    }
    return answer;
  }

  private ObjectNode records(JsonNode items, boolean createOnly) {
    var answer = JsonNodeFactory.instance.objectNode();
    var failed = answer.putArray("failed");
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var category = item.path("category").asText();
      var key =
          item.path("subject").asText() + "/" + category + "/" + item.path("recordId").asText();
      var refused = refusal.apply(category, item.path("fields"));
      if (!refused.isEmpty()) {
        failed.addObject().put("index", i).set("problem", problem(refused));
      } else if (createOnly && records.containsKey(key)) {
        failed.addObject().put("index", i).set("problem", problem("stale-version"));
      } else if (!item.path("fields").equals(records.put(key, item.path("fields")))) {
        versions.incrementAndGet();
      }
    }
    return answer;
  }

  private static ObjectNode problem(String what) {
    var problem = JsonNodeFactory.instance.objectNode();
    if (what.startsWith("/")) {
      problem.put("type", "/problems/invalid");
      problem.putArray("errors").addObject().put("pointer", what).put("code", "format");
    } else {
      problem.put("type", "/problems/" + what);
    }
    return problem;
  }
}
