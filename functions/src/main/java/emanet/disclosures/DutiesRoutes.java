package emanet.disclosures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.alerts.SendId;
import emanet.alerts.SendList;
import emanet.alerts.WebhookSecrets;
import emanet.fault.Fault;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.Recipients;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// `/v1/contract-tasks`, `/v1/attestations`, `/v1/sends` and recipients' webhook secrets.
public final class DutiesRoutes {
  private static final String SECRET = "/v1/recipients/{id}/webhook-secret";

  private final Duties duties;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public DutiesRoutes(DisclosureRoom room, Idempotency idempotency, Cursors cursors) {
    this.duties = room.duties();
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, "/v1/contract-tasks", Duties.READERS, this::contracts)
        .on(Method.GET, "/v1/attestations", Duties.READERS, this::attestations)
        .on(Method.GET, "/v1/sends", Duties.READERS, this::sends)
        .on(Method.POST, "/v1/sends/{id}/retry", Duties.ACTORS, this::retry)
        .on(Method.GET, SECRET, Duties.ACTORS, this::secret)
        .on(Method.POST, SECRET, Duties.ACTORS, this::rotate);
  }

  private Handler.Call contracts(Request request) {
    var caller = request.caller();
    return () -> {
      var open = duties.contractTasks(caller);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      for (var task : open.value()) {
        var item = items.addObject();
        item.put("contract", task.recipient().isPresent() ? "RECIPIENT" : "HOSTING");
        task.recipient().ifPresent(id -> item.put("recipient", id));
        item.put("reason", task.reason().name())
            .put("from", task.from().toString())
            .put("dueOn", task.dueOn().toString())
            .put("overdue", task.overdue());
      }
      return Response.ok(json).withLedger(open.receipt());
    };
  }

  private Handler.Call attestations(Request request) {
    var caller = request.caller();
    return () -> {
      var all = duties.attestations(caller);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      for (var standing : all.value()) {
        var item = items.addObject();
        item.put("activity", standing.activity()).put("controller", standing.controller());
        standing.until().ifPresent(until -> item.put("validUntil", until.toString()));
        item.put("state", standing.state().name());
      }
      return Response.ok(json).withLedger(all.receipt());
    };
  }

  private Handler.Call sends(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var list = request.query("list", DutiesRoutes::list).orElse(SendList.DEAD);
    var after = cursors.position(request, caller);
    return () -> {
      var page = duties.sends(caller, list, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(send -> items.add(DisclosureJson.of(send)));
      page.value()
          .next()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private static Optional<SendList> list(String name) {
    return Arrays.stream(SendList.values()).filter(list -> list.name().equals(name)).findFirst();
  }

  private Handler.Call retry(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> duties.mayAct(caller),
            (_, _) -> {
              var known = SendId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
              var send = duties.retry(caller, known);
              return Response.accepted(DisclosureJson.of(send.value())).withLedger(send.receipt());
            },
            "id",
            "state");
  }

  private static String recipient(String id) {
    return Recipients.id(id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call secret(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    return () -> {
      var secret = duties.secret(caller, recipient(id));
      try (var content = secret.value()) {
        return Response.ok(json(content)).withLedger(secret.receipt());
      }
    };
  }

  /// A replay shows which generation it made, and not the secret again.
  private Handler.Call rotate(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> duties.mayAct(caller),
            (_, claim) -> {
              var secret = duties.rotate(caller, recipient(id), claim.mark().toHex());
              try (var content = secret.value()) {
                return Response.created("/v1/recipients/" + id + "/webhook-secret", json(content))
                    .withLedger(secret.receipt());
              }
            },
            "generation");
  }

  private static ObjectNode json(WebhookSecrets.Secret secret) {
    var json = JsonNodeFactory.instance.objectNode();
    var bytes = secret.content().toArray();
    try {
      json.put("secret", "whsec_" + Base64.getEncoder().encodeToString(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    json.put("generation", secret.generation());
    secret.before().ifPresent(until -> json.put("previousUntil", until.toString()));
    return json;
  }
}
