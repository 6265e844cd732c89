package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.Handler;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Role;
import java.util.function.Function;

/// Who is told of a breach, and was: `/v1/breaches/{id}/notifications` and `…/receipts`; and who is
/// not to be told: `…/no-notice`.
final class NotificationRoutes extends SharedRoutes {
  private static final String NOTIFICATIONS = ONE + "/notifications";
  private static final String RECEIPTS = ONE + "/receipts";
  private static final String NO_NOTICE = ONE + "/no-notice";
  private static final int LONGEST = 200;

  NotificationRoutes(Needs needs) {
    super(needs);
  }

  void addTo(Routes routes) {
    routes
        .on(Method.POST, NOTIFICATIONS, Breaches.EDITORS, this::tell)
        .on(Method.GET, NOTIFICATIONS, Breaches.READERS, this::list)
        .on(Method.POST, RECEIPTS, Breaches.EDITORS, this::receive)
        .on(Method.POST, NO_NOTICE, Breaches.EDITORS, this::propose);
  }

  /// What is sent for whom differs: the Authority is told by other means, and people on the
  /// website, and that is recorded; the others are told from here.
  private Handler.Call tell(Request request) {
    var body = request.json();
    var audience = body.text("audience");
    Function<Breaches.Ask, Response> work =
        switch (audience) {
          case "COUNTERPART" -> counterpart(request, body);
          case "SUBJECTS" -> people(request, body);
          case Publication.AUDIENCE -> website(request, body);
          default -> authority(request, body, audience);
        };
    body.done();
    return step(request, work);
  }

  private Function<Breaches.Ask, Response> authority(
      Request request, JsonObject body, String audience) {
    var stage = body.text("stage");
    var sentAt = body.time("sentAt");
    var means = body.text("means");
    var reference = body.text("reference");
    var delayReason = body.optionalText("delayReason");
    return ask -> {
      var reader = new BreachReader();
      reader.only("/audience", Audience.AUTHORITY, audience);
      var when = reader.one("/stage", Notice.Stage.class, stage);
      var how = reader.typed("/means", means, LONGEST);
      var number = reader.typed("/reference", reference, LONGEST);
      var why =
          delayReason.map(text -> reader.typed("/delayReason", text, BreachReader.LONGEST_REASON));
      reader.requireRight();
      var notice = new Notice(when.orElseThrow(), sentAt, how, number, why);
      return added(request, room.notifications().told(ask, notice), "/notifications");
    };
  }

  private Function<Breaches.Ask, Response> website(Request request, JsonObject body) {
    var sentAt = body.time("sentAt");
    var means = body.text("means");
    var reference = body.text("reference");
    return ask -> {
      var reader = new BreachReader();
      var where = reader.typed("/means", means, LONGEST);
      var number = reader.typed("/reference", reference, LONGEST);
      reader.requireRight();
      var publication = new Publication(sentAt, where, number);
      return added(request, room.notifications().published(ask, publication), "/notifications");
    };
  }

  private Function<Breaches.Ask, Response> counterpart(Request request, JsonObject body) {
    var words = words(body);
    return ask -> {
      var reader = new BreachReader();
      var typed = reader.words(words);
      reader.requireRight();
      return added(request, room.counterpart().tell(ask, typed), "/notifications");
    };
  }

  private Function<Breaches.Ask, Response> people(Request request, JsonObject body) {
    var words = words(body);
    return ask -> {
      var reader = new BreachReader();
      var typed = reader.words(words);
      reader.requireRight();
      return job(request, room.people().begin(ask, typed), at(request, "/notifications"));
    };
  }

  private Handler.Call receive(Request request) {
    var body = request.json();
    var by = body.text("by");
    var at = body.time("at");
    body.done();
    return step(
        request,
        ask -> {
          var reader = new BreachReader();
          var who = reader.typed("/by", by, LONGEST);
          reader.requireRight();
          return added(request, room.counterpart().received(ask, who, at), "/receipts");
        });
  }

  private Handler.Call list(Request request) {
    boolean whole = request.caller().is(Role.DPO);
    return list(
        request,
        (caller, limit, after) -> room.notifications().list(caller, id(request), limit, after),
        entry -> whole ? entry : BreachView.untyped(entry));
  }

  private Handler.Call propose(Request request) {
    var body = request.json();
    var audience = body.text("audience");
    var reason = body.text("reason");
    body.done();
    return step(
        request,
        ask -> {
          var reader = new BreachReader();
          var whom = reader.one("/audience", Audience.class, audience);
          var why = reader.typed("/reason", reason, BreachReader.LONGEST_REASON);
          reader.requireRight();
          var proposed = room.notifications().propose(ask, whom.orElseThrow(), why);
          return Response.accepted(
                  JsonNodeFactory.instance.objectNode().put("approval", proposed.value()))
              .withHeader("Location", "/v1/approvals/" + proposed.value())
              .withLedger(proposed.receipt());
        });
  }
}
