package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Routes;

/// `/v1/recipients`.
final class RecipientRoutes extends BaseRoutes {
  private static final String ALL = "/v1/recipients";
  private static final String ONE = "/v1/recipients/{id}";

  private final Recipients recipients;

  RecipientRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.recipients = register.recipients();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.READERS, list(recipients::list, RecipientRoutes::json))
        .on(Method.GET, ONE, Access.READERS, get())
        .on(Method.PUT, ONE, Access.EDITORS, put());
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var id = request.path("id", RecipientDocument::id);
      return () -> {
        var read = recipients.read(caller, id);
        return shown(json(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler put() {
    return request -> {
      var caller = request.caller();
      var id = request.path("id", RecipientDocument::id);
      var draft = RecipientDocument.read(id, document(request));
      var _ = request.ifMatch();
      var _ = request.createOnly();
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var put = recipients.put(caller, id, draft, revision(request, claim));
            return saved(ALL + "/" + id, json(put.value().filed()), put.value(), put.receipt());
          });
    };
  }

  private static ObjectNode json(Filed<Recipient> filed) {
    return json("id", filed, RecipientDocument::write);
  }
}
