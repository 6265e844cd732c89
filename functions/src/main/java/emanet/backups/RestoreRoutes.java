package emanet.backups;

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
import emanet.jobs.Job;
import emanet.jobs.JobRoutes;
import emanet.values.TenantId;

/// `/v1/restores`.
public final class RestoreRoutes {
  private static final String ALL = "/v1/restores";
  private static final String ONE = ALL + "/{restoreId}";

  private final Restores restores;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public RestoreRoutes(Restores restores, Idempotency idempotency, Cursors cursors) {
    this.restores = restores;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, BackupRoutes.OPERATORS, this::start)
        .on(Method.GET, ALL, BackupRoutes.OPERATORS, this::list)
        .on(Method.GET, ONE, BackupRoutes.OPERATORS, this::read)
        .on(Method.POST, ONE + "/promotion", BackupRoutes.OPERATORS, this::promote);
  }

  private Handler.Call start(Request request) {
    var caller = request.caller();
    var body = request.json();
    var backup = body.text("backup");
    var tenant =
        body.optionalText("tenant")
            .map(text ->
                TenantId.parse(text)
                    .orElseThrow(() -> Fault.Invalid.at("/tenant", FieldCode.FORMAT).exception()));
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, claim) -> {
              var started = restores.start(caller, claim.id(0), backup, tenant);
              var job = started.value();
              return Response.accepted(json(job, request))
                  .withHeader("Location", ALL + "/" + job.id())
                  .withLedger(started.receipt());
            },
            "id",
            "state",
            "backup",
            "tenant",
            "generation",
            "progress",
            "startedAt");
  }

  private static ObjectNode json(Job job, Request request) {
    var json =
        JobRoutes.document(job, request)
            .put("backup", job.input(RestoreJob.BACKUP))
            .put("generation", Long.parseLong(job.input(RestoreJob.GENERATION)));
    if (TenantRestore.isOne(job)) {
      json.put("tenant", job.input(TenantRestore.TENANT));
    }
    return json;
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = restores.list(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(job -> items.add(json(job, request)));
      page.value()
          .after()
          .ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = request.path("restoreId", BackupRoutes::id);
    return () -> {
      var read = restores.read(caller, id);
      var found = read.value();
      var json = json(found.job(), request);
      found.report().ifPresent(report -> json.set("report", report));
      found.promotion().ifPresent(one -> json.set("promotion", json(one, request)));
      found.flaw().ifPresent(wrong -> json.put("flaw", wrong.flaw()).put("object", wrong.object()));
      return Response.ok(json).withLedger(read.receipt());
    };
  }

  private static ObjectNode json(Restores.Promotion promotion, Request request) {
    var json = JobRoutes.document(promotion.job(), request);
    promotion.report().ifPresent(report -> json.set("report", report));
    return json;
  }

  private Handler.Call promote(Request request) {
    var caller = request.caller();
    var id = request.path("restoreId", BackupRoutes::id);
    request.optionalJson().ifPresent(body -> body.done());
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, claim) -> {
              var proposed = restores.propose(caller, id, claim.id(0), claim.mark().toHex());
              var json = JsonNodeFactory.instance.objectNode();
              json.put("approval", proposed.value().code());
              return Response.accepted(json)
                  .withHeader("Location", "/v1/approvals/" + proposed.value().code())
                  .withLedger(proposed.receipt());
            },
            "approval");
  }
}
