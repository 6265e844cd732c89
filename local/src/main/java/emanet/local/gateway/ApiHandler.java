package emanet.local.gateway;

import emanet.local.gateway.OwnAnswers.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One request's way: route, size, authorizer, function, answer.
///
/// A path that no route has, and a known path with a method that it has not, are the same to API
/// Gateway: `MISSING_AUTHENTICATION_TOKEN`, to which the template gives status 404.
final class ApiHandler extends Handler.Abstract {
  private static final Duration PATIENCE = Duration.ofSeconds(29);
  private static final int LARGEST_PAYLOAD = 10 * 1024 * 1024;
  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  /// What is read of a payload that is too large, and thrown away, before it is answered: a
  /// connection closed on a caller who still writes would take the answer with it.
  private static final int LONGEST_REST = 32 * 1024 * 1024;

  /// Headers of functions' answers that a REST API gives another name.
  private static final Set<String> REMAPPED =
      Set.of("authorization", "connection", "date", "server", "www-authenticate");

  private final RouteTable routes;
  private final Doorkeeper doorkeeper;
  private final Functions functions;
  private final ProxyEvents events;
  private final OwnAnswers own;
  private final InstantSource clock;

  ApiHandler(
      RouteTable routes,
      Doorkeeper doorkeeper,
      Functions functions,
      ProxyEvents events,
      OwnAnswers own,
      InstantSource clock) {
    super(InvocationType.BLOCKING);
    this.routes = routes;
    this.doorkeeper = doorkeeper;
    this.functions = functions;
    this.events = events;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var id = UUID.randomUUID().toString();
    write(response, callback, answer(request, id), id);
    return true;
  }

  Outgoing malformed(String id) {
    return own.of(Kind.BAD_REQUEST_PARAMETERS, id);
  }

  static void write(Response response, Callback callback, Outgoing answer, String id) {
    response.setStatus(answer.status());
    response.getHeaders().put("x-amzn-RequestId", id);
    answer
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
    if (answer.body().length() == 0) {
      response.write(true, null, callback);
    } else {
      response.write(true, java.nio.ByteBuffer.wrap(answer.body().toArray()), callback);
    }
  }

  private Outgoing answer(Request request, String id) throws IOException {
    var path = request.getHttpURI().getPath();
    var match = routes.find(request.getMethod(), path == null ? "" : path);
    if (match.isEmpty()) {
      return own.of(Kind.MISSING_AUTHENTICATION_TOKEN, id);
    }
    var payload = Content.Source.asInputStream(request);
    var body =
        request.getLength() > LARGEST_PAYLOAD ? null : payload.readNBytes(LARGEST_PAYLOAD + 1);
    if (body == null || body.length > LARGEST_PAYLOAD) {
      throwAway(payload);
      return own.of(Kind.REQUEST_TOO_LARGE, id);
    }
    return served(inbound(request, id, match.get()), body);
  }

  private static void throwAway(InputStream payload) throws IOException {
    var room = new byte[64 * 1024];
    for (long rest = LONGEST_REST; rest > 0; ) {
      var read = payload.read(room);
      if (read < 0) {
        return;
      }
      rest -= read;
    }
  }

  private Outgoing served(Inbound inbound, byte[] body) {
    return switch (doorkeeper.ask(inbound)) {
      case Doorkeeper.Verdict.Out(var kind) -> own.of(kind, inbound.id());
      case Doorkeeper.Verdict.In(var context) -> invoked(inbound, body, context);
    };
  }

  private Outgoing invoked(Inbound inbound, byte[] body, Map<String, String> context) {
    var event = events.request(inbound, body, context);
    if (event.length > LARGEST_EVENT) {
      return own.of(Kind.REQUEST_TOO_LARGE, inbound.id());
    }
    var function = inbound.route().function();
    try {
      var answer = functions.invoke(function, event, PATIENCE);
      return answer.length > LARGEST_EVENT
          ? own.of(Kind.INTEGRATION_FAILURE, inbound.id())
          : outgoing(ProxyAnswer.read(answer));
    } catch (FunctionFailure e) {
      Failures.log(function, inbound.id(), e);
      return own.of(
          e.timedOut() ? Kind.INTEGRATION_TIMEOUT : Kind.INTEGRATION_FAILURE, inbound.id());
    } catch (IOException e) {
      Failures.log(function, inbound.id(), e);
      return own.of(Kind.INTEGRATION_FAILURE, inbound.id());
    }
  }

  private static Outgoing outgoing(ProxyAnswer answer) {
    var headers = new LinkedHashMap<String, List<String>>();
    answer
        .headers()
        .forEach((name, values) ->
            headers.put(
                REMAPPED.contains(name.toLowerCase(Locale.ROOT)) ? "x-amzn-Remapped-" + name : name,
                values));
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      headers.put("Content-Type", List.of("application/json"));
    }
    return new Outgoing(answer.status(), headers, answer.body());
  }

  private Inbound inbound(Request request, String id, RouteTable.Match match) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var field : request.getHeaders()) {
      headers.computeIfAbsent(field.getName(), _ -> new ArrayList<>()).add(field.getValue());
    }
    var query = new LinkedHashMap<String, List<String>>();
    for (var field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValues());
    }
    return new Inbound(
        id,
        clock.instant(),
        match.route(),
        request.getHttpURI().getPath(),
        match.parameters(),
        headers,
        query,
        Request.getRemoteAddr(request));
  }
}
