package emanet.subjects;

import emanet.register.KnownPeople;
import emanet.register.SubjectGroup;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells other rooms who there is.
public final class PersonStanding implements KnownPeople {
  private final Roster roster;

  public PersonStanding(Store store) {
    this.roster = new Roster(store);
  }

  @Override
  public List<SubjectId> page(TenantId tenant, int limit, Optional<SubjectId> after) {
    return roster.page(tenant, limit, after);
  }

  @Override
  public Set<Key> keysFor(TenantId tenant, SubjectId subject) {
    return Person.keysFor(tenant, subject);
  }

  @Override
  public Known known(Map<Key, Item> read, TenantId tenant, SubjectId subject) {
    var person = Person.of(read, tenant, subject);
    if (person.isErased()) {
      return new Known(Standing.ERASED, Set.of());
    }
    if (person.keys().isEmpty() || person.stored().isEmpty()) {
      return new Known(Standing.ABSENT, Set.of());
    }
    var groups = person.groups().orElse(Set.of());
    return new Known(
        Standing.LIVING,
        groups.stream()
            .flatMap(group -> SubjectGroup.parse(group).stream())
            .collect(Collectors.toSet()));
  }
}
