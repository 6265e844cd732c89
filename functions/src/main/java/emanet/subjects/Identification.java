package emanet.subjects;

import com.fasterxml.jackson.databind.node.TextNode;
import emanet.envelope.Envelope;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Category;
import emanet.register.formats.FieldType;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// Finds whom an identity number belongs to, for a duty of the controller that no activity names:
/// an application under Art. 11 must be answered, whoever's it is.
///
/// As in a search a pointer is a hint and the record is the truth, and nobody is named before it is
/// entered that they were.
public final class Identification {
  /// People of a shard who have the same number.
  private static final int MOST = 50;

  private final Store store;
  private final Ledger ledger;
  private final BlindIndex index;
  private final Vault vault;

  public Identification(
      Store store, Ledger ledger, Keyring keyring, BlindIndex index, Envelope envelope) {
    this.store = store;
    this.ledger = ledger;
    this.index = index;
    this.vault = new Vault(keyring, envelope);
  }

  /// A searchable field that holds such numbers.
  private record Where(CategoryCode category, String field) {}

  /// A record that a pointer leads to.
  private record Hint(Where where, SubjectId subject, RecordId record) {
    RecordPlace place(TenantId tenant) {
      return new RecordPlace(tenant, subject, where.category(), record);
    }
  }

  /// Whoever has that TCKN or YKN, in the order of their ids.
  ///
  /// @param number as its type's check gave it
  /// @param categories that may hold such numbers
  /// @param target what it is asked for, as the ledger names it
  public List<SubjectId> byNumber(
      Caller caller, String number, Collection<Category> categories, String target) {
    var tenant = caller.tenant();
    var folded = FieldType.TCKN.fold(TextNode.valueOf(number));
    var hints = hints(tenant, places(categories), folded);
    var keys = new HashSet<Key>();
    for (var hint : hints) {
      keys.addAll(Person.keysFor(tenant, hint.subject()));
      keys.add(hint.place(tenant).key());
    }
    var read = keys.isEmpty() ? Map.<Key, Item>of() : store.readAll(keys);
    var found = new TreeMap<String, Hint>();
    for (var hint : hints) {
      if (holds(tenant, hint, folded, read)) {
        found.put(hint.subject().value(), hint);
      }
    }
    enter(caller, found.values(), target);
    return found.keySet().stream().map(SubjectId::new).toList();
  }

  private static List<Where> places(Collection<Category> categories) {
    var places = new ArrayList<Where>();
    for (var category : categories) {
      category
          .fields()
          .forEach((name, spec) -> {
            boolean number = spec.type() == FieldType.TCKN || spec.type() == FieldType.YKN;
            if (number && spec.searchable()) {
              places.add(new Where(category.code(), name));
            }
          });
    }
    return places;
  }

  /// One query a field and shard, at once.
  private List<Hint> hints(TenantId tenant, List<Where> places, String folded) {
    var calls = new ArrayList<Callable<List<Hint>>>();
    for (var where : places) {
      for (var tag : index.tags(tenant, where.category(), where.field(), folded)) {
        calls.add(() -> hints(tenant, where, tag));
      }
    }
    return Stage.all(calls).stream().flatMap(List::stream).toList();
  }

  private List<Hint> hints(TenantId tenant, Where where, String tag) {
    var partition = Pointers.partition(tenant, where.category(), where.field(), tag);
    var hints = new ArrayList<Hint>();
    for (var pointer : Pointers.ofPeople(store, partition, tag, Optional.empty(), MOST)) {
      var parts = pointer.key().sort().split("#", -1);
      hints.add(new Hint(where, new SubjectId(parts[1]), new RecordId(parts[2])));
    }
    return hints;
  }

  private boolean holds(TenantId tenant, Hint hint, String folded, Map<Key, Item> read) {
    var person = Person.of(read, tenant, hint.subject());
    var item = read.get(hint.place(tenant).key());
    if (item == null || person.isErased() || person.stored().isEmpty()) {
      return false;
    }
    return person
        .keys()
        .flatMap(keys -> vault.open(hint.place(tenant), keys, StoredRecord.of(item)))
        .map(content -> content.fields().get(hint.where().field()))
        .filter(value -> FieldType.TCKN.fold(value).equals(folded))
        .isPresent();
  }

  private void enter(Caller caller, Collection<Hint> hits, String target) {
    var intents = new ArrayList<Intent>();
    for (var hit : hits) {
      intents.add(
          Intent.of(caller, Action.FOUND)
              .in(hit.where().category())
              .ofFields(new TreeSet<>(List.of(hit.where().field())))
              .about(hit.subject())
              .towards(target));
    }
    if (!intents.isEmpty()) {
      var _ = ledger.intents(caller.tenant(), intents);
    }
  }
}
