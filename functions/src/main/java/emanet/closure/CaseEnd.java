package emanet.closure;

import emanet.keys.Keyring;
import emanet.values.TenantId;
import java.util.Optional;

/// Takes away the keys of a tenant's cases, list by list. What no list names was wrapped by the
/// tenant's own keys, as all are, and went with them.
record CaseEnd(Keyring keyring, CaseLists cases) {
  /// Takes away a page.
  ///
  /// @param cursor `<list>/<after>`; empty at the beginning
  Optional<String> page(TenantId tenant, String cursor) {
    var parts = cursor.split("/", 2);
    int list = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
    if (list == cases.lists().size()) {
      return Optional.empty();
    }
    var after = Optional.of(parts.length < 2 ? "" : parts[1]).filter(id -> !id.isEmpty());
    var page = cases.lists().get(list).page(tenant, after);
    page.items().forEach(id -> keyring.endCase(tenant, id));
    return Optional.of(page.after().map(next -> list + "/" + next).orElse((list + 1) + "/"));
  }
}
