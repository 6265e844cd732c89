package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Claim;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Request;
import emanet.http.Response;
import emanet.values.Caller;
import emanet.values.Role;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the register's routes have in common.
abstract class BaseRoutes {
  private final Access access;
  private final Idempotency idempotency;
  private final Cursors cursors;

  BaseRoutes(Access access, Idempotency idempotency, Cursors cursors) {
    this.access = access;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// The body as it stands: documents are read by the register itself.
  static ObjectNode document(Request request) {
    var body = request.json();
    var document = JsonNodeFactory.instance.objectNode();
    body.names().forEach(name -> document.set(name, body.node(name)));
    return document;
  }

  static Revision revision(Request request, Claim claim) {
    return new Revision(request.ifMatch(), request.createOnly(), mark(claim));
  }

  static String mark(Claim claim) {
    return claim.mark().toHex();
  }

  /// Work under an idempotency key; a replay, too, needs the caller's grant to hold.
  Handler.Call once(
      Request request, Caller caller, Set<Role> roles, Function<Claim, Response> work) {
    var _ = request.idempotencyKey(); // malformed ones are refused before anything is done
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              access.require(caller, roles);
              return true;
            },
            (_, claim) -> work.apply(claim),
            "id",
            "code",
            "version",
            "state",
            "approval");
  }

  /// A page of a list.
  <T> Handler list(Listing<T> listing, Function<T, ObjectNode> as) {
    return request -> {
      var caller = request.caller();
      int limit = request.limit();
      var after = cursors.position(request, caller);
      return () -> {
        var page = listing.page(caller, limit, after);
        return page(request, caller, page, as);
      };
    };
  }

  /// How a page is read.
  interface Listing<T> {
    Recorded<Page<T>> page(Caller caller, int limit, Optional<String> after);
  }

  <T> Response page(
      Request request, Caller caller, Recorded<Page<T>> page, Function<T, ObjectNode> as) {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    page.value().items().forEach(item -> items.add(as.apply(item)));
    page.value()
        .after()
        .ifPresent(position -> json.put("nextCursor", cursors.next(request, caller, position)));
    return Response.ok(json).withLedger(page.receipt());
  }

  Optional<String> position(Request request, Caller caller) {
    return cursors.position(request, caller);
  }

  /// A document with its code and version.
  static <T> ObjectNode json(String name, Filed<T> filed, Function<T, ObjectNode> as) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(name, filed.code()).put("version", filed.version());
    json.setAll(as.apply(filed.value()));
    return json;
  }

  static Response shown(ObjectNode json, long version, String receipt) {
    return Response.ok(json).withEtag(version).withLedger(receipt);
  }

  static Response saved(String location, ObjectNode json, Editing.Saved<?> saved, String receipt) {
    var response = saved.created() ? Response.created(location, json) : Response.ok(json);
    return response.withEtag(saved.filed().version()).withLedger(receipt);
  }
}
