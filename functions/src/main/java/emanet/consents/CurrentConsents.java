package emanet.consents;

import emanet.register.Activity;
import emanet.register.ConsentStates;
import emanet.register.Filed;
import emanet.register.Register;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of a person's consents count now.
public final class CurrentConsents implements ConsentStanding {
  private final ConsentItems items;
  private final Register register;

  public CurrentConsents(Store store, Register register) {
    this.items = new ConsentItems(store);
    this.register = register;
  }

  @Override
  public Map<ActivityCode, ConsentStates.State> of(TenantId tenant, SubjectId subject) {
    return states(tenant, items.current(tenant, subject));
  }

  /// Of those that were given: whether the activity still does no more than was consented to.
  Map<ActivityCode, ConsentStates.State> states(TenantId tenant, Collection<Consent> current) {
    var given = current.stream().filter(Consent::granted).toList();
    var activities = new HashMap<ActivityCode, Filed<Activity>>();
    var recipients = new HashSet<String>();
    register
        .activities()
        .find(tenant, given.stream().map(Consent::activity).toList())
        .forEach(filed -> {
          activities.put(filed.value().code(), filed);
          recipients.addAll(filed.value().recipients());
        });
    var countries = countries(register, tenant, recipients);
    var states = new LinkedHashMap<ActivityCode, ConsentStates.State>();
    for (var consent : given) {
      var now = Optional.ofNullable(activities.get(consent.activity()));
      boolean covered =
          now.filter(filed -> InForce.covers(consent, Scope.of(filed.value(), countries), Set.of()))
              .isPresent();
      states.put(
          consent.activity(), covered ? ConsentStates.State.IN_FORCE : ConsentStates.State.STALE);
    }
    return states;
  }

  /// Where the recipients are now.
  static Map<String, String> countries(Register register, TenantId tenant, Set<String> ids) {
    var countries = new HashMap<String, String>();
    register
        .recipients()
        .find(tenant, ids)
        .forEach((id, recipient) -> countries.put(id, recipient.country()));
    return countries;
  }
}
