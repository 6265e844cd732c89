package emanet.http;

import emanet.values.TenantId;
import java.util.List;
import java.util.Optional;

/// Which issuers tenants have registered. The register fills it.
public interface Issuers {
  /// Exactly what the tenant's document lists; an empty list where it lists none, and then the
  /// deployment's issuer is trusted (which is decided here, not there). Empty if there is no such
  /// tenant. Not asked for `platform`.
  Optional<List<Issuer>> registered(TenantId tenant);
}
