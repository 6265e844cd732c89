package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.CategoryCode;
import emanet.values.Role;
import java.util.Set;

/// The route of anonymous records.
public final class AnonymousRoutes {
  private static final Set<Role> READERS = Set.of(Role.SERVICE, Role.DPO, Role.AUDITOR);

  private final AnonymousRecords records;
  private final Cursors cursors;

  public AnonymousRoutes(AnonymousRecords records, Cursors cursors) {
    this.records = records;
    this.cursors = cursors;
  }

  /// Adds it to the table.
  public void addTo(Routes routes) {
    routes.on(Method.GET, "/v1/categories/{code}/anonymous-records", READERS, this::list);
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    var category = request.path("code", CategoryCode::parse);
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var done = records.list(caller, category, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      done.value().rows().forEach(items::add);
      done.value()
          .next()
          .ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(done.receipt());
    };
  }
}
