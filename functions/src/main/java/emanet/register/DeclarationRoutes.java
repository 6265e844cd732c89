package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// `/v1/inventory/declarations` and `/v1/inventory/diff`.
final class DeclarationRoutes extends BaseRoutes {
  private static final String ALL = "/v1/inventory/declarations";
  private static final String DIFF = "/v1/inventory/diff";
  private static final int LONGEST_VERSION = 6;

  private final Declarations declarations;

  DeclarationRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.declarations = register.declarations();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.READERS, list(declarations::list, DeclarationRoutes::json))
        .on(Method.POST, ALL, Access.EDITORS, post())
        .on(Method.GET, DIFF, Access.READERS, diff());
  }

  private Handler post() {
    return request -> {
      var caller = request.caller();
      var draft = DeclarationDocument.sent(document(request));
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var revision = new Revision(OptionalLong.empty(), false, mark(claim));
            var filed = declarations.declare(caller, draft, revision);
            return Response.created(DIFF + "?since=" + filed.value().version(), json(filed.value()))
                .withLedger(filed.receipt());
          });
    };
  }

  private Handler diff() {
    return request -> {
      var caller = request.caller();
      var since = since(request);
      return () -> {
        var diff = declarations.diff(caller, since);
        var json = JsonNodeFactory.instance.objectNode();
        diff.value().since().ifPresent(filed -> json.set("since", json(filed)));
        var items = json.putArray("items");
        diff.value().changes().forEach(change -> items.add(json(change)));
        return Response.ok(json).withLedger(diff.receipt());
      };
    };
  }

  private static OptionalLong since(Request request) {
    return request
        .query("since", DeclarationRoutes::version)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static Optional<Long> version(String text) {
    boolean number =
        text.length() <= LONGEST_VERSION
            && !text.isEmpty()
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static ObjectNode json(Filed<Declaration> filed) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("version", filed.version())
        .put("at", filed.at().toString())
        .put("by", filed.by())
        .put("rows", filed.value().rows().size());
    json.setAll(DeclarationDocument.shown(filed.value()));
    return json;
  }

  private static ObjectNode json(InventoryDiff.Change change) {
    return switch (change) {
      case InventoryDiff.Change.Added(var row) -> place("ADDED", row).set("after", row);
      case InventoryDiff.Change.Removed(var row) -> place("REMOVED", row).set("before", row);
      case InventoryDiff.Change.Changed(var before, var after, var fields) -> {
        var json = place("CHANGED", after);
        var names = new TreeSet<>(fields);
        names.forEach(json.putArray("fields")::add);
        json.set("before", before.deepCopy().retain(names));
        json.set("after", after.deepCopy().retain(names));
        yield json;
      }
    };
  }

  private static ObjectNode place(String change, ObjectNode row) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("change", change)
        .put("activity", row.path("activity").asText())
        .put("category", row.path("category").asText());
  }
}
