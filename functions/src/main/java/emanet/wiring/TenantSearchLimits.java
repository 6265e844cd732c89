package emanet.wiring;

import emanet.register.Tenants;
import emanet.store.Item;
import emanet.store.Key;
import emanet.subjects.SearchLimits;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// Searches are limited by the tenant's settings.
record TenantSearchLimits(Tenants tenants) implements SearchLimits {
  @Override
  public Set<Key> keys(TenantId tenant) {
    return Set.of(tenants.key(tenant));
  }

  @Override
  public long searchesAnHour(Caller caller, Map<Key, Item> read) {
    var settings = tenants.settings(caller.tenant(), read);
    return caller.is(Role.SERVICE) ? settings.serviceSearches() : settings.searches();
  }
}
