package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.InstantSource;

/// What was told of a breach: `/v1/breaches/{id}/notifications`, and what is not to be told:
/// `/v1/breaches/{id}/no-notice`.
public final class NotificationRoutes {
  private static final String NOTIFICATIONS = BreachRoutes.ONE + "/notifications";
  private static final String NO_NOTICE = BreachRoutes.ONE + "/no-notice";
  private static final int LONGEST = 200;

  private final Breaches breaches;
  private final Notifications notifications;
  private final Idempotency idempotency;
  private final InstantSource clock;

  public NotificationRoutes(BreachRoom room, Idempotency idempotency, InstantSource clock) {
    this.breaches = room.breaches();
    this.notifications = room.notifications();
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, NOTIFICATIONS, Breaches.EDITORS, this::record)
        .on(Method.GET, NOTIFICATIONS, Breaches.READERS, this::list)
        .on(Method.POST, NO_NOTICE, Breaches.EDITORS, this::propose);
  }

  private Handler.Call record(Request request) {
    var caller = request.caller();
    var body = request.json();
    var audience = body.text("audience");
    var stage = body.text("stage");
    var sentAt = body.time("sentAt");
    var means = body.text("means");
    var reference = body.text("reference");
    var delayReason = body.optionalText("delayReason");
    body.done();
    var ifMatch = request.ifMatch();
    return BreachRoutes.once(
        idempotency,
        breaches,
        request,
        caller,
        claim -> {
          var reader = new BreachReader();
          reader.only("/audience", Audience.AUTHORITY, audience);
          var when = reader.one("/stage", Notice.Stage.class, stage);
          var how = reader.typed("/means", means, LONGEST);
          var number = reader.typed("/reference", reference, LONGEST);
          var why =
              delayReason.map(
                  text -> reader.typed("/delayReason", text, BreachReader.LONGEST_REASON));
          reader.requireRight();
          var notice = new Notice(when.orElseThrow(), sentAt, how, number, why);
          var id = BreachRoutes.id(request);
          var ask = new Breaches.Ask(caller, id, ifMatch, BreachRoutes.mark(claim));
          var told = notifications.told(ask, notice);
          return Response.created(
                  BreachRoutes.ALL + "/" + id + "/notifications",
                  new BreachView(clock.instant(), true).whole(told.value()))
              .withEtag(told.value().version())
              .withLedger(told.receipt());
        });
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    return () -> {
      var list = notifications.list(caller, BreachRoutes.id(request));
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      list.value().forEach(entry -> items.add(shown(caller, (ObjectNode) entry)));
      return Response.ok(json).withLedger(list.receipt());
    };
  }

  /// What was typed is for the data-protection officer.
  private static ObjectNode shown(Caller caller, ObjectNode entry) {
    if (!caller.is(Role.DPO)) {
      entry.remove("means");
      entry.remove("reference");
      entry.remove("delayReason");
    }
    return entry;
  }

  private Handler.Call propose(Request request) {
    var caller = request.caller();
    var body = request.json();
    var audience = body.text("audience");
    var reason = body.text("reason");
    body.done();
    var ifMatch = request.ifMatch();
    return BreachRoutes.once(
        idempotency,
        breaches,
        request,
        caller,
        claim -> {
          var reader = new BreachReader();
          var whom = reader.one("/audience", Audience.class, audience);
          var why = reader.typed("/reason", reason, BreachReader.LONGEST_REASON);
          reader.requireRight();
          var id = BreachRoutes.id(request);
          var ask = new Breaches.Ask(caller, id, ifMatch, BreachRoutes.mark(claim));
          var proposed = notifications.propose(ask, claim.id(0), whom.orElseThrow(), why);
          return Response.accepted(
                  JsonNodeFactory.instance.objectNode().put("approval", proposed.value()))
              .withHeader("Location", "/v1/approvals/" + proposed.value())
              .withLedger(proposed.receipt());
        });
  }
}
