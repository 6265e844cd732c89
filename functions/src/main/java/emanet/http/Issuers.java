package emanet.http;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which issuers tenants have registered. The register fills it.
public interface Issuers {
  /// Exactly what the tenant's document lists; an empty list where it lists none, and then the
  /// deployment's issuer is trusted (which is decided here, not there). Empty if there is no such
  /// tenant. Not asked for `platform`.
  Optional<Registered> registered(TenantId tenant);

  /// What is known of a tenant.
  ///
  /// @param frozen from when on its callers may only read
  record Registered(List<Issuer> issuers, Optional<Instant> frozen) {
    public Registered {
      issuers = List.copyOf(issuers);
    }
  }
}
