package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Language;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;

/// `/v1/inventory`: JSON, or CSV by `Accept`.
final class InventoryRoutes extends BaseRoutes {
  private static final String INVENTORY = "/v1/inventory";

  private final Inventory inventory;
  private final Cursors cursors;

  InventoryRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.inventory = register.inventory();
    this.cursors = cursors;
  }

  void addTo(Routes routes) {
    routes.on(Method.GET, INVENTORY, Access.READERS, get());
  }

  private Handler get() {
    return request -> request.accepts("text/csv") ? csv(request) : json(request);
  }

  private Handler.Call json(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = position(request, caller);
    return () -> {
      var rows = inventory.page(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      rows.value().rows().forEach(row -> items.add(Inventory.json(row)));
      rows.value()
          .after()
          .ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(rows.receipt());
    };
  }

  private Handler.Call csv(Request request) {
    var caller = request.caller();
    var turkish = request.language() == Language.TURKISH;
    return () -> {
      var rows = inventory.all(caller);
      return Response.text("text/csv; charset=utf-8", new InventoryCsv(turkish).of(rows.value()))
          .withHeader("Content-Disposition", "attachment; filename=\"inventory.csv\"")
          .withLedger(rows.receipt());
    };
  }
}
