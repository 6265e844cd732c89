package emanet.subjects;

import static emanet.subjects.RestrictionRoutes.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Problems;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Role;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The routes of erasure.
public final class ErasureRoutes {
  private static final Set<Role> ERASERS = Set.of(Role.SERVICE, Role.DPO);
  private static final Set<Role> READERS = Set.of(Role.SERVICE, Role.DPO, Role.AUDITOR);
  private static final Pattern ID = Pattern.compile("[0-9a-z]{20,40}");

  /// All of a certificate: it says nothing of whom it is about but an id that means nothing.
  private static final String[] REMEMBERED = {
    "id",
    "subject",
    "method",
    "at",
    "state",
    "keys",
    "categories",
    "kept",
    "horizon",
    "ledger",
    "signature",
    "approval"
  };

  private final Erasures erasures;
  private final Idempotency idempotency;

  public ErasureRoutes(Erasures erasures, Idempotency idempotency) {
    this.erasures = erasures;
    this.idempotency = idempotency;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .always(Method.POST, "/v1/subjects/{id}/erasure", ERASERS, this::erase)
        .on(Method.GET, "/v1/erasures/{erasureId}", READERS, this::read);
  }

  private Handler.Call erase(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var body = request.json();
    var wish =
        new Erasures.Wish(
            body.text("method"),
            body.text("reason"),
            body.optionalText("request"),
            body.optionalText("category"),
            suppress(body));
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> erasures.allow(caller, subject(id), wish),
            (allowed, claim) -> {
              var receipt = allowed.visit().receipt();
              return answer(erasures.erase(allowed, claim.id(0), claim.mark()), receipt);
            },
            REMEMBERED);
  }

  /// The `suppress` of a body: `true`, `false`, or `{until}`.
  public static Optional<Suppress> suppress(JsonObject body) {
    var sent = body.optionalNode("suppress");
    if (sent.isEmpty() || sent.get().isBoolean()) {
      return sent.filter(JsonNode::booleanValue).map(_ -> new Suppress(Optional.empty()));
    }
    if (!sent.get().isObject()) {
      throw new Fault.Malformed(Malformation.SHAPE, body.pointer("suppress")).exception();
    }
    return Optional.of(new Suppress(Optional.of(body.object("suppress").text("until"))));
  }

  private static Response answer(Erasures.Result result, String receipt) {
    var json = JsonNodeFactory.instance.objectNode();
    return switch (result) {
      case Erasures.Result.Certified(var certificate) ->
          Response.ok(certificate).withLedger(receipt);
      case Erasures.Result.Running(var erasure) ->
          Response.accepted(json.put("id", erasure).put("state", "RUNNING"))
              .withHeader("Location", "/v1/erasures/" + erasure)
              .withLedger(receipt);
      case Erasures.Result.Proposed(var approval) ->
          Response.accepted(json.put("approval", approval))
              .withHeader("Location", "/v1/approvals/" + approval)
              .withLedger(receipt);
    };
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id =
        request.path("erasureId", text -> Optional.of(text).filter(t -> ID.matcher(t).matches()));
    return () -> {
      var read = erasures.read(caller, id);
      var shown = read.value();
      var json = JsonNodeFactory.instance.objectNode().put("id", id);
      if (shown.certificate().isPresent()) {
        return Response.ok(shown.certificate().get()).withLedger(read.receipt());
      }
      json.put("state", shown.running() ? "RUNNING" : "FAILED");
      shown.failure().ifPresent(fault -> json.set("problem", Problems.document(fault, request)));
      return Response.ok(json).withLedger(read.receipt());
    };
  }
}
