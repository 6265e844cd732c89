package emanet.breaches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.jobs.JobRoutes;
import java.util.List;

/// `/v1/breaches/{id}/scope`: whose data a breach reached, and the list of them.
final class ScopeRoutes extends SharedRoutes {
  private static final String SCOPE = ONE + "/scope";
  private static final String LIST = SCOPE + "/list";

  ScopeRoutes(Needs needs) {
    super(needs);
  }

  void addTo(Routes routes) {
    routes
        .on(Method.POST, SCOPE, Breaches.EDITORS, this::begin)
        .on(Method.GET, SCOPE, Breaches.READERS, this::read)
        .on(Method.GET, LIST, Breaches.READERS, this::list);
  }

  private Handler.Call begin(Request request) {
    request.optionalJson().ifPresent(body -> body.done());
    return step(
        request,
        ask -> {
          var begun = room.scopes().begin(ask);
          var json = json(begun.value(), request);
          var response =
              begun.value().figures().isPresent() ? Response.ok(json) : Response.accepted(json);
          return response.withHeader("Location", at(request, "/scope")).withLedger(begun.receipt());
        });
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> {
      var read = room.scopes().read(caller, id(request));
      return Response.ok(json(read.value(), request)).withLedger(read.receipt());
    };
  }

  private static ObjectNode json(Scopes.Scope scope, Request request) {
    var json = JobRoutes.document(scope.job(), request);
    scope
        .figures()
        .ifPresent(figures -> {
          figures.remove(List.of(ScopeResult.SIZES, ScopeResult.SCOPE));
          json.setAll(figures);
        });
    return json;
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = position(request);
    return () -> {
      var people = room.scopes().list(caller, id(request), limit, after);
      var json = page(request, people.value().page(), person -> person);
      json.put("scope", people.value().scope());
      return Response.ok(json).withLedger(people.receipt());
    };
  }
}
