package emanet.wiring;

import emanet.register.Tenants;
import emanet.store.Item;
import emanet.store.Key;
import emanet.subjects.ErasureLimits;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// Erasures are limited by the tenant's settings.
record TenantErasureLimits(Tenants tenants) implements ErasureLimits {
  @Override
  public Set<Key> keys(TenantId tenant) {
    return Set.of(tenants.key(tenant));
  }

  @Override
  public long erasuresADay(TenantId tenant, Map<Key, Item> read) {
    return tenants.settings(tenant, read).erasures();
  }

  @Override
  public int k(TenantId tenant, Map<Key, Item> read) {
    return tenants.settings(tenant, read).k();
  }

  @Override
  public int l(TenantId tenant, Map<Key, Item> read) {
    return tenants.settings(tenant, read).l();
  }
}
