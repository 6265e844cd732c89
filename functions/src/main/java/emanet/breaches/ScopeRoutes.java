package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.jobs.JobRoutes;

/// `/v1/breaches/{id}/scope`: whose data a breach reached, and the list of them.
public final class ScopeRoutes {
  private static final String SCOPE = BreachRoutes.ONE + "/scope";
  private static final String LIST = SCOPE + "/list";

  private final Breaches breaches;
  private final Scopes scopes;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public ScopeRoutes(BreachRoom room, Idempotency idempotency, Cursors cursors) {
    this.breaches = room.breaches();
    this.scopes = room.scopes();
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, SCOPE, Breaches.EDITORS, this::begin)
        .on(Method.GET, SCOPE, Breaches.READERS, this::read)
        .on(Method.GET, LIST, Breaches.READERS, this::list);
  }

  private Handler.Call begin(Request request) {
    var caller = request.caller();
    request.optionalJson().ifPresent(body -> body.done());
    var ifMatch = request.ifMatch();
    return BreachRoutes.once(
        idempotency,
        breaches,
        request,
        caller,
        claim -> {
          var id = BreachRoutes.id(request);
          var ask = new Breaches.Ask(caller, id, ifMatch, BreachRoutes.mark(claim));
          var begun = scopes.begin(ask, claim.id(0));
          var json = json(begun.value(), request);
          var response =
              begun.value().figures().isPresent() ? Response.ok(json) : Response.accepted(json);
          return response
              .withHeader("Location", BreachRoutes.ALL + "/" + id + "/scope")
              .withLedger(begun.receipt());
        });
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> {
      var read = scopes.read(caller, BreachRoutes.id(request));
      return Response.ok(json(read.value(), request)).withLedger(read.receipt());
    };
  }

  private static ObjectNode json(Scopes.Scope scope, Request request) {
    var json = JobRoutes.document(scope.job(), request);
    scope
        .figures()
        .ifPresent(figures -> {
          figures.remove(ScopeResult.SIZES);
          json.setAll(figures);
        });
    return json;
  }

  /// A list goes on in the scope that its first page was of, however many were worked out since.
  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var position = cursors.position(request, caller).map(text -> text.split("/", 2));
    return () -> {
      int index = position.map(parts -> Integer.parseInt(parts[1])).orElse(0);
      var people =
          scopes.list(
              caller, BreachRoutes.id(request), position.map(parts -> parts[0]), index, limit);
      var json = JsonNodeFactory.instance.objectNode();
      json.put("scope", people.value().scope());
      json.putArray("items").addAll(people.value().items());
      if (people.value().items().size() == limit) {
        var next = people.value().scope() + "/" + (index + limit);
        json.put("nextCursor", cursors.next(request, caller, next));
      }
      return Response.ok(json).withLedger(people.receipt());
    };
  }
}
