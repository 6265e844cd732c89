package emanet.wiring;

import emanet.cookies.ExpiredChoices;
import emanet.http.ExpiredClaims;
import emanet.http.FailureLog;
import emanet.register.Tenants;
import emanet.subjects.ErasureWatch;
import java.time.Duration;

/// Clears away what has expired, and tells of erasures that are not final by their time: tables
/// that are strongly consistent in several Regions have no expiry of their own.
public final class Sweep {
  /// For each kind; both are below the function's time-out; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofSeconds(25);

  private final Tenants tenants;
  private final ExpiredClaims claims;
  private final ExpiredChoices choices;
  private final ErasureWatch watch;

  Sweep(Tenants tenants, ExpiredClaims claims, ExpiredChoices choices, ErasureWatch watch) {
    this.tenants = tenants;
    this.claims = claims;
    this.choices = choices;
    this.watch = watch;
  }

  /// Runs once.
  ///
  /// @return how many expired idempotency claims and choices of cookies are gone
  public int run() {
    var all = tenants.all();
    for (var tenant : all) {
      watch
          .late(tenant)
          .forEach(id -> FailureLog.standard().late("erasure not final", tenant + "/" + id));
    }
    return claims.sweep(all, BUDGET) + choices.sweep(all, BUDGET);
  }
}
