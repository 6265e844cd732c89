package emanet.wiring;

import emanet.register.Tenant;
import emanet.register.Tenants;
import emanet.retention.Retention;
import emanet.values.TenantId;
import java.time.Period;

/// Between disposals a tenant may take as long as it says, six months at most.
record TenantDisposalInterval(Tenants tenants) implements Retention.Interval {
  private static final Period LONGEST = Period.ofMonths(6);

  @Override
  public Period of(TenantId tenant) {
    return tenants.find(tenant).map(Tenant::disposalInterval).orElse(LONGEST);
  }
}
