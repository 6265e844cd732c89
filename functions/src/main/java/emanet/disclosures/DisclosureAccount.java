package emanet.disclosures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Disclosures, in rows to be handed on: without the paper that they rest on, which is sealed.
public final class DisclosureAccount {
  private final Store store;

  public DisclosureAccount(Store store) {
    this.store = store;
  }

  /// Those of the ids that were made.
  public Map<String, ObjectNode> made(TenantId tenant, Collection<String> ids) {
    var keys = new HashMap<Key, String>();
    ids.forEach(id -> keys.put(DisclosureItems.head(tenant, id), id));
    var rows = new HashMap<String, ObjectNode>();
    store
        .readAll(keys.keySet())
        .forEach((key, item) ->
            rows.put(keys.getOrDefault(key, ""), DisclosureJson.of(DisclosureItems.parse(item))));
    return rows;
  }
}
