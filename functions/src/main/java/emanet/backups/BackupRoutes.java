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
import emanet.values.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `/v1/backups`.
public final class BackupRoutes {
  static final Set<Role> OPERATORS = Set.of(Role.OPERATOR);
  private static final String ALL = "/v1/backups";
  private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,64}");

  private final Backups backups;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public BackupRoutes(Backups backups, Idempotency idempotency, Cursors cursors) {
    this.backups = backups;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, OPERATORS, this::start)
        .on(Method.GET, ALL, OPERATORS, this::list)
        .on(Method.GET, ALL + "/{backupId}", OPERATORS, this::read);
  }

  /// An id of a backup or of a restore.
  static Optional<String> id(String text) {
    return Optional.of(text).filter(t -> ID.matcher(t).matches());
  }

  private Handler.Call start(Request request) {
    var caller = request.caller();
    request.optionalJson().ifPresent(body -> body.done());
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> true,
            (_, claim) -> {
              var started = backups.start(caller, claim.id(0));
              var job = started.value();
              return Response.accepted(json(job, request))
                  .withHeader("Location", ALL + "/" + job.id())
                  .withLedger(started.receipt());
            },
            "id",
            "state",
            "at",
            "region",
            "progress",
            "startedAt");
  }

  private static ObjectNode json(Job job, Request request) {
    return JobRoutes.document(job, request)
        .put("at", job.input(BackupJob.AT))
        .put("region", job.input(BackupJob.REGION));
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var made = backups.list(caller);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      if (after.isEmpty()) {
        backups.unmade().forEach(job -> items.add(json(job, request)));
      }
      var left = left(made.value(), after);
      var page = left.subList(0, Math.min(limit, left.size()));
      page.forEach(one ->
          items
              .addObject()
              .put("id", one.id())
              .put("state", Job.State.SUCCEEDED.name())
              .put("at", one.at().toString()));
      if (page.size() < left.size()) {
        json.put("nextCursor", cursors.next(request, caller, page.getLast().id()));
      }
      return Response.ok(json).withLedger(made.receipt());
    };
  }

  private static List<Manifests.Named> left(List<Manifests.Named> all, Optional<String> after) {
    for (int i = 0; i < all.size(); i++) {
      if (after.equals(Optional.of(all.get(i).id()))) {
        return all.subList(i + 1, all.size());
      }
    }
    return after.isPresent() ? List.of() : all;
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = request.path("backupId", BackupRoutes::id);
    return () -> {
      var read = backups.read(caller, id);
      var found = read.value();
      var json =
          found
              .job()
              .map(job -> json(job, request))
              .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("id", id));
      json.put("state", found.job().map(Job::state).orElse(Job.State.SUCCEEDED).name());
      found.manifest().ifPresent(manifest -> describe(manifest, json));
      found.flaw().ifPresent(flaw -> json.put("flaw", flaw.flaw()).put("object", flaw.object()));
      return Response.ok(json).withLedger(read.receipt());
    };
  }

  private static void describe(Manifest manifest, ObjectNode json) {
    json.put("at", manifest.at().toString()).put("region", manifest.region());
    json.put("keysUntil", manifest.keysUntil().toString());
    var tables = json.putArray("tables");
    for (var table : Life.TABLES) {
      var copy = manifest.tables().get(table);
      if (copy != null) {
        tables
            .addObject()
            .put("table", table.label())
            .put("items", copy.items())
            .put("objects", copy.parts().size())
            .put("bytes", copy.bytes())
            .put("until", copy.until().toString());
      }
    }
  }
}
