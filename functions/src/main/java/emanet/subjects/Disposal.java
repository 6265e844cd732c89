package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Filed;
import emanet.register.Policy;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Disposes of what no engaged activity covers any more, after an activity has ended for a person:
/// a consent was withdrawn, or a time of retention is over.
///
/// For each category that is touched, in this order:
///
/// 1. what will go is entered in the ledger;
/// 2. a new version of the category's key is made, unless a hold forbids it: from now on no write
///    under the old one is confirmed (`RecordSteps.confirm`);
/// 3. every record of the category is gone through: one that nothing covers becomes deleted, any
///    other is sealed anew under the new key with the fields that are still covered, each by a
///    conditional put of the very version that was judged, by what is read after it (`anew`); then
///    the pointers of what went are deleted;
/// 4. the old versions of the key are destroyed: what lay under them opens nowhere any more, in no
///    backup either.
///
/// Stopped anywhere and run again, it begins anew with another version of the key and comes to the
/// same end. Pointers that a stop between a put and its tidying left are taken by the sweep of the
/// person's traces (`Traces.sweep`).
public final class Disposal {
  private static final int TRIES = 8;
  private static final int PAGE = 500;

  private final Store store;
  private final Ledger ledger;
  private final Policy policy;
  private final ConsentStanding consents;
  private final Keyring keyring;
  private final Vault vault;
  private final RecordSteps steps;
  private final Resealing resealing;

  Disposal(
      Store store,
      Ledger ledger,
      Policy policy,
      ConsentStanding consents,
      Keyring keyring,
      Vault vault,
      RecordSteps steps,
      Resealing resealing) {
    this.store = store;
    this.ledger = ledger;
    this.policy = policy;
    this.consents = consents;
    this.keyring = keyring;
    this.vault = vault;
    this.steps = steps;
    this.resealing = resealing;
  }

  /// What becomes of a record.
  public enum Fate {
    KEEP,
    /// Some of its fields go.
    REDUCE,
    /// All of it goes.
    DELETE
  }

  /// What is to become of a record.
  ///
  /// @param fields that go
  /// @param engaged the activities that still cover something of it
  public record Planned(
      CategoryCode category,
      RecordId record,
      Fate fate,
      Set<String> fields,
      Set<ActivityCode> engaged) {
    public Planned {
      fields = Set.copyOf(fields);
      engaged = Set.copyOf(engaged);
    }
  }

  /// What is to be done, or was.
  ///
  /// @param records all of the person's in the categories that are touched, but for `tampered`
  /// @param held the categories that a hold keeps as they are
  /// @param tampered records that do not open though their key lives: their categories stay as they
  ///   are, for no new key could be theirs, and without the old one nobody could look into it
  public record Plan(
      SubjectId subject,
      List<Planned> records,
      Set<CategoryCode> held,
      List<RecordPlace> tampered) {
    public Plan {
      records = List.copyOf(records);
      held = Set.copyOf(held);
      tampered = List.copyOf(tampered);
    }

    private boolean stays(CategoryCode category) {
      return held.contains(category)
          || tampered.stream().anyMatch(place -> place.category().equals(category));
    }

    /// Whether anything goes.
    public boolean disposes() {
      return records.stream().anyMatch(record -> record.fate() != Fate.KEEP);
    }
  }

  /// Whether an ended activity has ended for a record as it stands.
  interface Over {
    /// For whatever record.
    Over ANY = (_, _, _, _, _) -> true;

    /// A consent was withdrawn, and is not given anew.
    Over WITHDRAWN = (_, _, _, _, consented) -> !consented;

    /// Asked of each record when it is judged.
    ///
    /// @param activity as the register has it
    /// @param dates that are sealed, of the record and its person
    /// @param consented whether the person's consent to it stands
    boolean isOver(
        RecordPlace place,
        StoredRecord record,
        Map.Entry<ActivityCode, Activity> activity,
        Judgement.Dates dates,
        boolean consented);
  }

  /// What stands, judged at once.
  private record View(
      TenantId tenant,
      SubjectId subject,
      PersonKeys keys,
      Supplier<Optional<LocalDate>> end,
      Engagement engagement,
      Over over,
      Map<CategoryCode, Category> categories) {
    Map<ActivityCode, Activity.Use> engaged(
        RecordPlace place, StoredRecord record, Content content) {
      var dates = new Judgement.Dates(() -> content.eventDate().map(LocalDate::parse), end);
      return engagement.engaged(
          place.category(),
          place.record(),
          record.activities(),
          code ->
              over.isOver(
                  place,
                  record,
                  Map.entry(code, engagement.activities().get(code)),
                  dates,
                  engagement.consented().contains(code)));
    }
  }

  /// What would be done: a dry run. Nobody's values are shown.
  ///
  /// @throws emanet.fault.FaultException `Absent` or `Erased`
  public Plan plan(Caller caller, SubjectId subject, List<Ending> endings) {
    var intent = Intent.of(caller, Action.DISPOSE).about(subject).towards("plan");
    var _ = ledger.intent(caller.tenant(), intent);
    var records = records(caller.tenant(), subject);
    return plan(view(caller.tenant(), subject, endings, Over.ANY, records), records);
  }

  /// The same, for whoever carries it out at once, or shows codes alone.
  Plan foresee(TenantId tenant, SubjectId subject, List<Ending> endings) {
    var records = records(tenant, subject);
    return plan(view(tenant, subject, endings, Over.ANY, records), records);
  }

  /// Does it, after a withdrawal: may be repeated, and stopped anywhere. What the person consents
  /// to anew meanwhile has not ended.
  ///
  /// @throws emanet.fault.FaultException `Absent` or `Erased`; `Conflicting` if a hold keeps a
  ///   category, or `Tampered` where something of one does not open (the others are done)
  public Plan carryOut(Caller caller, SubjectId subject, List<Ending> endings) {
    return carryOut(caller, subject, endings, Over.WITHDRAWN);
  }

  /// The same, for records for which it is over when they are judged: one that was written anew
  /// meanwhile may have begun anew, and is left.
  Plan carryOut(Caller caller, SubjectId subject, List<Ending> endings, Over over) {
    var tenant = caller.tenant();
    var records = records(tenant, subject);
    var view = view(tenant, subject, endings, over, records);
    var plan = plan(view, records);
    for (var category : touched(view, records)) {
      if (!plan.stays(category)) {
        enter(caller, plan, category, endings);
        dispose(view, category);
      }
    }
    if (!plan.held().isEmpty()) {
      throw Fault.Conflicting.of(Conflict.HELD).exception();
    }
    if (!plan.tampered().isEmpty()) {
      throw new Fault.Tampered().exception();
    }
    return plan;
  }

  private List<Item> records(TenantId tenant, SubjectId subject) {
    return records(tenant, subject, RecordPlace.RECORDS);
  }

  private List<Item> records(TenantId tenant, SubjectId subject, String prefix) {
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), prefix).limit(PAGE);
    return store.queryAll(range);
  }

  static RecordPlace place(TenantId tenant, SubjectId subject, Key key) {
    var parts = key.sort().split("#", -1);
    return new RecordPlace(tenant, subject, new CategoryCode(parts[1]), new RecordId(parts[2]));
  }

  private View view(
      TenantId tenant, SubjectId subject, List<Ending> endings, Over over, List<Item> records) {
    var consented = consents.of(tenant, subject).keySet();
    var codes = new HashSet<>(consented);
    endings.forEach(ending -> codes.add(ending.activity()));
    var inCategories = new HashSet<CategoryCode>();
    for (var item : records) {
      StoredRecord.of(item).activities().forEach(code -> codes.add(new ActivityCode(code)));
      inCategories.add(place(tenant, subject, item.key()).category());
    }
    var keys = new HashSet<>(Person.keysFor(tenant, subject));
    keys.addAll(policy.keysForCodes(tenant, codes, inCategories));
    var read = store.readAll(keys);
    var person = Person.of(read, tenant, subject);
    var living = person.livingKeys();
    var activities = new HashMap<ActivityCode, Activity>();
    codes.forEach(code ->
        policy
            .activity(tenant, read, code)
            .map(Filed::value)
            .ifPresent(activity -> activities.put(code, activity)));
    var categories = new HashMap<CategoryCode, Category>();
    inCategories.forEach(code ->
        policy.category(tenant, read, code).ifPresent(known -> categories.put(code, known)));
    var groups = Engagement.groups(person.groups().orElse(Set.of()));
    return new View(
        tenant,
        subject,
        living,
        () -> person.end(vault),
        new Engagement(activities, consented, groups, endings),
        over,
        categories);
  }

  /// Categories of which something may have ended, whether or not a record of them is there yet: a
  /// write may be on its way.
  private static Set<CategoryCode> touched(View view, List<Item> records) {
    var touched = new TreeSet<CategoryCode>((a, b) -> a.value().compareTo(b.value()));
    for (var item : records) {
      var category = place(view.tenant(), view.subject(), item.key()).category();
      if (view.engagement().touches(category)) {
        touched.add(category);
      }
    }
    for (var ending : view.engagement().ended()) {
      var activity = view.engagement().activities().get(ending.activity());
      if (activity != null) {
        activity.uses().stream()
            .map(Activity.Use::category)
            .filter(code -> view.engagement().touches(code) && view.keys().has(code))
            .forEach(touched::add);
      }
    }
    return touched;
  }

  private Plan plan(View view, List<Item> records) {
    var planned = new ArrayList<Planned>();
    var tampered = new ArrayList<RecordPlace>();
    var touched = touched(view, records);
    for (var item : records) {
      var place = place(view.tenant(), view.subject(), item.key());
      var record = StoredRecord.of(item);
      if (touched.contains(place.category()) && !record.isDeleted()) {
        Vault.untampered(
                () -> Optional.of(judged(view, view.keys(), place, record).planned()),
                () -> {
                  tampered.add(place);
                  return Optional.<Planned>empty();
                })
            .ifPresent(planned::add);
      }
    }
    var held = new HashSet<CategoryCode>();
    touched.stream().filter(view.keys()::holds).forEach(held::add);
    return new Plan(view.subject(), planned, held, tampered);
  }

  /// A record, opened and judged.
  private record Judged(Planned planned, Content before, Content after) {}

  private Judged judged(View view, PersonKeys keys, RecordPlace place, StoredRecord record) {
    var before = vault.open(place, keys, record).orElseGet(Content::empty);
    var engaged = view.engaged(place, record, before);
    var category = view.categories().get(place.category());
    var covered =
        category == null ? Set.<String>of() : Engagement.covered(category, engaged.values());
    var after = before.fields().deepCopy();
    var gone = new TreeSet<String>();
    before
        .fields()
        .fieldNames()
        .forEachRemaining(name -> {
          if (!covered.contains(name)) {
            gone.add(name);
            after.remove(name);
          }
        });
    boolean nothing = engaged.isEmpty() || (after.isEmpty() && !gone.isEmpty());
    var fate = nothing ? Fate.DELETE : gone.isEmpty() ? Fate.KEEP : Fate.REDUCE;
    return new Judged(
        new Planned(place.category(), place.record(), fate, gone, engaged.keySet()),
        before,
        new Content(after, before.eventDate(), before.asOf()));
  }

  private void enter(Caller caller, Plan plan, CategoryCode category, List<Ending> endings) {
    var fields = new TreeSet<String>();
    plan.records().stream()
        .filter(record -> record.category().equals(category))
        .forEach(record -> fields.addAll(record.fields()));
    var ended = new TreeMap<String, Boolean>();
    endings.forEach(ending -> ended.put(ending.activity().value(), true));
    var intent =
        Intent.of(caller, Action.DISPOSE)
            .about(plan.subject())
            .in(category)
            .ofFields(fields)
            .towards("activity/" + String.join("+", ended.keySet()));
    var _ = ledger.intent(caller.tenant(), intent);
  }

  /// Steps 2 to 4.
  private void dispose(View view, CategoryCode category) {
    if (view.keys().has(category)) {
      var renewed =
          keyring
              .supersede(view.keys(), category)
              .orElseThrow(() -> Fault.Conflicting.of(Conflict.HELD).exception());
      int old = renewed.version(category).orElseThrow() - 1;
      var items = records(view.tenant(), view.subject(), RecordPlace.prefix(category));
      var now = anew(view, items);
      for (var item : items) {
        reseal(now, renewed, place(view.tenant(), view.subject(), item.key()), item, old);
      }
      switch (keyring.destroyVersions(renewed, category, old)) {
        case DONE -> {}
        case HELD -> throw Fault.Conflicting.of(Conflict.HELD).exception();
        case ABSENT -> throw new Fault.Erased().exception();
      }
    }
  }

  /// What judges records is read after them: one that was written meanwhile, under an activity or a
  /// consent that was not there before, is not met without it.
  private View anew(View view, List<Item> records) {
    var endings = view.engagement().ended();
    return view(view.tenant(), view.subject(), endings, view.over(), records);
  }

  private void reseal(View first, PersonKeys keys, RecordPlace place, Item seen, int old) {
    var view = first;
    var item = seen;
    for (int tries = 0; tries < TRIES; tries++) {
      var record = StoredRecord.of(item);
      if (record.isDeleted() || put(view, keys, place, record, old)) {
        return;
      }
      var again = store.read(place.key());
      if (again.isEmpty()) {
        return; // whoever takes the item itself away erases the person
      }
      item = again.get();
      view = anew(view, List.of(item));
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// @return whether the record is as it should be
  private boolean put(View view, PersonKeys seen, RecordPlace place, StoredRecord record, int old) {
    var keys = vault.notOlder(seen, place.category(), Optional.of(record));
    var judged = judged(view, keys, place, record);
    var planned = judged.planned();
    var codes = new HashSet<String>();
    planned.engaged().forEach(code -> codes.add(code.value()));
    boolean sealedAnew = record.sealed().map(vault::dekVersion).orElse(0) > old;
    if (planned.fate() == Fate.KEEP && sealedAnew && record.activities().equals(codes)) {
      return true;
    }
    var category = view.categories().get(place.category());
    if (planned.fate() == Fate.DELETE || category == null) {
      return steps.dispose(place, record);
    }
    var engaged = view.engagement().starts(planned.engaged(), place.category());
    return resealing.reseal(
        place, category, record, keys, judged.before(), judged.after(), engaged, view.end());
  }
}
