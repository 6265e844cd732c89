package emanet.subjects;

import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.ledger.Receipt;
import emanet.register.Activities;
import emanet.register.Categories;
import emanet.register.View;
import emanet.register.formats.FieldType;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// How people are reached, for a notice of a breach that the law owes them (Art. 12/5). Opened
/// under the built-in activity `breach-notice`, which no caller can name, and which neither
/// restrictions nor an activity's end stop. Each record's opening is entered in the ledger before,
/// as every read.
public final class Contacts {
  private static final CategoryCode CONTACT = new CategoryCode("contact");

  private final Store store;
  private final Ledger ledger;
  private final Vault vault;
  private final Categories categories;

  public Contacts(
      Store store, Ledger ledger, Keyring keyring, Envelope envelope, Categories categories) {
    this.store = store;
    this.ledger = ledger;
    this.vault = new Vault(keyring, envelope);
    this.categories = categories;
  }

  /// How a person is reached, if at all.
  ///
  /// @param living not so of those who were erased since
  /// @param phone E.164; the first that their records have, by id
  public record Reach(boolean living, Optional<String> phone, Optional<String> email) {
    private static final Reach GONE = new Reach(false, Optional.empty(), Optional.empty());

    public boolean nowhere() {
      return phone.isEmpty() && email.isEmpty();
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /// A record that is to be opened.
  private record Sealed(RecordPlace place, PersonKeys keys, StoredRecord record) {}

  /// Opens the contacts of these people, each of whom is in the answer.
  ///
  /// Round trips: one stage of a batch read and the queries; one batch write into the ledger.
  ///
  /// @param reason what the entries name as the target
  public Map<SubjectId, Reach> open(Caller caller, List<SubjectId> people, String reason) {
    var tenant = caller.tenant();
    var fields = fields(tenant);
    var sealed = sealed(tenant, people);
    var records = new ArrayList<Sealed>();
    people.forEach(person -> records.addAll(sealed.getOrDefault(person, List.of())));
    var intents = new ArrayList<Intent>();
    records.forEach(one -> intents.add(intent(caller, one.place(), fields.keySet(), reason)));
    var receipts = intents.isEmpty() ? List.<Receipt>of() : ledger.intents(tenant, intents);
    var found = new HashMap<SubjectId, Reach>();
    people.forEach(person ->
        found.put(
            person,
            sealed.containsKey(person)
                ? new Reach(true, Optional.empty(), Optional.empty())
                : Reach.GONE));
    for (int i = 0; i < records.size(); i++) {
      var one = records.get(i);
      var content = opened(one, intents.get(i), receipts.get(i));
      var before = found.getOrDefault(one.place().subject(), Reach.GONE);
      content.ifPresent(c -> found.put(one.place().subject(), with(before, c, fields)));
    }
    return found;
  }

  private Map<String, FieldType> fields(TenantId tenant) {
    var fields = new HashMap<String, FieldType>();
    Optional.ofNullable(categories.find(tenant, List.of(CONTACT)).get(CONTACT))
        .ifPresent(category ->
            category
                .fields()
                .forEach((name, spec) -> {
                  if (spec.type() == FieldType.PHONE || spec.type() == FieldType.EMAIL) {
                    fields.put(name, spec.type());
                  }
                }));
    return fields;
  }

  private static Intent intent(
      Caller caller, RecordPlace place, Set<String> fields, String reason) {
    return Intent.of(caller, Action.READ)
        .under(Activities.BREACH_NOTICE)
        .about(place.subject())
        .in(place.category())
        .at(place.record())
        .ofFields(fields)
        .seenAs(View.PLAIN.name())
        .towards(reason);
  }

  /// What is there of the living, still sealed, in the order of their records' ids.
  private Map<SubjectId, List<Sealed>> sealed(TenantId tenant, List<SubjectId> people) {
    var keys = new HashSet<Key>();
    people.forEach(person -> keys.addAll(Person.keysFor(tenant, person)));
    var reading = Stage.start(() -> store.readAll(keys));
    var queries = new ArrayList<Callable<List<Item>>>();
    people.forEach(person -> queries.add(() -> store.queryAll(range(tenant, person))));
    List<List<Item>> items;
    try {
      items = Stage.all(queries);
    } finally {
      Stage.settle(reading);
    }
    var sealed = new HashMap<SubjectId, List<Sealed>>();
    for (int i = 0; i < people.size(); i++) {
      var person = Person.of(reading.get(), tenant, people.get(i));
      if (person.isErased() || person.keys().isEmpty() || person.stored().isEmpty()) {
        continue;
      }
      var of = new ArrayList<Sealed>();
      for (var item : items.get(i)) {
        var record = StoredRecord.of(item);
        if (!record.isDeleted()) {
          of.add(
              new Sealed(
                  Disposal.place(tenant, people.get(i), item.key()), person.livingKeys(), record));
        }
      }
      sealed.put(people.get(i), of);
    }
    return sealed;
  }

  private static Range range(TenantId tenant, SubjectId person) {
    return Range.prefix(
        Table.RECORDS, RecordPlace.partition(tenant, person), RecordPlace.prefix(CONTACT));
  }

  /// A record that does not open says nothing of how to reach the person: there may be others.
  private Optional<Content> opened(Sealed sealed, Intent intent, Receipt receipt) {
    var tenant = sealed.place().tenant();
    var tampered = new AtomicBoolean();
    var content =
        Vault.<Optional<Content>>untampered(
            () -> vault.open(sealed.place(), sealed.keys(), sealed.record()),
            () -> {
              tampered.set(true);
              return Optional.empty();
            });
    if (content.isEmpty()) {
      var why = tampered.get() ? Outcome.TAMPERED : Outcome.ERASED;
      var _ = ledger.outcome(tenant, receipt, intent, why, OptionalLong.empty());
    }
    return content;
  }

  private static Reach with(Reach before, Content content, Map<String, FieldType> fields) {
    return new Reach(
        true,
        before.phone().or(() -> first(content, fields, FieldType.PHONE)),
        before.email().or(() -> first(content, fields, FieldType.EMAIL)));
  }

  private static Optional<String> first(
      Content content, Map<String, FieldType> fields, FieldType type) {
    return content.fields().properties().stream()
        .filter(field -> fields.get(field.getKey()) == type)
        .map(field -> field.getValue().asText())
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
