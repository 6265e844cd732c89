package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.ActorId;

/// `/v1/grants`.
final class GrantRoutes extends BaseRoutes {
  private static final String ALL = "/v1/grants";
  private static final String ONE = "/v1/grants/{actor}";

  private final Grants grants;

  GrantRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.grants = register.grants();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.READERS, list(grants::list, GrantRoutes::json))
        .on(Method.GET, ONE, Access.READERS, get())
        .on(Method.PUT, ONE, Access.EDITORS, put())
        .on(Method.DELETE, ONE, Access.EDITORS, delete());
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var actor = request.path("actor", ActorId::parse);
      return () -> {
        var read = grants.read(caller, actor);
        return shown(json(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler put() {
    return request -> {
      var caller = request.caller();
      var actor = request.path("actor", ActorId::parse);
      var draft = GrantDocument.read(actor.value(), document(request));
      var _ = request.ifMatch();
      var _ = request.createOnly();
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var put = grants.put(caller, actor, draft, revision(request, claim));
            return saved(ALL + "/" + actor, json(put.value().filed()), put.value(), put.receipt());
          });
    };
  }

  private Handler delete() {
    return request -> {
      var caller = request.caller();
      var actor = request.path("actor", ActorId::parse);
      var _ = request.ifMatch();
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var deleted = grants.delete(caller, actor, revision(request, claim));
            return Response.noContent().withLedger(deleted.receipt());
          });
    };
  }

  private static ObjectNode json(Filed<Grant> filed) {
    return json("actor", filed, GrantDocument::write);
  }
}
