package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Page;
import emanet.register.View;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A tenant's people with all that is held of them, in clear, in rows to be given back to the
/// tenant: whoever asks seals them before they lie anywhere. Each person whose records a page shows
/// is entered in the ledger before, durably, in one entry.
///
/// Who is erased, or was never wholly taken up, is not among them. A record that was tampered with
/// is there by its id, without values.
public final class PeopleAccount {
  private static final int PAGE = 20;
  private static final int RECORDS = 200;

  private final Store store;
  private final Vault vault;
  private final Roster roster;
  private final Keyring keyring;
  private final Ledger ledger;

  public PeopleAccount(Store store, Keyring keyring, Envelope envelope, Ledger ledger) {
    this.store = store;
    this.vault = new Vault(keyring, envelope);
    this.roster = new Roster(store);
    this.keyring = keyring;
    this.ledger = ledger;
  }

  /// People with their own reference at the tenant.
  public Page<ObjectNode> people(TenantId tenant, Optional<String> after) {
    var ids = page(tenant, after);
    var rows = new ArrayList<ObjectNode>();
    for (var subject : ids) {
      var person = Person.of(store.readAll(Person.keysFor(tenant, subject)), tenant, subject);
      if (!person.isErased() && person.keys().isPresent() && person.stored().isPresent()) {
        rows.add(row(subject, person));
      }
    }
    return new Page<>(rows, after(ids));
  }

  private ObjectNode row(SubjectId subject, Person person) {
    var stored = person.living();
    var content = vault.openPerson(person.livingKeys(), stored);
    var row = JsonNodeFactory.instance.objectNode().put("subject", subject.value());
    new TreeSet<>(stored.groups()).forEach(row.putArray("groups")::add);
    row.put("created", stored.created());
    Optional.ofNullable(content.fields().get(People.REFERENCE))
        .ifPresent(reference -> row.set("externalRef", reference));
    content.eventDate().ifPresent(date -> row.put("relationshipEnd", date));
    return row;
  }

  /// Records, people after people.
  ///
  /// @param by in whose name they are opened
  public Page<ObjectNode> records(Caller by, String target, Optional<String> after) {
    var tenant = by.tenant();
    var ids = page(tenant, after);
    if (!ids.isEmpty()) {
      var _ =
          ledger.intents(
              tenant,
              ids.stream()
                  .map(subject ->
                      Intent.of(by, Action.READ)
                          .about(subject)
                          .seenAs(View.PLAIN.name())
                          .towards(target))
                  .toList());
    }
    var rows = new ArrayList<ObjectNode>();
    ids.forEach(subject -> rows.addAll(records(tenant, subject)));
    return new Page<>(rows, after(ids));
  }

  private List<ObjectNode> records(TenantId tenant, SubjectId subject) {
    var keys = keyring.read(tenant, subject).filter(found -> !found.erased());
    if (keys.isEmpty()) {
      return List.of();
    }
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS)
            .limit(RECORDS);
    return store.queryAll(range).stream()
        .flatMap(item -> record(tenant, subject, keys.get(), item).stream())
        .toList();
  }

  private Optional<ObjectNode> record(
      TenantId tenant, SubjectId subject, PersonKeys keys, Item item) {
    var parts = item.key().sort().split("#", -1);
    var place =
        new RecordPlace(tenant, subject, new CategoryCode(parts[1]), new RecordId(parts[2]));
    var stored = StoredRecord.of(item);
    var row = JsonNodeFactory.instance.objectNode().put("subject", subject.value());
    row.put("category", place.category().value()).put("record", place.record().value());
    row.put("version", stored.version());
    new TreeSet<>(stored.activities()).forEach(row.putArray("activities")::add);
    try {
      return vault
          .open(place, keys, stored)
          .map(content -> {
            content.eventDate().ifPresent(date -> row.put("eventDate", date));
            content.asOf().ifPresent(date -> row.put("asOf", date));
            return row.set("fields", content.fields());
          });
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Tampered) {
        return Optional.of(row.put("tampered", true));
      }
      throw e;
    }
  }

  private List<SubjectId> page(TenantId tenant, Optional<String> after) {
    return roster.page(tenant, PAGE, after.map(SubjectId::new));
  }

  private static Optional<String> after(List<SubjectId> page) {
    return page.size() < PAGE ? Optional.empty() : Optional.of(page.getLast().value());
  }
}
