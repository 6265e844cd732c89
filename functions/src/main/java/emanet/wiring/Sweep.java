package emanet.wiring;

import emanet.http.ExpiredClaims;
import emanet.register.Tenants;
import java.time.Duration;

/// Clears away what has expired: tables that are strongly consistent in several Regions have no
/// expiry of their own.
public final class Sweep {
  /// Below the function's time-out; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofSeconds(50);

  private final Tenants tenants;
  private final ExpiredClaims claims;

  Sweep(Tenants tenants, ExpiredClaims claims) {
    this.tenants = tenants;
    this.claims = claims;
  }

  /// Runs once.
  ///
  /// @return how many expired idempotency claims are gone
  public int run() {
    return claims.sweep(tenants.all(), BUDGET);
  }
}
