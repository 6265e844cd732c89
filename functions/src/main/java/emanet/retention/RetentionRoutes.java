package emanet.retention;

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
import emanet.jobs.Job;
import emanet.jobs.JobRoutes;
import emanet.register.Access;
import emanet.register.Trail;
import emanet.subjects.RecordPlace;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The routes of retention.
public final class RetentionRoutes {
  private static final String RUNS = "/v1/retention/runs";
  private static final Set<Role> RUNNERS = Set.of(Role.DPO);
  private static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);

  /// Years that all periods may be counted back from, and that are written with four digits.
  private static final int EARLIEST = 1900;

  private static final int LATEST = 9998;
  private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,64}");

  private final Retention retention;
  private final Access access;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public RetentionRoutes(
      Retention retention, Access access, Idempotency idempotency, Cursors cursors) {
    this.retention = retention;
    this.access = access;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, "/v1/retention/due", READERS, this::due)
        .on(Method.POST, RUNS, RUNNERS, this::run)
        .on(Method.GET, RUNS, READERS, this::list)
        .on(Method.GET, RUNS + "/{runId}", READERS, this::read)
        .on(Method.GET, RUNS + "/{runId}/log", READERS, this::log);
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(date -> date.getYear() >= EARLIEST && date.getYear() <= LATEST);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Enters what is asked; a grant binds its actor here as everywhere.
  private Trail.Begun enter(Caller caller, Set<Role> roles, String target) {
    var begun = retention.enter(caller, target);
    var _ =
        begun.run(() -> {
          access.require(caller, roles);
          return true;
        });
    return begun;
  }

  private Handler.Call due(Request request) {
    var caller = request.caller();
    var on = request.query("on", RetentionRoutes::date);
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var begun = enter(caller, READERS, "due");
      var page =
          begun.run(() -> retention.due(caller, on.orElseGet(retention::today), limit, after));
      var json = JsonNodeFactory.instance.objectNode().put("on", page.on().toString());
      var items = json.putArray("items");
      page.items().forEach(item -> items.add(json(item)));
      var tampered = json.putArray("tampered");
      page.tampered().stream()
          .map(RetentionRoutes::json)
          .sorted(Comparator.comparing(ObjectNode::toString))
          .forEach(tampered::add);
      if (after.isEmpty()) {
        var unknown = json.putArray("unknown");
        page.unknown()
            .forEach(one ->
                unknown
                    .addObject()
                    .put("activity", one.activity().value())
                    .put("subject", one.subject().value())
                    .put("category", one.category().value())
                    .put("record", one.record().value()));
      }
      json.put("recount", page.recount());
      page.next().ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(begun.receipt());
    };
  }

  private static ObjectNode json(Retention.Foreseen item) {
    var due = item.due();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("subject", due.subject().value())
        .put("category", due.category().value())
        .put("record", due.record().value())
        .put("due", due.since().toString())
        .put("overdue", item.overdue())
        .put("held", due.held());
    var activities = json.putArray("activities");
    due.lapsed()
        .forEach(lapsed ->
            activities
                .addObject()
                .put("activity", lapsed.activity().value())
                .put("start", lapsed.start().toString())
                .put("due", lapsed.due().toString())
                .put("method", lapsed.method().name()));
    item.planned()
        .ifPresent(planned -> {
          json.put("outcome", DestructionReport.outcome(planned.fate()));
          var fields = json.putArray("fields");
          new TreeSet<>(planned.fields()).forEach(fields::add);
        });
    return json;
  }

  private static ObjectNode json(RecordPlace place) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("subject", place.subject().value())
        .put("category", place.category().value())
        .put("record", place.record().value());
  }

  private Handler.Call run(Request request) {
    var caller = request.caller();
    request.optionalJson().ifPresent(body -> body.done());
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> enter(caller, RUNNERS, "run"),
            (begun, claim) -> {
              var job = begun.run(() -> retention.run(caller, claim.id(0)));
              var document = JobRoutes.document(job, request);
              counts(document);
              return Response.accepted(document)
                  .withHeader("Location", RUNS + "/" + job.id())
                  .withLedger(begun.receipt());
            },
            "id",
            "state",
            "progress",
            "startedAt",
            "endedAt");
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var begun = enter(caller, READERS, "runs");
      var page = begun.run(() -> retention.list(caller.tenant(), limit, after));
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.items().forEach(job -> items.add(json(job, request)));
      page.after().ifPresent(next -> json.put("nextCursor", cursors.next(request, caller, next)));
      return Response.ok(json).withLedger(begun.receipt());
    };
  }

  private static ObjectNode json(Job job, Request request) {
    var document = JobRoutes.document(job, request);
    counts(document);
    return document.put("on", job.input(Runs.ON)).put("by", job.by());
  }

  /// What shards count for the report alone is shown there.
  private static void counts(ObjectNode document) {
    if (document.at("/progress/counts") instanceof ObjectNode counts) {
      counts.properties().removeIf(count -> count.getKey().startsWith(DestructionReport.LEFT));
    }
  }

  private static String id(Request request) {
    return request.path("runId", text -> Optional.of(text).filter(t -> ID.matcher(t).matches()));
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = id(request);
    return () -> {
      var begun = enter(caller, READERS, "runs/" + id);
      var document =
          begun.run(() -> {
            var job = found(caller.tenant(), id);
            var json = json(job, request);
            retention.report(job, json.putObject("report"));
            return json;
          });
      return Response.ok(document).withLedger(begun.receipt());
    };
  }

  private Job found(emanet.values.TenantId tenant, String id) {
    return retention.find(tenant, id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call log(Request request) {
    var caller = request.caller();
    var id = id(request);
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var begun = enter(caller, READERS, "runs/" + id + "/log");
      var entries = begun.run(() -> retention.log(found(caller.tenant(), id), limit, after));
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      entries.values().forEach(entry -> items.add(json(entry)));
      if (entries.size() == limit) {
        entries.keySet().stream()
            .reduce((_, last) -> last)
            .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      }
      return Response.ok(json).withLedger(begun.receipt());
    };
  }

  private static ObjectNode json(DestructionLog.Entry entry) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("subject", entry.subject().value())
        .put("category", entry.category().value())
        .put("record", entry.record().value())
        .put("outcome", DestructionReport.outcome(entry.fate()))
        .put("at", entry.at().toString());
    entry.done().ifPresent(at -> json.put("doneAt", at.toString()));
    entry.anonymous().ifPresent(outcome -> json.put("anonymous", outcome.name()));
    var activities = json.putArray("activities");
    new TreeSet<>(entry.activities()).forEach(activities::add);
    var methods = json.putArray("methods");
    new TreeSet<>(entry.methods()).forEach(methods::add);
    var fields = json.putArray("fields");
    new TreeSet<>(entry.fields()).forEach(fields::add);
    return json;
  }
}
