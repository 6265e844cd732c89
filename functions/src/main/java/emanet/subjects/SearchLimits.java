package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// How often an actor may search. A port: the tenant's settings fill it.
public interface SearchLimits {
  /// What has to be read strongly.
  Set<Key> keys(TenantId tenant);

  /// By what was read of those keys.
  long searchesAnHour(Caller caller, Map<Key, Item> read);
}
