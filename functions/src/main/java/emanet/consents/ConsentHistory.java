package emanet.consents;

import emanet.consents.Evidence.Proof;
import emanet.keys.CaseKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.ConsentStates;
import emanet.register.KnownPeople.Standing;
import emanet.register.Operation;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.store.Item;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows a person's decisions, and which of them are in force.
///
/// After the person's erasure they stay readable, as evidence, to who answers for them and who
/// inspects: `dpo` and `auditor`. An auditor sees no channel and no evidence.
public final class ConsentHistory {
  private static final Set<Role> EVIDENCE_READERS = Set.of(Role.DPO, Role.AUDITOR);

  private final Consents.Needs needs;
  private final ConsentItems items;
  private final CurrentConsents current;
  private final Evidence evidence;

  public ConsentHistory(Consents.Needs needs) {
    this.needs = needs;
    this.items = new ConsentItems(needs.store());
    this.current = new CurrentConsents(needs.store(), needs.register());
    this.evidence = new Evidence(needs.store(), needs.keyring(), needs.envelope());
  }

  /// How a decision stands.
  enum State {
    IN_FORCE,
    /// Given, to a version of the activity that did less.
    STALE,
    /// The last word was no.
    WITHDRAWN,
    /// Another decision came after it.
    SUPERSEDED
  }

  /// A decision as it is shown.
  ///
  /// @param proof none for an auditor, and once the proof is destroyed
  record Shown(Consent consent, State state, Optional<Proof> proof) {}

  Recorded<Page<Shown>> list(
      Caller caller,
      SubjectId subject,
      Optional<ActivityCode> activity,
      int limit,
      Optional<String> after) {
    var stated = Intent.of(caller, Action.READ_CONSENTS).about(subject);
    return needs
        .trail()
        .around(
            caller.tenant(),
            activity.map(stated::under).orElse(stated),
            () -> {
              requireReadable(caller, subject);
              return page(caller, subject, activity, limit, after);
            });
  }

  private void requireReadable(Caller caller, SubjectId subject) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(needs.people().keysFor(tenant, subject));
    keys.addAll(needs.policy().keysForGrant(caller));
    var read = needs.store().readAll(keys);
    needs.policy().checkGrant(caller, read, Operation.LIST, Optional.of(subject));
    var known = needs.people().known(read, tenant, subject);
    if (known.standing() == Standing.ERASED
        && caller.roles().stream().anyMatch(EVIDENCE_READERS::contains)) {
      return;
    }
    known.requireLiving();
  }

  private Page<Shown> page(
      Caller caller,
      SubjectId subject,
      Optional<ActivityCode> activity,
      int limit,
      Optional<String> after) {
    var tenant = caller.tenant();
    var found = items.list(tenant, subject, activity, limit + 1, after);
    var page = found.subList(0, Math.min(limit, found.size()));
    var current = page.stream().filter(ConsentItems::isCurrent).map(ConsentItems::parse).toList();
    var states = this.current.states(tenant, current);
    var keys = keys(caller, subject, page);
    var shown = new ArrayList<Shown>();
    for (var item : page) {
      var consent = ConsentItems.parse(item);
      var state = ConsentItems.isCurrent(item) ? state(consent, states) : State.SUPERSEDED;
      shown.add(new Shown(consent, state, keys.flatMap(k -> evidence.open(k, subject, consent))));
    }
    boolean more = found.size() > limit;
    return new Page<>(shown, more ? Optional.of(page.getLast().key().sort()) : Optional.empty());
  }

  private Optional<CaseKeys> keys(Caller caller, SubjectId subject, List<Item> page) {
    return page.isEmpty() || caller.roles().equals(Set.of(Role.AUDITOR))
        ? Optional.empty()
        : evidence.keys(caller.tenant(), subject);
  }

  private static State state(Consent consent, Map<ActivityCode, ConsentStates.State> states) {
    if (!consent.granted()) {
      return State.WITHDRAWN;
    }
    return states.get(consent.activity()) == ConsentStates.State.IN_FORCE
        ? State.IN_FORCE
        : State.STALE;
  }
}
