package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Routes;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.Optional;

/// `/v1/tenants`.
final class TenantRoutes extends BaseRoutes {
  private static final String TENANT = "/v1/tenants/{tenant}";

  private final Tenants tenants;

  TenantRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.tenants = register.tenants();
  }

  void addTo(Routes routes) {
    routes.on(Method.GET, TENANT, Access.ADMIN, get()).on(Method.PUT, TENANT, Access.ADMIN, put());
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var tenant = request.path("tenant", TenantRoutes::parse);
      return () -> {
        var read = tenants.read(caller, tenant);
        return shown(json(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler put() {
    return request -> {
      var caller = request.caller();
      var tenant = request.path("tenant", TenantRoutes::parse);
      var draft = TenantDocument.read(tenant.value(), document(request));
      var _ = request.ifMatch();
      var _ = request.createOnly();
      return once(
          request,
          caller,
          Access.ADMIN,
          claim -> {
            var put = tenants.put(caller, tenant, draft, revision(request, claim));
            var location = "/v1/tenants/" + tenant;
            return saved(location, json(put.value().filed()), put.value(), put.receipt());
          });
    };
  }

  /// The deployment's own tenant is not one of the register's.
  private static Optional<TenantId> parse(String text) {
    return TenantId.parse(text).filter(tenant -> !tenant.equals(Caller.PLATFORM));
  }

  private static ObjectNode json(Filed<Tenant> filed) {
    return json("id", filed, TenantDocument::write);
  }
}
