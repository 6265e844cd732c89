package emanet.register;

import emanet.http.Cursors;
import emanet.http.Idempotency;
import emanet.http.Routes;

/// The register's routes.
public final class RegisterRoutes {
  private RegisterRoutes() {}

  /// Adds all of them to the table, but for proposals.
  public static void addTo(
      Routes routes, Register register, Idempotency idempotency, Cursors cursors) {
    new TenantRoutes(register, idempotency, cursors).addTo(routes);
    new CategoryRoutes(register, idempotency, cursors).addTo(routes);
    new ActivityRoutes(register, idempotency, cursors).addTo(routes);
    new RecipientRoutes(register, idempotency, cursors).addTo(routes);
    new GrantRoutes(register, idempotency, cursors).addTo(routes);
    new InventoryRoutes(register, idempotency, cursors).addTo(routes);
    new DeclarationRoutes(register, idempotency, cursors).addTo(routes);
  }

  /// Adds those of proposals: what they carry out is other rooms' too.
  public static void addApprovals(
      Routes routes, Register register, Idempotency idempotency, Cursors cursors) {
    new ApprovalRoutes(register, idempotency, cursors).addTo(routes);
  }
}
