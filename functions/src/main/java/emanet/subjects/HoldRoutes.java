package emanet.subjects;

import static emanet.subjects.RestrictionRoutes.subject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Role;
import java.util.Set;

/// The routes of holds.
public final class HoldRoutes {
  private static final String ALL = "/v1/subjects/{id}/holds";
  private static final String ONE = "/v1/subjects/{id}/holds/{holdId}";
  private static final Set<Role> HUMANS = Set.of(Role.AGENT, Role.DPO);
  private static final Set<Role> READERS = Set.of(Role.AGENT, Role.DPO, Role.AUDITOR);

  private final Holds holds;
  private final Idempotency idempotency;

  public HoldRoutes(Holds holds, Idempotency idempotency) {
    this.holds = holds;
    this.idempotency = idempotency;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, READERS, this::list)
        .on(Method.POST, ALL, HUMANS, this::set)
        .on(Method.DELETE, ONE, HUMANS, this::release);
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    return () -> {
      var done = holds.list(caller, subject(id));
      var answer = JsonNodeFactory.instance.objectNode();
      var items = answer.putArray("items");
      for (var shown : done.value()) {
        var item = json(shown.note());
        shown.reason().ifPresent(reason -> item.put("reason", reason));
        items.add(item);
      }
      return Response.ok(answer).withLedger(done.receipt());
    };
  }

  private static ObjectNode json(HoldNote note) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", note.hold().id());
    note.hold().category().ifPresent(code -> json.put("category", code.value()));
    return json.put("by", note.by()).put("at", note.at().toString());
  }

  private Handler.Call set(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var body = request.json();
    var reason = body.text("reason");
    var category = body.optionalText("category");
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> holds.allow(caller, subject(id), category),
            (allowed, claim) -> {
              var done = holds.set(allowed, reason, category, claim.id(0));
              var location = "/v1/subjects/" + id + "/holds/" + done.value().hold().id();
              return Response.created(location, json(done.value())).withLedger(done.receipt());
            },
            "id",
            "category",
            "by",
            "at");
  }

  private Handler.Call release(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var hold = request.path("holdId");
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> holds.allowRelease(caller, subject(id), hold),
            (allowed, claim) ->
                Response.noContent()
                    .withLedger(holds.release(allowed, hold, claim.resumed()).receipt()));
  }
}
