package emanet.register;

import emanet.fault.Fault;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who there is, for rooms that keep something about people and not their records. A port: whoever
/// keeps people fills it.
public interface KnownPeople {
  /// What the caller has to read strongly beside its own items.
  Set<Key> keysFor(TenantId tenant, SubjectId subject);

  /// How the person stands, by what was read.
  Known known(Map<Key, Item> read, TenantId tenant, SubjectId subject);

  /// A page of the tenant's people, in the order of their ids, those included who are none any
  /// more: fewer than `limit` only at the end.
  List<SubjectId> page(TenantId tenant, int limit, Optional<SubjectId> after);

  /// How a person stands.
  enum Standing {
    LIVING,
    /// Erased: final.
    ERASED,
    /// Nobody, or one whose creation stopped half-way, or another tenant's.
    ABSENT
  }

  /// A person.
  ///
  /// @param groups none but of the living
  record Known(Standing standing, Set<SubjectGroup> groups) {
    public Known {
      groups = Set.copyOf(groups);
    }

    /// The person is there, and not erased.
    ///
    /// @throws emanet.fault.FaultException `Erased` or `Absent`
    public void requireLiving() {
      requireKnown();
      if (standing == Standing.ERASED) {
        throw new Fault.Erased().exception();
      }
    }

    /// The person is there, or was.
    ///
    /// @throws emanet.fault.FaultException `Absent`
    public void requireKnown() {
      if (standing == Standing.ABSENT) {
        throw new Fault.Absent().exception();
      }
    }
  }
}
