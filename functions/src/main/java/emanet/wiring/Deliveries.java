package emanet.wiring;

import emanet.alerts.Delivery;
import emanet.register.Tenants;
import java.time.Duration;

/// Delivers what is queued, for all tenants.
public final class Deliveries {
  /// Below the function's time-out by the longest try; what is left is for the next run.
  private static final Duration BUDGET = Duration.ofSeconds(40);

  private final Tenants tenants;
  private final Delivery delivery;

  Deliveries(Tenants tenants, Delivery delivery) {
    this.tenants = tenants;
    this.delivery = delivery;
  }

  /// Runs once.
  public Delivery.Run run() {
    return delivery.run(tenants.all(), BUDGET);
  }
}
