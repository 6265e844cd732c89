package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The routes of restrictions.
public final class RestrictionRoutes {
  private static final String ALL = "/v1/subjects/{id}/restrictions";
  private static final String ONE = "/v1/subjects/{id}/restrictions/{restrictionId}";
  private static final Set<Role> SETTERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);
  private static final Set<Role> READERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR);
  private static final Set<Role> LIFTERS = Set.of(Role.AGENT, Role.DPO);

  private final Restrictions restrictions;
  private final Idempotency idempotency;

  public RestrictionRoutes(Restrictions restrictions, Idempotency idempotency) {
    this.restrictions = restrictions;
    this.idempotency = idempotency;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, READERS, this::list)
        .always(Method.POST, ALL, SETTERS, this::set)
        .on(Method.DELETE, ALL, LIFTERS, request -> lift(request, Optional.empty()))
        .on(
            Method.DELETE,
            ONE,
            LIFTERS,
            request -> lift(request, Optional.of(request.path("restrictionId"))));
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    return () -> {
      var done = restrictions.list(caller, subject(id));
      var answer = JsonNodeFactory.instance.objectNode();
      var items = answer.putArray("items");
      for (var shown : done.value()) {
        var item = json(shown.restriction());
        shown.reason().ifPresent(reason -> item.put("reason", reason));
        items.add(item);
      }
      return Response.ok(answer).withLedger(done.receipt());
    };
  }

  static SubjectId subject(String id) {
    return SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private static ObjectNode json(Restriction restriction) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", restriction.id()).put("kind", restriction.kind().name());
    if (!restriction.categories().isEmpty()) {
      var array = json.putArray("categories");
      var codes = new TreeSet<String>();
      restriction.categories().forEach(code -> codes.add(code.value()));
      codes.forEach(array::add);
    }
    if (!restriction.activities().isEmpty()) {
      var array = json.putArray("activities");
      var codes = new TreeSet<String>();
      restriction.activities().forEach(code -> codes.add(code.value()));
      codes.forEach(array::add);
    }
    return json.put("by", restriction.by()).put("at", restriction.at().toString());
  }

  private Handler.Call set(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var body = request.json();
    var wish =
        new Restrictions.Wish(
            body.text("kind"),
            body.optionalTexts("categories"),
            body.optionalTexts("activities"),
            body.text("reason"));
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> restrictions.allow(caller, subject(id), wish),
            (allowed, claim) -> {
              var done = restrictions.set(allowed, wish, claim.id(0));
              var location = "/v1/subjects/" + id + "/restrictions/" + done.value().id();
              return Response.created(location, json(done.value())).withLedger(done.receipt());
            },
            "id",
            "kind",
            "categories",
            "activities",
            "by",
            "at");
  }

  private Handler.Call lift(Request request, Optional<String> restriction) {
    var caller = request.caller();
    var id = request.path("id");
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> restrictions.allowLifting(caller, subject(id), restriction),
            (allowed, claim) -> {
              var done = restrictions.propose(allowed, restriction, claim.id(0), claim.mark());
              var answer = JsonNodeFactory.instance.objectNode().put("approval", done.value());
              return Response.accepted(answer)
                  .withHeader("Location", "/v1/approvals/" + done.value())
                  .withLedger(done.receipt());
            },
            "approval");
  }
}
