package emanet.subjects;

import emanet.register.Tenant;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// Limits of nobody's settings: none may be erased by a call, and what is made anonymous is by the
/// defaults.
record FixedErasureLimits() implements ErasureLimits {
  @Override
  public Set<Key> keys(TenantId tenant) {
    return Set.of();
  }

  @Override
  public long erasuresADay(TenantId tenant, Map<Key, Item> read) {
    return 0;
  }

  @Override
  public int k(TenantId tenant, Map<Key, Item> read) {
    return Tenant.Settings.DEFAULT.k();
  }

  @Override
  public int l(TenantId tenant, Map<Key, Item> read) {
    return Tenant.Settings.DEFAULT.l();
  }
}
