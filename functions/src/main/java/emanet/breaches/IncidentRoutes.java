package emanet.breaches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.http.Claim;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.jobs.JobRoutes;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/v1/incidents`: one incident, a breach in the register of every tenant that it concerns.
final class IncidentRoutes extends SharedRoutes {
  private static final String INCIDENTS = "/v1/incidents";
  private static final String INCIDENT = INCIDENTS + "/{id}";
  private static final int MOST_TENANTS = 200;

  IncidentRoutes(Needs needs) {
    super(needs);
  }

  void addTo(Routes routes) {
    routes
        .on(Method.POST, INCIDENTS, Incidents.KEEPERS, this::open)
        .on(Method.GET, INCIDENTS, Incidents.KEEPERS, this::list)
        .on(Method.GET, INCIDENT, Incidents.KEEPERS, this::read);
  }

  private Handler.Call open(Request request) {
    var caller = request.caller();
    var body = request.json();
    var tenants = body.texts("tenants");
    var report = BreachRoutes.report(body, Optional.of(Origin.FROM_PROCESSOR));
    var words = words(body);
    body.done();
    return once(
        request,
        Incidents.KEEPERS,
        claim -> {
          var reader = new BreachReader();
          var typed = reader.words(words);
          var affected = affected(reader, tenants, claim);
          reader.requireRight();
          var id = claim.id(0);
          var opened = room.incidents().open(caller, id, report.get(), typed, affected);
          var json = json(opened.value(), request);
          var location = INCIDENTS + "/" + id;
          var response =
              opened.value().job().isRunning()
                  ? Response.accepted(json).withHeader("Location", location)
                  : Response.created(location, json);
          return response.withLedger(opened.receipt());
        });
  }

  /// With the ids that each tenant's breach and notice get.
  private static List<IncidentFile.Affected> affected(
      BreachReader reader, List<String> tenants, Claim claim) {
    var affected = new ArrayList<IncidentFile.Affected>();
    if (tenants.isEmpty() || tenants.size() > MOST_TENANTS) {
      reader.wrong("/tenants", FieldCode.RANGE);
      return affected;
    }
    for (int i = 0; i < tenants.size(); i++) {
      var tenant = TenantId.parse(tenants.get(i));
      if (tenant.isEmpty()) {
        reader.wrong("/tenants/" + i, FieldCode.UNKNOWN);
        continue;
      }
      int at = i;
      tenant.ifPresent(one ->
          affected.add(new IncidentFile.Affected(one, claim.id(1 + 2 * at), claim.id(2 + 2 * at))));
    }
    return affected;
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> {
      var read = room.incidents().read(caller, id(request));
      return Response.ok(json(read.value(), request)).withLedger(read.receipt());
    };
  }

  private Handler.Call list(Request request) {
    return list(request, room.incidents()::list, job -> JobRoutes.document(job, request));
  }

  private static ObjectNode json(Incidents.Shown shown, Request request) {
    var json = JobRoutes.document(shown.job(), request);
    var breaches = json.putArray("breaches");
    for (var one : shown.affected()) {
      var entry =
          breaches.addObject().put("tenant", one.tenant().value()).put("breach", one.breach());
      one.standing()
          .map(Standing::progress)
          .ifPresent(progress -> {
            progress.toldAt().ifPresent(at -> entry.put("toldAt", at.toString()));
            progress.receivedAt().ifPresent(at -> entry.put("receivedAt", at.toString()));
          });
    }
    return json;
  }
}
