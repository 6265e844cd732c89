package emanet.register;

import emanet.store.Item;
import emanet.store.Key;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Optional;

/// What the policy knows of the register: the documents in what its caller read.
record PolicyItems(Shelves shelves) {
  Key activityKey(TenantId tenant, ActivityCode code) {
    return shelves.activities().key(tenant, code.value());
  }

  Key grantKey(Caller caller) {
    return shelves.grants().key(caller.tenant(), caller.actor().value());
  }

  Key categoryKey(TenantId tenant, CategoryCode code) {
    return shelves.categories().key(tenant, code.value());
  }

  Optional<Filed<Activity>> activity(TenantId tenant, Map<Key, Item> read, ActivityCode code) {
    return parse(shelves.activities(), tenant, read, code.value());
  }

  /// A built-in category needs no item.
  Optional<Category> category(TenantId tenant, Map<Key, Item> read, CategoryCode code) {
    return parse(shelves.categories(), tenant, read, code.value())
        .map(Categories::numbered)
        .or(() -> BuiltInCategories.find(code.value()));
  }

  Optional<Grant> grant(Caller caller, Map<Key, Item> read) {
    return parse(shelves.grants(), caller.tenant(), read, caller.actor().value()).map(Filed::value);
  }

  private static <T> Optional<Filed<T>> parse(
      Shelf<T> shelf, TenantId tenant, Map<Key, Item> read, String code) {
    return shelf.parse(tenant, code, Optional.ofNullable(read.get(shelf.key(tenant, code))));
  }
}
