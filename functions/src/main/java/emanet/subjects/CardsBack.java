package emanet.subjects;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.BlindIndex;
import emanet.keys.PersonKeys;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Written;
import emanet.subjects.Returning.Fate;
import emanet.subjects.Returning.Judged;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts people's cards back: their groups, and the end of their relationship. A reference never
/// changes; where the card itself is lost, the reference comes back with it, unless it has become
/// somebody else's.
final class CardsBack {
  private static final RecordId CARD = new RecordId("card");

  private final Store store;
  private final BlindIndex index;
  private final Vault vault;
  private final Starts starts;

  CardsBack(Store store, BlindIndex index, Vault vault, Starts starts) {
    this.store = store;
    this.index = index;
    this.vault = vault;
    this.starts = starts;
  }

  /// @param read the row's key, and its person
  /// @param passed milliseconds since the backup
  Judged judge(TenantId tenant, Item row, Map<Key, Item> read, long passed) {
    var subject = RecordPlace.subject(row.key());
    var place = new RecordPlace(tenant, subject, Vault.PERSON, CARD);
    var person = Person.of(read, tenant, subject);
    if (person.isErased()) {
      return Judged.of(place, Fate.GONE);
    }
    if (person.keys().isEmpty()) {
      return Judged.of(place, Fate.KEYLESS);
    }
    var keys = person.keys().get();
    var then = StoredSubject.of(row);
    try {
      return judged(place, keys, then, vault.openPerson(keys, then), person.stored(), passed);
    } catch (FaultException e) {
      return switch (e.fault()) {
        case Fault.Tampered _ -> Judged.of(place, Fate.TAMPERED);
        case Fault.Erased _ -> Judged.of(place, Fate.CLOSED);
        default -> throw e;
      };
    }
  }

  private Judged judged(
      RecordPlace place,
      PersonKeys keys,
      StoredSubject then,
      Content content,
      Optional<StoredSubject> now,
      long passed) {
    if (now.isEmpty()) {
      var pointer = pointer(place.tenant(), content);
      boolean taken = pointer.filter(key -> isOfAnother(key, place.subject())).isPresent();
      return taken
          ? Judged.of(place, Fate.TAKEN)
          : Judged.back(
              place, () -> put(keys, then, now, content, then.version() + 1 + passed, pointer));
    }
    // one that does not open is as good as lost, but for its version
    var before =
        Vault.untampered(
            () -> Optional.of(vault.openPerson(keys, now.get())), Optional::<Content>empty);
    if (before.map(Content::eventDate).equals(Optional.of(content.eventDate()))
        && now.get().groups().equals(then.groups())) {
      return Judged.of(place, Fate.SAME);
    }
    var after =
        new Content(
            before.orElse(content).fields(), content.eventDate(), before.orElse(content).asOf());
    return Judged.back(
        place, () -> put(keys, then, now, after, now.get().version() + 1, Optional.empty()));
  }

  private Optional<Key> pointer(TenantId tenant, Content content) {
    var reference = content.fields().path(People.REFERENCE);
    return reference.isTextual()
        ? Optional.of(People.pointer(index, tenant, reference.textValue()))
        : Optional.empty();
  }

  private boolean isOfAnother(Key pointer, SubjectId subject) {
    return store
        .read(pointer)
        .filter(item -> !item.text(Pointers.SUBJECT).equals(subject.value()))
        .isPresent();
  }

  /// In the order of a person's creation; and around the put, what a change of the relationship's
  /// end needs.
  private boolean put(
      PersonKeys keys,
      StoredSubject then,
      Optional<StoredSubject> now,
      Content content,
      long version,
      Optional<Key> pointer) {
    var tenant = keys.tenant();
    var subject = keys.subject();
    var end = content.eventDate().map(LocalDate::parse);
    var first = new ArrayList<Item>();
    first.add(Roster.item(tenant, subject));
    pointer.ifPresent(key -> first.add(People.filled(tenant, subject, key)));
    store.writeAll(first, List.of());
    pointer.ifPresent(key ->
        store.writeAll(List.of(Item.at(key).with(Pointers.SUBJECT, subject.value())), List.of()));
    starts.moving(tenant, subject, end);
    var next =
        new StoredSubject(
            version,
            then.groups(),
            vault.sealPerson(keys, version, content).ciphertext(),
            then.created(),
            end.isPresent(),
            now.flatMap(StoredSubject::mark));
    var key = StoredSubject.key(tenant, subject);
    var unchanged = now.map(StoredSubject::unchanged).orElseGet(Condition::noItem);
    var written = store.put(next.at(key), unchanged);
    if (written instanceof Written.Conflict(var current)
        && !current.map(StoredSubject::of).equals(Optional.of(next))) {
      return false;
    }
    starts.moved(tenant, subject, end);
    return true;
  }
}
