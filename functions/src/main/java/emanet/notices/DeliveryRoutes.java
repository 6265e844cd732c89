package emanet.notices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.Set;

/// `/v1/subjects/{id}/notice-deliveries`.
public final class DeliveryRoutes {
  private static final String ROUTE = "/v1/subjects/{id}/notice-deliveries";
  private static final Set<Role> WRITERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.SUBJECT);
  private static final Set<Role> READERS =
      Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT);

  private final Deliveries deliveries;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public DeliveryRoutes(NoticeRoom room, Idempotency idempotency, Cursors cursors) {
    this.deliveries = room.deliveries();
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds the routes of deliveries.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ROUTE, WRITERS, this::deliver)
        .on(Method.GET, ROUTE, READERS, this::list);
  }

  private Handler.Call deliver(Request request) {
    var caller = request.caller();
    var body = request.json();
    var notice = NoticeId.parse(body.text("notice"));
    long version = body.whole("version");
    var means = Delivery.Means.parse(body.text("means"));
    var source = Delivery.Source.parse(body.text("source"));
    boolean acknowledged = body.optionalFlag("acknowledged").orElse(false);
    body.done();
    var id = request.path("id");
    return () -> {
      var subject = subject(id);
      var sent = new Deliveries.Sent(subject, notice, version, means, source, acknowledged);
      return idempotency.once(
          request,
          caller,
          () -> deliveries.allow(caller, sent),
          (allowed, claim) -> {
            var delivery = deliveries.enter(allowed, claim.id(0));
            return Response.created(
                    "/v1/subjects/" + subject + "/notice-deliveries", json(delivery))
                .withLedger(delivery.receipt());
          },
          "id",
          "notice",
          "version",
          "sha256",
          "means",
          "source",
          "acknowledged",
          "at",
          "by");
    };
  }

  private static SubjectId subject(String id) {
    return SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    var id = request.path("id");
    return () -> {
      var page = deliveries.list(caller, subject(id), limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value()
          .items()
          .forEach(delivery -> items.add(json(delivery).put("receipt", delivery.receipt())));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private static ObjectNode json(Delivery delivery) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", delivery.id())
        .put("notice", delivery.notice().value())
        .put("version", delivery.version())
        .put("sha256", delivery.sha256())
        .put("means", delivery.means().name())
        .put("source", delivery.source().name())
        .put("acknowledged", delivery.acknowledged())
        .put("at", delivery.at().toString())
        .put("by", delivery.by());
  }
}
