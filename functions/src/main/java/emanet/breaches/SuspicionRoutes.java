package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/v1/suspicions`: what was found to be out of the ordinary, and what it turned out to be.
final class SuspicionRoutes extends SharedRoutes {
  private static final String SUSPICIONS = "/v1/suspicions";
  private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9a-z]{16}");

  private final Suspicions suspicions;

  SuspicionRoutes(Needs needs) {
    super(needs);
    this.suspicions = room.suspicions();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, SUSPICIONS, Breaches.READERS, this::list)
        .on(Method.POST, SUSPICIONS + "/{id}/assessment", Breaches.EDITORS, this::assess);
  }

  private Handler.Call list(Request request) {
    return list(request, suspicions::list, SuspicionRoutes::json);
  }

  private Handler.Call assess(Request request) {
    var caller = request.caller();
    var id = request.path("id", text -> Optional.of(text).filter(t -> ID.matcher(t).matches()));
    var body = request.json();
    var outcome = body.text("outcome");
    var breach = body.optionalText("breach");
    body.done();
    return once(
        request,
        Breaches.EDITORS,
        _ -> {
          Breaches.require(
              outcome.equals("BREACH") || outcome.equals("DISMISSED"),
              "/outcome",
              FieldCode.UNKNOWN);
          boolean isBreach = outcome.equals("BREACH");
          Breaches.require(
              isBreach == breach.isPresent(),
              "/breach",
              isBreach ? FieldCode.MISSING : FieldCode.UNSUITABLE);
          var done = suspicions.assess(caller, id, new Suspicions.Assessment(isBreach, breach));
          return Response.ok(json(done.value())).withLedger(done.receipt());
        });
  }

  private static ObjectNode json(Suspicions.Shown shown) {
    var one = shown.one();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", one.id()).put("state", one.state().name());
    json.put("detector", one.detector().name()).put("about", one.about());
    json.put("on", one.on().toString()).put("count", one.count()).put("bound", one.bound());
    json.put("at", one.at().toString());
    one.by().ifPresent(by -> json.put("by", by));
    one.assessed().ifPresent(at -> json.put("assessedAt", at.toString()));
    one.breach().ifPresent(breach -> json.put("breach", breach));
    shown.evidence().ifPresent(evidence -> json.set("evidence", evidence.json()));
    return json;
  }
}
