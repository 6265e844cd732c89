package emanet.backups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.jobs.Job;
import emanet.jobs.JobRoutes;
import emanet.register.PageRoutes;
import emanet.values.Sha256;
import java.util.Optional;

/// `/v1/drills`.
public final class DrillRoutes {
  private static final String ALL = "/v1/drills";

  private final Drills drills;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public DrillRoutes(Drills drills, Idempotency idempotency, Cursors cursors) {
    this.drills = drills;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, BackupRoutes.OPERATORS, this::start)
        .on(Method.GET, ALL, BackupRoutes.OPERATORS, this::list)
        .on(Method.GET, ALL + "/{drillId}", BackupRoutes.OPERATORS, this::read);
  }

  private Handler.Call start(Request request) {
    var caller = request.caller();
    Optional<String> backup = Optional.empty();
    var body = request.optionalJson();
    if (body.isPresent()) {
      backup = body.get().optionalText("backup");
      body.get().done();
    }
    var named = backup;
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, claim) -> {
              var started = drills.start(caller, claim.id(0), named);
              var job = started.value();
              return Response.accepted(json(job, request))
                  .withHeader("Location", ALL + "/" + job.id())
                  .withLedger(started.receipt());
            },
            "id",
            "state",
            "backup",
            "region",
            "phases",
            "progress",
            "startedAt");
  }

  private static ObjectNode json(Job job, Request request) {
    var json = JobRoutes.document(job, request);
    json.put("backup", job.input(DrillJob.BACKUP)).put("region", job.input(DrillJob.REGION));
    json.putObject("phases")
        .put("done", job.count(DrillJob.PHASES))
        .put("of", DrillJob.Phase.values().length);
    return json;
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = drills.list(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(job -> items.add(json(job, request)));
      page.value()
          .after()
          .ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  /// As a page, where one is asked for and there is a report to show.
  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = request.path("drillId", BackupRoutes::id);
    boolean page = request.accepts("text/html");
    return () -> {
      var read = drills.read(caller, id);
      var found = read.value();
      if (page && found.report().isPresent()) {
        return PageRoutes.page(DrillPage.shown(found.report().get().report()))
            .withLedger(read.receipt());
      }
      var json =
          found
              .job()
              .map(job -> json(job, request))
              .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("id", id));
      found
          .report()
          .ifPresent(standing -> {
            if (found.job().isEmpty()) {
              json.put("state", Drills.passed(standing.report()) ? "SUCCEEDED" : "FAILED");
            }
            json.set("report", standing.report());
            json.put("sha256", Sha256.of(standing.content().toArray()).toHex());
          });
      return Response.ok(json).withLedger(read.receipt());
    };
  }
}
