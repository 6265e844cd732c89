package emanet.subjects;

import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A person as a strong read found them: the item of their keys and their own item.
///
/// A person whose creation stopped half-way has only one of the two, and counts as absent until it
/// is gone through with.
record Person(Optional<PersonKeys> keys, Optional<StoredSubject> stored) {
  static Set<Key> keysFor(TenantId tenant, SubjectId subject) {
    return Set.of(Keyring.item(tenant, subject), StoredSubject.key(tenant, subject));
  }

  static Person of(Map<Key, Item> read, TenantId tenant, SubjectId subject) {
    return new Person(
        Optional.ofNullable(read.get(Keyring.item(tenant, subject)))
            .map(item -> Keyring.parse(tenant, subject, item)),
        Optional.ofNullable(read.get(StoredSubject.key(tenant, subject))).map(StoredSubject::of));
  }

  boolean isErased() {
    return keys.filter(PersonKeys::erased).isPresent();
  }

  /// The person's groups, where there is a person to be in any.
  Optional<Set<String>> groups() {
    return stored.filter(_ -> !isErased()).map(StoredSubject::groups);
  }

  /// The end of the relationship, if it has one; opens the card only if it does.
  Optional<LocalDate> end(Vault vault) {
    return keys.flatMap(k -> vault.end(k, stored));
  }

  /// @throws emanet.fault.FaultException `Erased` or `Absent`
  PersonKeys livingKeys() {
    if (isErased()) {
      throw new Fault.Erased().exception();
    }
    return keys.filter(_ -> stored.isPresent()).orElseThrow(() -> new Fault.Absent().exception());
  }

  StoredSubject living() {
    var _ = livingKeys();
    return stored.orElseThrow(() -> new Fault.Absent().exception());
  }
}
