package emanet.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.TenantId;
import emanet.values.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The body of a function behind API Gateway: one proxy event in, one proxy answer out. Whatever
/// happens, the answer is the contract's: a fault becomes its problem, anything else a 500 that
/// says nothing but its request id, under which it is logged.
public final class Endpoint {
  static final String REQUEST_ID = "Emanet-Request-Id";

  private static final int LONGEST_REFERRER = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Pattern QUOTED = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final JsonFactory FACTORY = new JsonFactory();

  /// What every answer carries: data of people is not for caches, and types are not for guessing.
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Strict-Transport-Security", "max-age=63072000; includeSubDomains");

  private final Routes routes;
  private final Function<TenantId, Routes> rooms;
  private final InstantSource clock;
  private final Ids ids;
  private final FailureLog log;

  /// Of routes that are everybody's, such as those without a token.
  public Endpoint(Routes routes, InstantSource clock, Ids ids, FailureLog log) {
    this(routes, _ -> routes, clock, ids, log);
  }

  /// Of routes that are answered by rooms of one tenant.
  ///
  /// @param routes the table, and what answers who shows no token
  /// @param rooms the same table, over nothing but that tenant's data
  public Endpoint(
      Routes routes,
      Function<TenantId, Routes> rooms,
      InstantSource clock,
      Ids ids,
      FailureLog log) {
    this.routes = routes;
    this.rooms = rooms;
    this.clock = clock;
    this.ids = ids;
    this.log = log;
  }

  /// What it answers, for the tests that hold the contract to it.
  public List<Routes.Entry> routes() {
    return routes.entries();
  }

  /// Answers one event.
  ///
  /// @throws IOException if the event is not API Gateway's, or the answer cannot be written
  public void handle(InputStream event, OutputStream answer) throws IOException {
    var proxied = ProxyEvent.read(event);
    var id = ID.matcher(proxied.requestId).matches() ? proxied.requestId : ids.ordered();
    write(answer(proxied, id).withHeader(REQUEST_ID, id), answer);
  }

  private Response answer(ProxyEvent event, String id) {
    try {
      var request = request(event, id);
      return request.about().map(rooms).orElse(routes).answer(request);
    } catch (FaultException e) {
      if (e.fault().isOurs()) {
        log.failed(id, event.resource, e);
      }
      var problem = Problems.answer(e.fault(), id, language(event));
      return e.receipt().map(problem::withLedger).orElse(problem);
    } catch (RuntimeException | StackOverflowError e) {
      // what was sent can be nested, or repeat itself, deeper than a reader of it goes
      log.failed(id, event.resource, e);
      return Problems.answer(new Fault.Internal(), id, language(event));
    }
  }

  private static Language language(ProxyEvent event) {
    return Request.to(Method.GET, event.resource).headers(event.headers).build().language();
  }

  /// @throws FaultException for the first of 404 (no such route), 405, 413, 415, 401 that applies
  private Request request(ProxyEvent event, String id) {
    var method = routes.find(event.resource, Method.parse(event.method)).method();
    var body = RequestBody.of(event);
    RequestBody.requireMediaType(body, method, event.headers);
    var request = Request.to(method, event.resource).id(id).headers(event.headers).body(body);
    event.query.forEach((name, values) -> request.query(name, values.toArray(String[]::new)));
    event.path.forEach((name, value) -> request.path(name, unquoted(value)));
    caller(event, id).ifPresent(request::caller);
    return request.build();
  }

  private Optional<Caller> caller(ProxyEvent event, String id) {
    if (event.authorizer.isEmpty()) {
      return Optional.empty();
    }
    var caller =
        AuthorizerContext.caller(event.authorizer, id)
            .filter(who -> who.expiresAt().isAfter(clock.instant()));
    if (caller.isEmpty()) {
      // the authorizer's answer is cached: the token may have expired since
      throw new Fault.Unauthenticated().exception();
    }
    return caller.map(who ->
        who.from(visit(event)).frozen(who.frozen().filter(from -> !from.isAfter(clock.instant()))));
  }

  private static Visit visit(ProxyEvent event) {
    var referrer =
        event.headers.getOrDefault("referer", List.of()).stream()
            .findFirst()
            .map(text -> text.substring(0, Math.min(text.length(), LONGEST_REFERRER)));
    return new Visit(event.sourceAddress, event.method + " " + event.resource, referrer);
  }

  /// API Gateway hands over parts of the path as they were sent. Ids are ASCII, so each quoted
  /// octet is one character; what is quoted otherwise fits no id and stays as it is.
  private static String unquoted(String part) {
    return QUOTED
        .matcher(part)
        .replaceAll(octet -> {
          char c = (char) Integer.parseInt(octet.group().substring(1), 16);
          return c == '\\' || c == '$' ? "\\" + c : String.valueOf(c);
        });
  }

  /// A body that is one text is sent as that text, and one of bytes as their base64: no JSON answer
  /// of ours is either.
  private static String written(JsonNode body) {
    return body.isTextual() || body.isBinary() ? body.asText() : body.toString();
  }

  private static void write(Response response, OutputStream out) throws IOException {
    var headers = new TreeMap<>(ALWAYS);
    response.body().ifPresent(_ -> headers.put("Content-Type", "application/json"));
    headers.putAll(response.headers());
    try (var json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", response.status());
      json.writeObjectFieldStart("headers");
      for (var header : headers.entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeStringField("body", response.body().map(Endpoint::written).orElse(""));
      json.writeBooleanField(
          "isBase64Encoded", response.body().map(JsonNode::isBinary).orElse(false));
      json.writeEndObject();
    }
  }
}
