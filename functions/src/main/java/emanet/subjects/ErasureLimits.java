package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// How many erasures an actor may ask for in a day without a second person; what makes records
/// anonymous. A port: the register knows.
public interface ErasureLimits {
  /// What has to be read strongly.
  Set<Key> keys(TenantId tenant);

  long erasuresADay(TenantId tenant, Map<Key, Item> read);

  /// How many people there must be in every group of anonymous records.
  int k(TenantId tenant, Map<Key, Item> read);

  /// How many values such a group must have of what is sensitive.
  int l(TenantId tenant, Map<Key, Item> read);
}
