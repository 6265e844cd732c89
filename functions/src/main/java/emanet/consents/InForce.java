package emanet.consents;

import emanet.register.Activity;
import emanet.register.ConsentStates;
import emanet.register.Filed;
import emanet.register.Recipient;
import emanet.register.Recipients;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.Recent;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Whether a consent is in force, decided by what its asker reads strongly anyway: one more item,
/// and the activity's recipients, where they are now.
///
/// Which recipients an activity has is known only once it is read. A process remembers it from the
/// time before; where the memory is of another version, the recipients that it lacks are read here.
/// So a check adds no stage, but for the first of an activity, or of its new version, in a process.
public final class InForce implements ConsentStates {
  /// Activities remembered at most, of all tenants.
  private static final int MOST = 2000;

  private final Store store;
  private final Recipients recipients;
  private final Map<Place, Set<String>> remembered = Recent.atMost(MOST);

  private record Place(TenantId tenant, ActivityCode activity) {}

  public InForce(Store store, Recipients recipients) {
    this.store = store;
    this.recipients = recipients;
  }

  @Override
  public Set<Key> keysFor(TenantId tenant, SubjectId subject, ActivityCode activity) {
    var keys = new HashSet<Key>();
    keys.add(ConsentItems.current(tenant, subject, activity));
    synchronized (remembered) {
      remembered
          .getOrDefault(new Place(tenant, activity), Set.of())
          .forEach(id -> keys.add(recipients.key(tenant, id)));
    }
    return keys;
  }

  @Override
  public State state(
      Map<Key, Item> read, TenantId tenant, SubjectId subject, Filed<Activity> activity) {
    return state(read, tenant, subject, activity, Set.of());
  }

  @Override
  public State state(
      Map<Key, Item> read,
      TenantId tenant,
      SubjectId subject,
      Filed<Activity> activity,
      CategoryCode category,
      Set<String> fields) {
    var touched = new HashSet<String>();
    fields.forEach(field -> touched.add(Scope.field(category, field)));
    return state(read, tenant, subject, activity, touched);
  }

  private State state(
      Map<Key, Item> read,
      TenantId tenant,
      SubjectId subject,
      Filed<Activity> activity,
      Set<String> touched) {
    var code = activity.value().code();
    var consent =
        Optional.ofNullable(read.get(ConsentItems.current(tenant, subject, code)))
            .map(ConsentItems::parse)
            .filter(Consent::granted);
    if (consent.isEmpty()) {
      return State.MISSING;
    }
    var now = Scope.of(activity.value(), countries(read, tenant, activity.value()));
    return covers(consent.get(), now, touched) ? State.IN_FORCE : State.STALE;
  }

  static boolean covers(Consent consent, SortedSet<String> now, Collection<String> touched) {
    return consent.covers().containsAll(now) && consent.covers().containsAll(touched);
  }

  private Map<String, String> countries(Map<Key, Item> read, TenantId tenant, Activity activity) {
    if (activity.recipients().isEmpty()) {
      return Map.of();
    }
    synchronized (remembered) {
      remembered.put(new Place(tenant, activity.code()), activity.recipients());
    }
    var missing = new HashSet<Key>();
    for (var id : activity.recipients()) {
      var key = recipients.key(tenant, id);
      if (!read.containsKey(key)) {
        missing.add(key);
      }
    }
    var all = new HashMap<>(read);
    if (!missing.isEmpty()) {
      all.putAll(store.readAll(missing));
    }
    return countries(tenant, activity, all);
  }

  private Map<String, String> countries(TenantId tenant, Activity activity, Map<Key, Item> read) {
    var countries = new HashMap<String, String>();
    for (var id : activity.recipients()) {
      recipients
          .in(tenant, read, id)
          .map(Recipient::country)
          .ifPresent(country -> countries.put(id, country));
    }
    return countries;
  }
}
