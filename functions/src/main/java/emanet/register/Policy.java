package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The check that every call on data passes. It decides by what its caller read strongly, together
/// with all else that the call needs, and refuses whatever is not granted.
///
/// The first reason that applies is the answer, in this order: role, grant, activity, its roles,
/// group, category, field, view or search, second factor, consent, attestation.
public final class Policy {
  private final PolicyItems items;
  private final ConsentStates consents;
  private final InstantSource clock;

  private Policy(Shelves shelves, ConsentStates consents, InstantSource clock) {
    this.items = new PolicyItems(shelves);
    this.consents = consents;
    this.clock = clock;
  }

  /// A policy over the register's items. It reads nothing itself: `store` serves its siblings.
  public static Policy over(
      Store store, DocumentSeal seal, ConsentStates consents, InstantSource clock) {
    return new Policy(Shelves.of(store, seal), consents, clock);
  }

  /// What has to be read strongly before anything is checked.
  ///
  /// @param person whose data it is, where that is known
  public Set<Key> keysFor(
      Caller caller,
      ActivityCode activity,
      Set<CategoryCode> inCategories,
      Optional<SubjectId> person) {
    var tenant = caller.tenant();
    var keys = new HashSet<Key>();
    keys.add(items.activityKey(tenant, activity));
    keys.add(items.grantKey(caller));
    inCategories.forEach(code -> keys.add(items.categoryKey(tenant, code)));
    person.ifPresent(id -> keys.addAll(consents.keysFor(tenant, id, activity)));
    return keys;
  }

  /// The activity as it was read, whoever asks.
  public Optional<Filed<Activity>> activity(
      TenantId tenant, Map<Key, Item> read, ActivityCode code) {
    return items.activity(tenant, read, code);
  }

  /// The category as it was read; a built-in one needs no item.
  public Optional<Category> category(TenantId tenant, Map<Key, Item> read, CategoryCode code) {
    return items.category(tenant, read, code);
  }

  /// Checks a call that names no category: taking up a person, listing records, starting a search.
  ///
  /// @param groups of the person; empty where no person is known yet, and then they are checked by
  ///   `covers` once one is
  /// @throws FaultException `Refused`
  public Filed<Activity> enter(
      Caller caller,
      Map<Key, Item> read,
      ActivityCode code,
      Operation operation,
      Optional<SubjectId> person,
      Optional<Set<String>> groups) {
    var admission = admitted(caller, read, code, operation, person);
    var activity = admission.activity();
    groups.ifPresent(g -> requireGroups(activity.value(), operation, g));
    if (operation != Operation.CREATE) {
      // nobody can have consented before being taken up
      person.ifPresent(id -> requireConsent(caller, read, activity, id));
    }
    requireAttestation(activity.value());
    return activity;
  }

  /// Whoever takes up a person puts them into groups of the activity only.
  private void requireGroups(Activity activity, Operation operation, Set<String> groups) {
    covers(activity, groups);
    if (operation == Operation.CREATE) {
      groups.forEach(group -> covers(activity, Set.of(group)));
    }
  }

  /// Checks that a person is in a group of the activity.
  ///
  /// @throws FaultException `Refused`
  public void covers(Activity activity, Set<String> groups) {
    boolean covered =
        groups.stream()
            .flatMap(g -> SubjectGroup.parse(g).stream())
            .anyMatch(activity.subjectGroups()::contains);
    if (!covered) {
      throw refused(Refusal.GROUP);
    }
  }

  /// What has to be read strongly for a call on a person that names no activity.
  public Set<Key> keysForGrant(Caller caller) {
    return Set.of(items.grantKey(caller));
  }

  /// What has to be read strongly to know whether codes name anything.
  public Set<Key> keysForCodes(
      TenantId tenant, Set<ActivityCode> activities, Set<CategoryCode> categories) {
    var keys = new HashSet<Key>();
    activities.forEach(code -> keys.add(items.activityKey(tenant, code)));
    categories.forEach(code -> keys.add(items.categoryKey(tenant, code)));
    return keys;
  }

  /// Checks a call on a person that names no activity: role, grant, and that a person's own token
  /// reaches that person alone.
  ///
  /// @throws FaultException `Refused`
  public void checkGrant(
      Caller caller, Map<Key, Item> read, Operation operation, Optional<SubjectId> person) {
    checkGrant(caller, read, operation, person, Optional.empty());
  }

  /// The same of a call that names an activity without being under it: the grant covers that.
  ///
  /// @param activity empty where it names none
  /// @throws FaultException `Refused`
  public void checkGrant(
      Caller caller,
      Map<Key, Item> read,
      Operation operation,
      Optional<SubjectId> person,
      Optional<ActivityCode> activity) {
    var grant = items.grant(caller, read);
    Admission.withoutActivity(caller, operation, grant, clock.instant());
    Admission.requireOwnData(caller, person);
    if (activity.isPresent() && grant.filter(g -> !g.covers(activity.get())).isPresent()) {
      throw refused(Refusal.GRANT);
    }
  }

  /// What has to be read strongly for a call on a record.
  public Set<Key> keysFor(Question question) {
    return keysFor(
        question.caller(),
        question.activity(),
        Set.of(question.category()),
        Optional.of(question.person()));
  }

  /// Checks a call on a record's fields.
  ///
  /// @param groups the person's
  /// @throws FaultException `Refused`; `Malformed` for a field to read that the category lacks
  public Granted check(Question question, Map<Key, Item> read, Set<String> groups) {
    var caller = question.caller();
    boolean reads = question.operation().reads();
    var category = category(caller.tenant(), read, question.category());
    if (reads) {
      category.ifPresent(c -> Coverage.requireFields(c, question.fields()));
    }
    var person = Optional.of(question.person());
    var admission = admitted(caller, read, question.activity(), question.operation(), person);
    var activity = admission.activity();
    covers(activity.value(), groups);
    var use = Coverage.use(activity.value(), question.category());
    var known = category.orElseThrow(() -> refused(Refusal.CATEGORY));
    if (question.operation() == Operation.GLASS && known.special()) {
      throw refused(Refusal.SPECIAL);
    }
    var shown = Coverage.fields(known, use, question.fields());
    var view = reads ? Coverage.view(admission.widest(use), question.view()) : use.view();
    boolean shows = reads || question.operation() == Operation.DISCLOSE;
    if (shows && view == View.PLAIN) {
      requireSecondFactor(caller, known);
    }
    if (activity.value().legalBasis().isConsent()) {
      requireConsent(
          consents.state(
              read,
              caller.tenant(),
              question.person(),
              activity,
              question.category(),
              reads || question.fields().isEmpty() ? shown : question.fields()));
    }
    requireAttestation(activity.value());
    return new Granted(activity, known, shown, view);
  }

  /// Checks a search by a field's value. Who is found is checked by `covers`.
  ///
  /// @throws FaultException `Refused`; `Malformed` for a field that the category lacks
  public Granted checkSearch(
      Caller caller,
      Map<Key, Item> read,
      ActivityCode code,
      CategoryCode inCategory,
      String field) {
    var category = category(caller.tenant(), read, inCategory);
    category.ifPresent(c -> Coverage.requireFields(c, Set.of(field)));
    var admission = admitted(caller, read, code, Operation.SEARCH, Optional.empty());
    var activity = admission.activity();
    var use = Coverage.use(activity.value(), inCategory);
    var known = category.orElseThrow(() -> refused(Refusal.CATEGORY));
    if (!use.covers(field)) {
      throw refused(Refusal.FIELD);
    }
    var spec = known.field(field).orElseThrow(() -> refused(Refusal.FIELD));
    if (!use.searches(field, spec)) {
      throw refused(Refusal.SEARCH);
    }
    requireSecondFactor(caller, known);
    requireAttestation(activity.value());
    return new Granted(activity, known, Set.of(field), View.PLAIN);
  }

  /// Whether a person found by a search may be shown: consent is each person's own.
  ///
  /// @param granted what `checkSearch` gave
  public boolean consented(Caller caller, Map<Key, Item> read, Granted granted, SubjectId person) {
    var activity = granted.activity();
    return !activity.value().legalBasis().isConsent()
        || consents.state(
                read,
                caller.tenant(),
                person,
                activity,
                granted.category().code(),
                granted.fields())
            == ConsentStates.State.IN_FORCE;
  }

  private Admission admitted(
      Caller caller,
      Map<Key, Item> read,
      ActivityCode code,
      Operation operation,
      Optional<SubjectId> person) {
    var grant = items.grant(caller, read);
    var activity = activity(caller.tenant(), read, code);
    var admission = Admission.of(caller, operation, code, grant, activity, clock.instant());
    Admission.requireOwnData(caller, person);
    return admission;
  }

  private static void requireSecondFactor(Caller caller, Category category) {
    boolean human = caller.is(Role.AGENT) || caller.is(Role.DPO);
    if (category.special() && human && !caller.mfa()) {
      throw refused(Refusal.MFA);
    }
  }

  private void requireConsent(
      Caller caller, Map<Key, Item> read, Filed<Activity> activity, SubjectId person) {
    if (activity.value().legalBasis().isConsent()) {
      requireConsent(consents.state(read, caller.tenant(), person, activity));
    }
  }

  private static void requireConsent(ConsentStates.State state) {
    switch (state) {
      case IN_FORCE -> {}
      case MISSING -> throw refused(Refusal.CONSENT_MISSING);
      case STALE -> throw refused(Refusal.CONSENT_STALE);
    }
  }

  private void requireAttestation(Activity activity) {
    boolean needed = activity.role() == Activity.Capacity.PROCESSOR;
    boolean current =
        activity.attestation().filter(a -> clock.instant().isBefore(a.validUntil())).isPresent();
    if (needed && !current) {
      throw refused(Refusal.ATTESTATION);
    }
  }

  private static FaultException refused(Refusal reason) {
    return new Fault.Refused(reason).exception();
  }
}
