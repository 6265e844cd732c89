package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Routes;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/v1/approvals`.
final class ApprovalRoutes extends BaseRoutes {
  private static final String ALL = "/v1/approvals";
  private static final String ONE = "/v1/approvals/{id}";
  private static final Pattern ID = Pattern.compile("[0-9a-z]{20,40}");

  private final Approvals approvals;

  ApprovalRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.approvals = register.approvals();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.APPROVAL_READERS, list())
        .on(Method.GET, ONE, Access.APPROVAL_READERS, get())
        .on(Method.POST, ONE, Access.HUMANS, decide());
  }

  private Handler list() {
    return request -> {
      var state = request.query("state", ApprovalDocument::state);
      return list(
              (caller, limit, after) -> approvals.list(caller, state, limit, after), this::summary)
          .read(request);
    };
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var id = request.path("id", ApprovalRoutes::id);
      return () -> {
        var read = approvals.read(caller, id);
        return shown(whole(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler decide() {
    return request -> {
      var caller = request.caller();
      var id = request.path("id", ApprovalRoutes::id);
      var draft = decision(document(request));
      return once(
          request,
          caller,
          Access.HUMANS,
          claim -> {
            var decided = approvals.decide(caller, id, draft, mark(claim));
            return shown(whole(decided.value()), decided.value().version(), decided.receipt());
          });
    };
  }

  private static Draft<Decision> decision(ObjectNode body) {
    var reader = DocumentReader.of(body);
    var decision =
        reader.choice("decision", code -> Codes.parse(Decision.values(), code), Decision.REJECT);
    return reader.draft(decision);
  }

  private static Optional<String> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private ObjectNode summary(Filed<Approval> filed) {
    return json("id", filed, a -> ApprovalDocument.summary(a, approvals.state(a)));
  }

  private ObjectNode whole(Filed<Approval> filed) {
    var json = summary(filed);
    json.set("proposal", filed.value().proposal());
    return json;
  }
}
