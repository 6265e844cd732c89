package emanet.closure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.Recorded;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/v1/tenants/{tenant}/closure`.
public final class ClosureRoutes {
  private static final String ONE = "/v1/tenants/{tenant}/closure";
  private static final int SEE_OTHER = 303;

  private final Closures closures;
  private final Idempotency idempotency;

  public ClosureRoutes(ClosureRoom room, Idempotency idempotency) {
    this.closures = room.closures();
    this.idempotency = idempotency;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ONE, Closures.PROPOSERS, this::propose)
        .on(Method.GET, ONE, Closures.READERS, this::read)
        .on(Method.GET, ONE + "/package", Closures.RECEIVERS, this::content)
        .always(Method.POST, ONE + "/receipt", Closures.RECEIVERS, this::receive)
        .always(Method.POST, ONE + "/withdrawal", Closures.PROPOSERS, this::withdraw);
  }

  private static TenantId tenant(Request request) {
    return request.path(
        "tenant", text -> TenantId.parse(text).filter(id -> !id.equals(Caller.PLATFORM)));
  }

  private Handler.Call propose(Request request) {
    var caller = request.caller();
    var tenant = tenant(request);
    var body = request.json();
    var publicKey = body.text("publicKey");
    body.done();
    return once(
        request,
        Closures.PROPOSERS,
        claim -> {
          var mark = claim.mark().toHex();
          var proposed = closures.propose(caller, tenant, publicKey, claim.id(0), mark);
          var json = JsonNodeFactory.instance.objectNode().put("approval", proposed.value());
          return Response.accepted(json)
              .withHeader("Location", "/v1/approvals/" + proposed.value())
              .withLedger(proposed.receipt());
        });
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var tenant = tenant(request);
    return () -> shown(closures.read(caller, tenant));
  }

  private Handler.Call content(Request request) {
    var caller = request.caller();
    var tenant = tenant(request);
    return () -> {
      var link = closures.content(caller, tenant);
      return new Response(SEE_OTHER, Map.of(), Optional.empty())
          .withHeader("Location", link.value().toString())
          .withLedger(link.receipt());
    };
  }

  private Handler.Call receive(Request request) {
    var caller = request.caller();
    var tenant = tenant(request);
    var body = request.json();
    var sha256 = body.text("sha256");
    var manifest = body.text("manifest");
    body.done();
    return once(
        request,
        Closures.RECEIVERS,
        _ -> shown(closures.receive(caller, tenant, sha256, manifest)));
  }

  private Handler.Call withdraw(Request request) {
    var caller = request.caller();
    var tenant = tenant(request);
    request.optionalJson().ifPresent(body -> body.done());
    return once(request, Closures.PROPOSERS, _ -> shown(closures.withdraw(caller, tenant)));
  }

  private Handler.Call once(
      Request request, Set<Role> roles, Function<emanet.http.Claim, Response> work) {
    var caller = request.caller();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              closures.access().require(caller, roles);
              return true;
            },
            (_, claim) -> work.apply(claim),
            "id",
            "approval",
            "state",
            "at",
            "frozenAt",
            "undoUntil",
            "waitUntil",
            "fingerprint",
            "package",
            "receipt");
  }

  private static Response shown(Recorded<Closures.Shown> shown) {
    return Response.ok(json(shown.value())).withLedger(shown.receipt());
  }

  private static ObjectNode json(Closures.Shown shown) {
    var closure = shown.closure();
    var doc = closure.doc();
    var json = JsonNodeFactory.instance.objectNode().put("id", closure.id());
    json.put("state", closure.state().name());
    json.set("at", doc.path(StoredClosure.AT));
    json.set("frozenAt", doc.path(StoredClosure.FROZEN));
    json.set("undoUntil", doc.path(StoredClosure.UNDO_UNTIL));
    json.set("waitUntil", doc.path(StoredClosure.WAIT_UNTIL));
    json.set("fingerprint", doc.path(StoredClosure.FINGERPRINT));
    var made = json.putObject("package").put("state", shown.made().name());
    shown.bytes().ifPresent(bytes -> made.put("bytes", bytes));
    for (var name : new String[] {StoredClosure.RECEIPT, StoredClosure.CERTIFICATE}) {
      if (doc.has(name)) {
        json.set(name, doc.get(name));
      }
    }
    shown.horizon().ifPresent(at -> json.put("horizon", at.toString()));
    return json;
  }
}
