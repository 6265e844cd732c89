package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Receipt;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Granted;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Question;
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
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads records.
///
/// Round trips of a read, warm: one stage of 1 strong `BatchGetItem` and 1 `PutItem` into the
/// ledger; no KMS call.
public final class Records {
  private static final Door OWN =
      new Door(Action.READ, Action.LIST, Operation.READ, Operation.LIST, Optional.empty());

  private final Store store;
  private final Access access;
  private final Policy policy;
  private final Vault vault;

  Records(Store store, Access access, Policy policy, Vault vault) {
    this.store = store;
    this.access = access;
    this.policy = policy;
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
    return read(ask, OWN);
  }

  /// The same for an operator of the deployment's, masked, and no special category.
  ///
  /// @param ask by a caller who is `within` the tenant
  /// @param glass what is entered with it: by which authority
  public Opened readThroughGlass(Ask ask, String glass) {
    return read(ask, Door.glass(glass));
  }

  /// By which right somebody is shown something.
  private record Door(
      Action reading, Action listing, Operation read, Operation list, Optional<String> target) {
    static Door glass(String target) {
      return new Door(
          Action.BREAK_GLASS_READ,
          Action.BREAK_GLASS_READ,
          Operation.GLASS,
          Operation.GLASS,
          Optional.of(target));
    }

    Intent stated(Intent intent) {
      return target.map(intent::towards).orElse(intent);
    }
  }

  private Opened read(Ask ask, Door door) {
    var place = ask.place();
    var tenant = place.tenant();
    var known = access.known(ask.caller(), ask.activity(), Set.of(place.category()));
    if (!hasFields(known, ask)) {
      known = access.fresh(ask.caller(), ask.activity(), Set.of(place.category()));
    }
    if (!hasFields(known, ask)) {
      // nothing is entered in the ledger under a name that nobody checked
      throw new Fault.Malformed(Malformation.FIELD, "fields").exception();
    }
    var intent =
        door.stated(
            Intent.of(ask.caller(), door.reading())
                .about(place.subject())
                .in(place.category())
                .at(place.record())
                .ofFields(ask.fields())
                .seenAs(ask.view().map(View::name).orElse("WIDEST")));
    var keys = new HashSet<>(Person.keysFor(tenant, place.subject()));
    keys.add(place.key());
    var entered =
        access.enter(
            ask.caller(), ask.activity(), Set.of(place.category()), keys, known, intent, List.of());
    return access.recorded(tenant, entered, () -> open(ask, door, entered));
  }

  private boolean hasFields(Access.Known known, Ask ask) {
    return policy
        .category(ask.place().tenant(), known.items(), ask.place().category())
        .map(category -> category.fields().keySet().containsAll(ask.fields()))
        .orElse(ask.fields().isEmpty());
  }

  private Opened open(Ask ask, Door door, Access.Entered entered) {
    var place = ask.place();
    var person = Person.of(entered.items(), place.tenant(), place.subject());
    var granted =
        policy.check(
            new Question(
                ask.caller(),
                ask.activity(),
                door.read(),
                place.subject(),
                place.category(),
                ask.fields(),
                ask.view()),
            entered.items(),
            access.groups(ask.caller(), ask.activity(), entered.items(), person.groups()));
    PersonMarks.of(entered.items(), place.tenant(), place.subject())
        .requireOpen(ask.caller(), place.subject(), ask.activity(), place.category());
    var keys = person.livingKeys();
    var stored =
        Optional.ofNullable(entered.items().get(place.key()))
            .map(StoredRecord::of)
            .filter(record -> !record.isDeleted())
            .orElseThrow(() -> new Fault.Absent().exception());
    var content = vault.open(place, keys, stored).orElseThrow(() -> new Fault.Erased().exception());
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
            name,
            granted.view() == View.MASKED ? type(granted.category(), name).mask(value) : value);
      }
    }
    return shown;
  }

  private static emanet.register.formats.FieldType type(Category category, String name) {
    return category.field(name).orElseThrow(() -> new Fault.Internal().exception()).type();
  }

  /// Which records a person has, without values.
  ///
  /// @param items one for each record of a category that the activity covers and no restriction
  ///   stops
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
    return list(new Which(caller, activity, subject, limit, after), OWN);
  }

  /// The same for an operator of the deployment's, without special categories.
  ///
  /// @param caller who is `within` the tenant
  /// @param glass what is entered with it: by which authority
  public Listing listThroughGlass(
      Caller caller,
      ActivityCode activity,
      SubjectId subject,
      int limit,
      Optional<String> after,
      String glass) {
    return list(new Which(caller, activity, subject, limit, after), Door.glass(glass));
  }

  private record Which(
      Caller caller, ActivityCode activity, SubjectId subject, int limit, Optional<String> after) {}

  private Listing list(Which which, Door door) {
    var caller = which.caller();
    var activity = which.activity();
    var subject = which.subject();
    int limit = which.limit();
    var tenant = caller.tenant();
    var known = access.known(caller, activity, Set.of());
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS);
    var page =
        Stage.start(() -> store.query(which.after().map(range::after).orElse(range).limit(limit)));
    Access.Entered entered;
    try {
      entered =
          access.enter(
              caller,
              activity,
              Set.of(),
              Person.keysFor(tenant, subject),
              known,
              door.stated(Intent.of(caller, door.listing()).about(subject)),
              List.of());
    } finally {
      Stage.settle(page);
    }
    var here = entered;
    return access.recorded(
        tenant,
        here,
        () -> {
          var person = Person.of(here.items(), tenant, subject);
          var filed =
              policy.enter(
                  caller,
                  here.items(),
                  activity,
                  door.list(),
                  Optional.of(subject),
                  Optional.of(access.groups(caller, activity, here.items(), person.groups())));
          var marks = PersonMarks.of(here.items(), tenant, subject);
          marks.requireOpen(caller, subject, activity);
          var _ = person.livingKeys();
          boolean own = caller.subject().equals(Optional.of(subject));
          var covered =
              filed.value().uses().stream()
                  .map(Activity.Use::category)
                  .filter(category -> own || !marks.stops(activity, category))
                  .collect(Collectors.toCollection(HashSet::new));
          if (door.list() == Operation.GLASS) {
            covered.removeAll(special(tenant, covered));
          }
          return listing(page.get(), covered, limit, here.receipt());
        });
  }

  /// Those of Art. 6; and any that is not known, to be safe.
  private Set<CategoryCode> special(TenantId tenant, Set<CategoryCode> categories) {
    var read = store.readAll(policy.keysForCodes(tenant, Set.of(), categories));
    return categories.stream()
        .filter(code -> policy.category(tenant, read, code).map(Category::special).orElse(true))
        .collect(Collectors.toSet());
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
