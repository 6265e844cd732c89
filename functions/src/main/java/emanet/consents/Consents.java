package emanet.consents;

import emanet.consents.Evidence.Proof;
import emanet.envelope.Envelope;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldError;
import emanet.keys.Keyring;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Activity;
import emanet.register.Filed;
import emanet.register.KnownPeople;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.PublishedNotices;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.register.replay.ReplayRecords;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Explicit consent (açık rıza, Art. 3, 5/1, 6/3-a): given for one activity at a time, withdrawn at
/// any time with effect from the next call on, and never changed afterwards.
///
/// Stages of a decision:
///
/// 1. the strong read of all that decides, beside the durable intent;
/// 2. where consent is given: the categories and recipients that say what is covered;
/// 3. the case's key, and what proves the decision, sealed under it;
/// 4. a withdrawal's mark in the list of what is to be followed by disposal; a copy of the decision
///    that is replaced;
/// 5. one conditional put of the current decision: from then on it is in force everywhere;
/// 6. a withdrawal's copy outside the table, which a restored backup is brought up to date by;
/// 7. the strong read of the person: 410 if they were erased meanwhile (the decision stays as
///    evidence, and opens nothing);
/// 8. after a withdrawal, the disposal of what nothing else covers, and the end of its mark.
///
/// A stop before 5 leaves the decision before as it was; whoever repeats the call goes through with
/// it. A stop after 5 leaves a mark by which the disposal is taken up, and a copy to whoever
/// repeats the call, which was not acknowledged.
public final class Consents {
  private static final int TRIES = 5;

  private final Needs needs;
  private final ConsentItems items;
  private final Evidence evidence;
  private final Withdrawals withdrawals;

  /// What the room needs.
  public record Needs(
      Store store,
      Trail trail,
      Policy policy,
      Register register,
      KnownPeople people,
      PublishedNotices notices,
      Keyring keyring,
      Envelope envelope,
      WithdrawalListener listener,
      ReplayRecords records,
      InstantSource clock) {}

  public Consents(Needs needs) {
    this.needs = needs;
    this.items = new ConsentItems(needs.store());
    this.evidence = new Evidence(needs.store(), needs.keyring(), needs.envelope());
    this.withdrawals = new Withdrawals(items, needs.listener());
  }

  /// A decision as it was sent: of its shape, and judged only once it is known who sent it.
  ///
  /// @param code of the activity; empty if what was sent is none
  /// @param errors what is wrong with it, whatever there is in the register
  record Decision(
      SubjectId subject,
      Optional<ActivityCode> code,
      boolean granted,
      Optional<Consent.Notice> notice,
      Proof proof,
      List<FieldError> errors) {
    Decision {
      errors = List.copyOf(errors);
    }

    /// The activity, once the decision is judged.
    ActivityCode activity() {
      return code.orElseThrow();
    }
  }

  /// A decision whose first stage is behind it.
  ///
  /// @param activity as it is now; empty only for a withdrawal from one that is gone
  record Allowed(
      Caller caller,
      Decision decision,
      Trail.Begun begun,
      Optional<Filed<Activity>> activity,
      Optional<Consent> current) {}

  /// A decision that stands.
  ///
  /// @param disposed whether all that a withdrawal asks for is done
  record Entered(Consent consent, boolean disposed, String receipt) {}

  /// Stage 1.
  ///
  /// @throws FaultException `Refused`, `Absent`, `Erased`, `Invalid`
  Allowed allow(Caller caller, Decision decision) {
    var tenant = caller.tenant();
    var action = decision.granted() ? Action.GIVE_CONSENT : Action.WITHDRAW_CONSENT;
    var bare = Intent.of(caller, action).about(decision.subject());
    var intent = decision.code().map(bare::under).orElse(bare);
    var keys = keysFor(caller, decision);
    var reading = Stage.start(() -> needs.store().readAll(keys));
    var entering = Stage.start(() -> needs.trail().begin(tenant, intent));
    Stage.settle(reading, entering);
    var begun = entering.get();
    var read = reading.get();
    return begun.run(() -> checked(caller, decision, begun, read));
  }

  private Set<Key> keysFor(Caller caller, Decision decision) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(needs.people().keysFor(tenant, decision.subject()));
    keys.addAll(needs.policy().keysForGrant(caller));
    decision
        .code()
        .ifPresent(code -> {
          keys.addAll(needs.policy().keysFor(caller, code, Set.of(), Optional.empty()));
          keys.add(ConsentItems.current(tenant, decision.subject(), code));
        });
    decision
        .notice()
        .ifPresent(n -> keys.addAll(needs.notices().keysFor(tenant, n.id(), n.version())));
    return keys;
  }

  private Allowed checked(
      Caller caller, Decision decision, Trail.Begun begun, Map<Key, Item> read) {
    var tenant = caller.tenant();
    var subject = decision.subject();
    needs
        .policy()
        .checkGrant(caller, read, Operation.CONSENT, Optional.of(subject), decision.code());
    var known = needs.people().known(read, tenant, subject);
    known.requireLiving();
    var activity = decision.code().flatMap(code -> needs.policy().activity(tenant, read, code));
    var current =
        decision
            .code()
            .map(code -> read.get(ConsentItems.current(tenant, subject, code)))
            .map(ConsentItems::parse);
    var kind =
        decision.notice().flatMap(n -> needs.notices().kind(read, tenant, n.id(), n.version()));
    ConsentRules.judge(decision, known.groups(), activity.map(Filed::value), current, kind);
    return new Allowed(caller, decision, begun, activity, current);
  }

  /// Stages 2 to 8.
  ///
  /// @param mark recognises this very call's own writes, whoever repeats it
  /// @param resumed whether an earlier run of this very call may have written something
  Entered enter(Allowed allowed, Bytes mark, boolean resumed) {
    return allowed
        .begun()
        .run(() -> {
          var consent = written(allowed, mark, resumed);
          if (!consent.granted()) {
            WithdrawalCopy.keep(
                needs.records(), allowed.caller().tenant(), allowed.decision().subject(), consent);
          }
          requireStillLiving(allowed);
          boolean disposed =
              !consent.undisposed()
                  || withdrawals.follow(allowed.caller(), allowed.decision().subject(), consent);
          return new Entered(consent, disposed, allowed.begun().receipt());
        });
  }

  /// Nobody consents to anything any more who was erased while this was entered.
  private void requireStillLiving(Allowed allowed) {
    var tenant = allowed.caller().tenant();
    var subject = allowed.decision().subject();
    var people = needs.people();
    people
        .known(needs.store().readAll(people.keysFor(tenant, subject)), tenant, subject)
        .requireLiving();
  }

  private Consent written(Allowed allowed, Bytes mark, boolean resumed) {
    var tenant = allowed.caller().tenant();
    var decision = allowed.decision();
    var current = allowed.current();
    for (int tries = 0; tries < TRIES; tries++) {
      if (current.filter(now -> now.mark().equals(mark)).isPresent()) {
        return current.get();
      }
      if (resumed) {
        // what this call decided may have been decided otherwise since: it is not decided again
        var done = items.past(tenant, decision.subject(), decision.activity(), mark);
        if (done.isPresent()) {
          return done.get();
        }
      }
      var next = next(allowed, current, mark);
      if (items.write(tenant, decision.subject(), current, next)) {
        return next;
      }
      current = items.read(tenant, decision.subject(), decision.activity());
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  private Consent next(Allowed allowed, Optional<Consent> before, Bytes mark) {
    var tenant = allowed.caller().tenant();
    var decision = allowed.decision();
    long version = before.map(Consent::version).orElse(0L) + 1;
    var covers = new TreeSet<String>();
    allowed
        .activity()
        .ifPresent(activity -> covers.addAll(given(tenant, activity.value(), decision)));
    boolean undisposed =
        !decision.granted() && before.filter(old -> old.granted() || old.undisposed()).isPresent();
    return new Consent(
        decision.activity(),
        version,
        decision.granted(),
        allowed.activity().map(Filed::version).orElse(0L),
        decision.notice(),
        Scope.hash(covers),
        covers,
        needs.clock().instant(),
        allowed.caller().actor().value(),
        mark,
        allowed.begun().receipt(),
        evidence.seal(tenant, decision.subject(), decision.activity(), version, decision.proof()),
        undisposed);
  }

  private SortedSet<String> given(TenantId tenant, Activity activity, Decision decision) {
    var countries = CurrentConsents.countries(needs.register(), tenant, activity.recipients());
    if (!decision.granted()) {
      return Scope.of(activity, countries);
    }
    var codes = activity.uses().stream().map(Activity.Use::category).toList();
    return Scope.given(activity, countries, needs.register().categories().find(tenant, codes));
  }
}
