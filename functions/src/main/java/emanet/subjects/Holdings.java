package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that is held of a person, under whichever activities: for duties of the controller that no
/// activity names, as the answer to an application under Art. 11.
public final class Holdings {
  private static final int PAGE = 200;

  private final Store store;
  private final Vault vault;

  public Holdings(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.vault = new Vault(keyring, envelope);
  }

  /// A record.
  ///
  /// @param activities those engaged for it
  public record Holding(
      CategoryCode category,
      RecordId record,
      long version,
      Set<String> activities,
      ObjectNode fields,
      Optional<String> eventDate,
      Optional<String> asOf) {
    public Holding {
      activities = Set.copyOf(activities);
    }

    @Override
    public String toString() {
      return "Holding[" + category + "]";
    }
  }

  /// A person with their records.
  ///
  /// @param relationshipEnd when the relationship ended, if it has
  public record Held(
      PersonKeys keys,
      Set<String> groups,
      String created,
      Optional<String> relationshipEnd,
      List<Holding> records) {
    public Held {
      groups = Set.copyOf(groups);
      records = List.copyOf(records);
    }

    /// Whether there is a national id, by which the person would be known if they came again.
    public boolean hasNationalId() {
      return records.stream()
          .anyMatch(record -> Suppressions.knows(record.category(), record.fields()));
    }
  }

  /// Whether whoever erases a category, or all, takes away the national id with it.
  public static boolean isOfNationalId(Optional<CategoryCode> category) {
    return category.isEmpty() || category.get().equals(Suppressions.CATEGORY);
  }

  /// Checks that there is such a person, and says nothing of them.
  ///
  /// @throws emanet.fault.FaultException `Absent` or `Erased`
  public void requireLiving(TenantId tenant, SubjectId subject) {
    var _ = person(tenant, subject).livingKeys();
  }

  /// Checks that no hold forbids erasing the person, or the category.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` if one does
  public void requireUnheld(TenantId tenant, SubjectId subject, Optional<CategoryCode> category) {
    boolean held = person(tenant, subject).keys().filter(keys -> keys.holds(category)).isPresent();
    if (held) {
      throw Fault.Conflicting.of(Conflict.HELD).exception();
    }
  }

  /// Opens all that is held. The caller has entered it in the ledger, durably, before.
  ///
  /// @throws emanet.fault.FaultException `Absent` or `Erased`
  public Held of(TenantId tenant, SubjectId subject) {
    var person = person(tenant, subject);
    var keys = person.livingKeys();
    var stored = person.living();
    var records = new ArrayList<Holding>();
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS)
            .limit(PAGE);
    store
        .queryAll(range)
        .forEach(item -> opened(tenant, subject, keys, item).ifPresent(records::add));
    return new Held(
        keys,
        stored.groups(),
        stored.created(),
        vault.openPerson(keys, stored).eventDate(),
        records);
  }

  private Person person(TenantId tenant, SubjectId subject) {
    return Person.of(store.readAll(Person.keysFor(tenant, subject)), tenant, subject);
  }

  private Optional<Holding> opened(TenantId tenant, SubjectId subject, PersonKeys keys, Item item) {
    var parts = item.key().sort().split("#", -1);
    var place =
        new RecordPlace(tenant, subject, new CategoryCode(parts[1]), new RecordId(parts[2]));
    var record = StoredRecord.of(item);
    return vault
        .open(place, keys, record)
        .map(content ->
            new Holding(
                place.category(),
                place.record(),
                record.version(),
                record.activities(),
                content.fields(),
                content.eventDate(),
                content.asOf()));
  }
}
