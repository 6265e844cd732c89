package emanet.subjects;

import emanet.values.CategoryCode;
import emanet.values.Recent;
import emanet.values.TenantId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which categories a tenant's people of certain groups turned out to have records of, as far as
/// this process has seen.
///
/// A person taken up gets the keys of these categories at once, in the item that is put anyway;
/// otherwise the first record of each would cost an update of that item. A hint only: whoever has
/// no key of a category gets it with the first record.
final class Customs {
  private static final int MOST = 1_000;

  private final Map<Whose, Set<CategoryCode>> seen = Recent.atMost(MOST);

  private record Whose(TenantId tenant, Set<String> groups) {}

  synchronized void note(TenantId tenant, Set<String> groups, Set<CategoryCode> categories) {
    seen.computeIfAbsent(new Whose(tenant, Set.copyOf(groups)), _ -> new HashSet<>())
        .addAll(categories);
  }

  synchronized Set<CategoryCode> of(TenantId tenant, Set<String> groups) {
    return Set.copyOf(seen.getOrDefault(new Whose(tenant, Set.copyOf(groups)), Set.of()));
  }
}
