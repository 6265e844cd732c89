package emanet.wiring;

import emanet.alerts.Channel;
import emanet.alerts.SendLimits;
import emanet.register.Tenant;
import emanet.register.Tenants;
import emanet.values.TenantId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// The account's rates are the deployment's, what may be spent is the tenant's.
final class DeploymentSendLimits implements SendLimits {
  /// For so long a tenant's settings are not read again.
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Environment environment;
  private final Tenants tenants;
  private final ConcurrentHashMap<TenantId, Known> known = new ConcurrentHashMap<>();

  private record Known(Tenant.Settings settings, long readAt) {
    boolean isFresh() {
      return System.nanoTime() - readAt < KEPT.toNanos();
    }
  }

  DeploymentSendLimits(Environment environment, Tenants tenants) {
    this.environment = environment;
    this.tenants = tenants;
  }

  @Override
  public long aSecond(Channel channel) {
    return switch (channel) {
      case SMS -> environment.number("EMANET_SMS_PER_SECOND", 20);
      case EMAIL -> environment.number("EMANET_EMAILS_PER_SECOND", 14);
      case WEBHOOK, TOPIC -> Long.MAX_VALUE;
    };
  }

  @Override
  public long aDay(TenantId tenant, Channel channel) {
    return switch (channel) {
      case SMS -> settings(tenant).smsParts();
      case EMAIL -> settings(tenant).emails();
      case WEBHOOK, TOPIC -> Long.MAX_VALUE;
    };
  }

  private Tenant.Settings settings(TenantId tenant) {
    var last = known.get(tenant);
    if (last == null || !last.isFresh()) {
      last = new Known(tenants.settings(tenant), System.nanoTime());
      known.put(tenant, last);
    }
    return last.settings();
  }
}
