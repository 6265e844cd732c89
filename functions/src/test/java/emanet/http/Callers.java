package emanet.http;

import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Callers and a clock for tests.
final class Callers {
  static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  static final TenantId ACME = new TenantId("acme");
  static final TenantId GLOBEX = new TenantId("globex");

  private Callers() {}

  static Caller of(TenantId tenant, Role... roles) {
    return new Caller(
        tenant,
        new ActorId("svc-1"),
        Set.of(roles),
        Optional.empty(),
        false,
        NOW.plusSeconds(600),
        "request-1");
  }

  static Caller service() {
    return of(ACME, Role.SERVICE);
  }
}
