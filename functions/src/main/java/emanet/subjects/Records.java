package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Receipt;
import emanet.register.Category;
import emanet.register.Granted;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.View;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads records.
///
/// Round trips of a read, warm: one stage of 1 strong `BatchGetItem` and 1 `PutItem` into the ledger; no
/// KMS call.
public final class Records {
  private final Store store;
  private final Access access;
  private final Policy policy;
  private final Keyring keyring;
  private final Vault vault;

  Records(Store store, Access access, Policy policy, Keyring keyring, Vault vault) {
    this.store = store;
    this.access = access;
    this.policy = policy;
    this.keyring = keyring;
    this.vault = vault;
  }

  /// What is asked of one record.
  ///
  /// @param fields empty for all that the activity grants
  /// @param view empty for the widest that the activity grants
  public record Ask(
      Caller caller,
      ActivityCode activity,
      RecordPlace place,
      Set<String> fields,
      Optional<View> view) {
    public Ask {
      fields = Set.copyOf(fields);
    }
  }

  public Opened read(Ask ask) {
    var place = ask.place();
    var tenant = place.tenant();
    var known = access.known(ask.caller(), ask.activity(), Set.of(place.category()));
    requireKnownFields(known, ask);
    var intent =
        Intent.of(ask.caller(), Action.READ)
            .about(place.subject())
            .in(place.category())
            .at(place.record())
            .ofFields(ask.fields())
            .seenAs(ask.view().map(View::name).orElse("WIDEST"));
    var keys = new HashSet<>(Person.keysFor(keyring, tenant, place.subject()));
    keys.add(place.key());
    var entered =
        access.enter(
            ask.caller(),
            ask.activity(),
            Set.of(place.category()),
            keys,
            known,
            intent,
            List.of());
    return access.recorded(tenant, entered, () -> open(ask, entered));
  }

  /// A field that the category lacks is no field to ask for: nothing is entered in the ledger under a
  /// name that nobody checked. Where the category changed meanwhile, the strong read decides again.
  private void requireKnownFields(Access.Known known, Ask ask) {
    var category = policy.category(known.items(), ask.place().tenant(), ask.place().category());
    if (category.isPresent() && !category.get().fields().keySet().containsAll(ask.fields())) {
      throw new Fault.Malformed(emanet.fault.Malformation.FIELD, "fields").exception();
    }
  }

  private Opened open(Ask ask, Access.Entered entered) {
    var place = ask.place();
    var person = Person.of(keyring, entered.items(), place.tenant(), place.subject());
    var granted =
        policy.check(
            new Policy.Question(
                ask.caller(),
                ask.activity(),
                Operation.READ,
                Optional.of(place.subject()),
                person.groups(),
                place.category(),
                ask.fields(),
                ask.view()),
            entered.items());
    var keys = person.livingKeys();
    var stored =
        Optional.ofNullable(entered.items().get(place.key()))
            .map(StoredRecord::of)
            .filter(record -> !record.isDeleted())
            .orElseThrow(() -> new Fault.Absent().exception());
    var content = vault.open(place, keys, stored);
    return new Opened(
        place,
        stored.version(),
        shown(content.fields(), granted),
        granted.view(),
        content.eventDate(),
        content.asOf(),
        entered.receipt());
  }

  private static ObjectNode shown(ObjectNode fields, Granted granted) {
    var shown = JsonNodeFactory.instance.objectNode();
    for (var name : granted.fields()) {
      var value = fields.get(name);
      if (value != null) {
        shown.set(
            name, granted.view() == View.MASKED ? type(granted.category(), name).mask(value) : value);
      }
    }
    return shown;
  }

  private static emanet.register.formats.FieldType type(Category category, String name) {
    return category.field(name).orElseThrow(() -> new Fault.Internal().exception()).type();
  }

  /// Which records a person has, without values.
  ///
  /// @param items one for each record of a category that the activity covers
  /// @param last the sort key after which to go on; empty at the end
  public record Listing(List<Listed> items, Optional<String> last, Receipt receipt) {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// A record's place and version.
  public record Listed(CategoryCode category, RecordId record, long version) {}

  /// Round trips, warm: one stage of 1 `BatchGetItem`, 1 `Query` and 1 `PutItem` into the ledger.
  public Listing list(
      Caller caller, ActivityCode activity, SubjectId subject, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var known = access.known(caller, activity, Set.of());
    var range =
        Range.prefix(
            Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS);
    var page = Stage.start(() -> store.query(after.map(range::after).orElse(range).limit(limit)));
    Access.Entered entered;
    try {
      entered =
          access.enter(
              caller,
              activity,
              Set.of(),
              Person.keysFor(keyring, tenant, subject),
              known,
              Intent.of(caller, Action.LIST).about(subject),
              List.of());
    } finally {
      Stage.settle(page);
    }
    var here = entered;
    return access.recorded(
        tenant,
        here,
        () -> {
          var person = Person.of(keyring, here.items(), tenant, subject);
          var covered =
              policy.covered(caller, here.items(), activity, subject, person.groups());
          var _ = person.livingKeys();
          return listing(page.get(), covered, limit, here.receipt());
        });
  }

  private static Listing listing(
      List<Item> page, Set<CategoryCode> covered, int limit, Receipt receipt) {
    var items = new ArrayList<Listed>();
    for (var item : page) {
      var parts = item.key().sort().split("#", -1);
      var category = new CategoryCode(parts[1]);
      var record = StoredRecord.of(item);
      if (covered.contains(category) && !record.isDeleted()) {
        items.add(new Listed(category, new RecordId(parts[2]), record.version()));
      }
    }
    var last =
        page.size() < limit ? Optional.<String>empty() : Optional.of(page.getLast().key().sort());
    return new Listing(items, last, receipt);
  }
}
