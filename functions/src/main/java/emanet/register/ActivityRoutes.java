package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.ActivityCode;

/// `/v1/activities`.
final class ActivityRoutes extends BaseRoutes {
  private static final String ALL = "/v1/activities";
  private static final String ONE = "/v1/activities/{code}";
  private static final String VERSIONS = "/v1/activities/{code}/versions";

  private final Activities activities;

  ActivityRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.activities = register.activities();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.READERS, list(activities::list, ActivityRoutes::json))
        .on(Method.GET, ONE, Access.READERS, get())
        .on(Method.GET, VERSIONS, Access.READERS, versions())
        .on(Method.PUT, ONE, Access.EDITORS, put());
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var code = request.path("code", ActivityCode::parse);
      return () -> {
        var read = activities.read(caller, code);
        return shown(json(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler versions() {
    return request -> {
      var code = request.path("code", ActivityCode::parse);
      return list(
              (caller, limit, after) -> activities.versions(caller, code, limit, after),
              ActivityRoutes::json)
          .read(request);
    };
  }

  private Handler put() {
    return request -> {
      var caller = request.caller();
      var code = request.path("code", ActivityCode::parse);
      var draft = ActivityDocument.read(code.value(), document(request));
      var _ = request.ifMatch();
      var _ = request.createOnly();
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var put = activities.put(caller, code, draft, revision(request, claim), claim.id(0));
            return switch (put.value()) {
              case Activities.Put.Done(var saved) ->
                  saved(ALL + "/" + code, json(saved.filed()), saved, put.receipt());
              case Activities.Put.Proposed(var approval) ->
                  Response.accepted(JsonNodeFactory.instance.objectNode().put("approval", approval))
                      .withHeader("Location", "/v1/approvals/" + approval)
                      .withLedger(put.receipt());
            };
          });
    };
  }

  private static ObjectNode json(Filed<Activity> filed) {
    var json = json("code", filed, ActivityDocument::write);
    json.put("at", filed.at().toString()).put("by", filed.by());
    filed.approval().ifPresent(approval -> json.put("approval", approval));
    return json;
  }
}
