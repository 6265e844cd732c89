package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.http.Claim;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.jobs.Job;
import emanet.jobs.JobRoutes;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/v1/audit-packages`.
public final class PackageRoutes {
  private static final String ALL = "/v1/audit-packages";
  private static final String ONE = ALL + "/{id}";
  private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,64}");
  private static final int MOST_SUBJECTS = 20;
  private static final int SEE_OTHER = 303;

  private final Packages packages;
  private final Idempotency idempotency;

  public PackageRoutes(AuditRoom room, Idempotency idempotency) {
    this.packages = room.packages();
    this.idempotency = idempotency;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, Packages.EDITORS, this::begin)
        .on(Method.GET, ONE, Packages.READERS, this::read)
        .on(Method.GET, ONE + "/content", Packages.READERS, this::content)
        .on(Method.GET, ONE + "/people/{subject}", Packages.EDITORS, this::person);
  }

  private Handler.Call begin(Request request) {
    var caller = request.caller();
    var body = request.json();
    var period = new Period(body.time("from"), body.time("to"));
    var sent = body.optionalTexts("subjects").orElse(List.of());
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              packages.access().require(caller, Packages.EDITORS);
              return true;
            },
            (_, claim) -> begun(request, caller, period, subjects(sent), claim),
            "id",
            "state",
            "progress",
            "from",
            "to",
            "startedAt",
            "endedAt",
            "approval");
  }

  private static List<SubjectId> subjects(List<String> sent) {
    var errors = new ArrayList<FieldError>();
    var subjects = new ArrayList<SubjectId>();
    if (sent.size() > MOST_SUBJECTS) {
      errors.add(new FieldError("/subjects", FieldCode.LENGTH));
    }
    for (int i = 0; i < sent.size() && errors.isEmpty(); i++) {
      var subject = SubjectId.parse(sent.get(i));
      if (subject.isEmpty()) {
        errors.add(new FieldError("/subjects/" + i, FieldCode.FORMAT));
      }
      subject.ifPresent(subjects::add);
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return subjects;
  }

  private Response begun(
      Request request, Caller caller, Period period, List<SubjectId> subjects, Claim claim) {
    var ask = new Packages.Ask(caller, claim.id(0), claim.mark().toHex(), period, subjects);
    var begun = packages.begin(ask);
    return begun
        .value()
        .job()
        .map(job ->
            Response.accepted(json(job, request)).withHeader("Location", ALL + "/" + job.id()))
        .orElseGet(() ->
            Response.accepted(
                    JsonNodeFactory.instance.objectNode().put("approval", begun.value().id()))
                .withHeader("Location", "/v1/approvals/" + begun.value().id()))
        .withLedger(begun.receipt());
  }

  private static ObjectNode json(Job job, Request request) {
    var json = JobRoutes.document(job, request);
    json.put("from", job.input(PackageJob.FROM)).put("to", job.input(PackageJob.TO));
    var subjects = json.putArray("subjects");
    Packages.subjects(job).forEach(subjects::add);
    return json;
  }

  private static String id(Request request) {
    return request.path("id", text -> Optional.of(text).filter(t -> ID.matcher(t).matches()));
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = id(request);
    return () -> {
      var job = packages.read(caller, id);
      return Response.ok(json(job.value(), request)).withLedger(job.receipt());
    };
  }

  private Handler.Call content(Request request) {
    var caller = request.caller();
    var id = id(request);
    return () -> {
      var content = packages.content(caller, id);
      return switch (content.value()) {
        case Packages.Content.Whole(var zip) -> zip(zip, id).withLedger(content.receipt());
        case Packages.Content.Elsewhere(var link) ->
            new Response(SEE_OTHER, Map.of(), Optional.empty())
                .withHeader("Location", link.toString())
                .withLedger(content.receipt());
      };
    };
  }

  private static Response zip(Bytes zip, String id) {
    return Response.bytes(zip)
        .withHeader("Content-Type", "application/zip")
        .withHeader("Content-Disposition", "attachment; filename=\"" + id + ".zip\"");
  }

  private Handler.Call person(Request request) {
    var caller = request.caller();
    var id = id(request);
    var subject = request.path("subject", SubjectId::parse);
    return () -> {
      var zip = packages.person(caller, id, subject);
      return zip(zip.value(), id + "-" + subject).withLedger(zip.receipt());
    };
  }
}
