package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Fault;
import emanet.fault.FieldError;
import emanet.keys.BlindIndex;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Receipt;
import emanet.register.Category;
import emanet.register.Granted;
import emanet.register.Policy;
import emanet.register.SubjectGroup;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Finds people by the value of one field, over sealed data.
///
/// Three stages: (1) one query a shard for pointers (more where a person has several records that
/// say the same), the policy, the actor's budget, the intent; (2) the candidates' keys and records,
/// opened and compared: a pointer is a hint, the record is the truth; (3) one entry for each person
/// found. Who finds nobody makes the same calls: a read of somebody who is not there, and an entry
/// that says so.
public final class Search {
  /// What an entry of a search that found nobody names in the place of a person.
  private static final String NOBODY = "nobody";

  private final Store store;
  private final Access access;
  private final Ledger ledger;
  private final Policy policy;
  private final BlindIndex index;
  private final Vault vault;
  private final SearchBudget budget;
  private final SearchLimits limits;
  private final Ids ids;

  Search(
      Store store,
      Access access,
      Ledger ledger,
      Policy policy,
      BlindIndex index,
      Vault vault,
      SearchBudget budget,
      SearchLimits limits,
      Ids ids) {
    this.store = store;
    this.access = access;
    this.ledger = ledger;
    this.policy = policy;
    this.index = index;
    this.vault = vault;
    this.budget = budget;
    this.limits = limits;
    this.ids = ids;
  }

  /// What is looked for.
  ///
  /// @param after the person after whom to go on
  public record Ask(
      Caller caller,
      ActivityCode activity,
      CategoryCode category,
      String field,
      JsonNode value,
      int limit,
      Optional<String> after) {
    @Override
    public String toString() {
      return "Ask[" + category + "]";
    }
  }

  /// Who was found, in the order of their ids.
  ///
  /// @param last the person after whom to go on; empty at the end
  public record Found(List<SubjectId> subjects, Optional<String> last, Receipt receipt) {
    public Found {
      subjects = List.copyOf(subjects);
    }
  }

  public Found find(Ask ask) {
    var tenant = ask.caller().tenant();
    var known = access.known(ask.caller(), ask.activity(), Set.of(ask.category()));
    if (field(known.items(), ask).isEmpty()) {
      known = access.fresh(ask.caller(), ask.activity(), Set.of(ask.category()));
    }
    var type = field(known.items(), ask);
    var folded = type.flatMap(t -> folded(t, ask.value()));
    var spending = Stage.start(() -> budget.spend(ask.caller()));
    var querying = Stage.start(() -> pointers(ask, folded));
    var limiting = limits.keys(tenant);
    var intent =
        Intent.of(ask.caller(), Action.SEARCH)
            .in(ask.category())
            .ofFields(type.isPresent() ? Set.of(ask.field()) : Set.of());
    Access.Entered entered;
    try {
      entered =
          access.enter(
              ask.caller(),
              ask.activity(),
              Set.of(ask.category()),
              limiting,
              known,
              intent,
              List.of());
    } finally {
      Stage.settle(spending, querying);
    }
    var here = entered;
    return access.recorded(
        tenant,
        here,
        () -> {
          var granted =
              policy.checkSearch(
                  ask.caller(), here.items(), ask.activity(), ask.category(), ask.field());
          budget.require(spending.get(), limits.searchesAnHour(ask.caller(), here.items()));
          var wanted = wanted(granted, ask);
          return found(ask, here, granted, wanted, querying.get());
        });
  }

  private Optional<FieldType> field(Map<Key, Item> items, Ask ask) {
    return policy
        .category(ask.caller().tenant(), items, ask.category())
        .flatMap(category -> category.field(ask.field()))
        .map(spec -> spec.type());
  }

  private static Optional<String> folded(FieldType type, JsonNode value) {
    return type.check(value) instanceof Checked.Fit(var fit, _)
        ? Optional.of(type.fold(fit))
        : Optional.empty();
  }

  /// @throws emanet.fault.FaultException `Invalid` if the value is none of the field's type
  private static String wanted(Granted granted, Ask ask) {
    var type = type(granted.category(), ask.field());
    return switch (type.check(ask.value())) {
      case Checked.Fit(var fit, _) -> type.fold(fit);
      case Checked.Unfit(var code) ->
          throw new Fault.Invalid(List.of(new FieldError("/match/value", code))).exception();
    };
  }

  private static FieldType type(Category category, String field) {
    return category.field(field).orElseThrow(() -> new Fault.Internal().exception()).type();
  }

  /// The shards at once. A value that cannot be is looked for all the same, as nothing.
  private List<Item> pointers(Ask ask, Optional<String> folded) {
    var tenant = ask.caller().tenant();
    var tags = index.tags(tenant, ask.category(), ask.field(), folded.orElseGet(ids::random));
    var calls = new ArrayList<Callable<List<Item>>>();
    for (var tag : tags) {
      var partition = Pointers.partition(tenant, ask.category(), ask.field(), tag);
      calls.add(() -> Pointers.ofPeople(store, partition, tag, ask.after(), ask.limit() + 1));
    }
    return Stage.all(calls).stream().flatMap(List::stream).toList();
  }

  /// Stages 2 and 3.
  private Found found(
      Ask ask, Access.Entered entered, Granted granted, String wanted, List<Item> pointers) {
    var tenant = ask.caller().tenant();
    var candidates = candidates(pointers);
    boolean more = candidates.size() > ask.limit();
    var page = candidates.keySet().stream().limit(ask.limit()).toList();
    var read = store.readAll(keys(tenant, ask.category(), page, candidates, entered));
    var hits = new ArrayList<SubjectId>();
    for (var id : page) {
      var subject = new SubjectId(id);
      if (matches(ask, granted, wanted, subject, candidates.getOrDefault(id, Set.of()), read)) {
        hits.add(subject);
      }
    }
    enterHits(ask, entered, hits);
    return new Found(
        hits, more ? Optional.of(page.getLast()) : Optional.empty(), entered.receipt());
  }

  private static SortedMap<String, Set<RecordId>> candidates(List<Item> pointers) {
    var candidates = new TreeMap<String, Set<RecordId>>();
    for (var pointer : pointers) {
      var parts = pointer.key().sort().split("#", -1);
      candidates.computeIfAbsent(parts[1], _ -> new HashSet<>()).add(new RecordId(parts[2]));
    }
    return candidates;
  }

  private Set<Key> keys(
      TenantId tenant,
      CategoryCode category,
      List<String> page,
      Map<String, Set<RecordId>> candidates,
      Access.Entered entered) {
    var keys = new HashSet<Key>();
    for (var id : page) {
      var subject = new SubjectId(id);
      keys.addAll(Person.keysFor(tenant, subject));
      keys.addAll(
          policy.keysFor(
              entered.intent().caller(), activity(entered), Set.of(), Optional.of(subject)));
      for (var record : candidates.getOrDefault(id, Set.of())) {
        keys.add(new RecordPlace(tenant, subject, category, record).key());
      }
    }
    if (keys.isEmpty()) {
      keys.addAll(Person.keysFor(tenant, new SubjectId(ids.random())));
    }
    return keys;
  }

  private static ActivityCode activity(Access.Entered entered) {
    return entered.intent().activity().orElseThrow();
  }

  private boolean matches(
      Ask ask,
      Granted granted,
      String wanted,
      SubjectId subject,
      Set<RecordId> records,
      Map<Key, Item> read) {
    var tenant = ask.caller().tenant();
    var person = Person.of(read, tenant, subject);
    var groups = person.groups();
    if (groups.isEmpty()
        || person.keys().isEmpty()
        || !granted.activity().value().coversAny(parsed(groups.get()))
        || !policy.consented(ask.caller(), read, granted, subject)
        || PersonMarks.of(read, tenant, subject).stops(ask.activity(), ask.category())) {
      return false;
    }
    var type = type(granted.category(), ask.field());
    return records.stream()
        .map(record -> new RecordPlace(tenant, subject, ask.category(), record))
        .anyMatch(place -> holds(place, person.keys().get(), read, ask.field(), type, wanted));
  }

  private boolean holds(
      RecordPlace place,
      PersonKeys keys,
      Map<Key, Item> read,
      String field,
      FieldType type,
      String wanted) {
    return Optional.ofNullable(read.get(place.key()))
        .map(StoredRecord::of)
        .flatMap(record -> vault.open(place, keys, record))
        .map(content -> content.fields().get(field))
        .filter(value -> type.fold(value).equals(wanted))
        .isPresent();
  }

  private static Set<SubjectGroup> parsed(Set<String> groups) {
    return groups.stream()
        .flatMap(group -> SubjectGroup.parse(group).stream())
        .collect(Collectors.toSet());
  }

  /// Nobody is named before it is written down that they were.
  private void enterHits(Ask ask, Access.Entered entered, List<SubjectId> hits) {
    var tenant = ask.caller().tenant();
    var base = entered.intent();
    var found =
        Intent.of(ask.caller(), Action.FOUND).in(ask.category()).ofFields(Set.of(ask.field()));
    var stated =
        base.activityVersion().isPresent()
            ? found.under(ask.activity(), base.activityVersion().getAsLong())
            : found.under(ask.activity());
    var entries =
        hits.isEmpty()
            ? List.of(stated.towards(NOBODY))
            : hits.stream().map(stated::about).toList();
    var _ = ledger.intents(tenant, entries);
  }
}
