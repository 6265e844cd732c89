package emanet.glass;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.View;
import emanet.subjects.RecordsRoutes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/v1/break-glass`.
public final class GlassRoutes {
  private static final String ALL = "/v1/break-glass";
  private static final String ONE = ALL + "/{glassId}";
  private static final String RECORDS = ONE + "/subjects/{id}/records";
  private static final Pattern ID = Pattern.compile("[0-9a-z]{20,40}");

  private final BreakGlass glasses;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public GlassRoutes(BreakGlass glasses, Idempotency idempotency, Cursors cursors) {
    this.glasses = glasses;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table. To end a glass protects people: it stays possible while a contract
  /// ends.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, BreakGlass.OPERATORS, this::propose)
        .on(Method.GET, ALL, BreakGlass.READERS, this::list)
        .on(Method.GET, ONE, BreakGlass.READERS, this::read)
        .always(Method.DELETE, ONE, BreakGlass.ENDERS, this::end)
        .on(Method.GET, RECORDS, BreakGlass.OPERATORS, this::records)
        .on(Method.GET, RECORDS + "/{category}/{recordId}", BreakGlass.OPERATORS, this::record);
  }

  private static String id(Request request) {
    return request.path("glassId", text -> Optional.of(text).filter(t -> ID.matcher(t).matches()));
  }

  private Handler.Call propose(Request request) {
    var caller = request.caller();
    var body = request.json();
    var tenant = body.text("tenant");
    var reason = body.text("reason");
    var ttl = body.text("ttl");
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, claim) -> {
              var wish = new BreakGlass.Wish(tenant(tenant), reason, duration(ttl));
              var proposed = glasses.propose(caller, wish, claim.id(0), claim.mark().toHex());
              var json = JsonNodeFactory.instance.objectNode().put("approval", proposed.value());
              return Response.accepted(json)
                  .withHeader("Location", "/v1/approvals/" + proposed.value())
                  .withLedger(proposed.receipt());
            },
            "approval");
  }

  private static TenantId tenant(String text) {
    return TenantId.parse(text)
        .orElseThrow(() -> Fault.Invalid.at("/tenant", FieldCode.FORMAT).exception());
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw Fault.Invalid.at("/ttl", FieldCode.FORMAT).exception();
    }
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = glasses.list(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(shown -> items.add(json(shown)));
      page.value()
          .after()
          .ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = id(request);
    return () -> {
      var read = glasses.read(caller, id);
      return Response.ok(json(read.value())).withLedger(read.receipt());
    };
  }

  private static ObjectNode json(BreakGlass.Shown shown) {
    var glass = shown.glass();
    var json = JsonNodeFactory.instance.objectNode().put("id", glass.id());
    json.put("tenant", glass.tenant().value()).put("state", shown.state().name());
    json.put("by", glass.by()).put("decidedBy", glass.decidedBy());
    json.put("at", glass.at().toString()).put("until", glass.until().toString());
    shown.reason().ifPresent(reason -> json.put("reason", reason));
    glass
        .ended()
        .ifPresent(end -> json.put("endedAt", end.at().toString()).put("endedBy", end.by()));
    return json;
  }

  private Handler.Call end(Request request) {
    var caller = request.caller();
    var id = id(request);
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, _) -> Response.noContent().withLedger(glasses.end(caller, id).receipt()));
  }

  private Handler.Call records(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    var glass = id(request);
    var id = request.path("id");
    return () -> {
      var listing = glasses.records(caller, glass, activity, subject(id), limit, after);
      return RecordsRoutes.shown(listing, last -> cursors.next(request, caller, last));
    };
  }

  private Handler.Call record(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var glass = id(request);
    var id = request.path("id");
    var category = request.path("category", CategoryCode::parse);
    var record = request.path("recordId", RecordId::parse);
    var fields = RecordsRoutes.fields(request);
    var view = request.query("view", View::parse);
    return () -> {
      var looking = new BreakGlass.Looking(activity, subject(id), category, record, fields, view);
      return RecordsRoutes.shown(glasses.record(caller, glass, looking));
    };
  }

  private static SubjectId subject(String id) {
    return SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
  }
}
