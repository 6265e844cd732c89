package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import java.util.TreeSet;

/// `/v1/overview`.
public final class OverviewRoutes {
  private final Overview overview;

  public OverviewRoutes(Overview overview) {
    this.overview = overview;
  }

  /// Adds it to the table.
  public void addTo(Routes routes) {
    routes.on(Method.GET, "/v1/overview", Overview.READERS, this::read);
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> {
      var found = overview.read(caller);
      var json = JsonNodeFactory.instance.objectNode();
      json.put("at", found.value().at().toString());
      var items = json.putArray("items");
      found.value().items().forEach(due -> items.add(json(due)));
      var more = json.putArray("more");
      new TreeSet<>(found.value().more()).forEach(kind -> more.add(kind.name()));
      return Response.ok(json).withLedger(found.receipt());
    };
  }

  private static ObjectNode json(Due due) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("kind", due.kind().name()).put("reference", due.reference());
    due.dueAt().ifPresent(at -> json.put("dueAt", at.toString()));
    json.put("overdue", due.overdue());
    json.putObject("title").put("tr", due.kind().title().tr()).put("en", due.kind().title().en());
    json.putObject("next").put("method", due.next().method()).put("path", due.next().path());
    return json;
  }
}
