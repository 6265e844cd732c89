package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.ReturnPackages;
import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.keys.TenantEnds;
import emanet.keys.TenantKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Ends a contract, when its time has come:
///
/// 1. who has said to have received the package, or can receive none, is waited for no longer; all
///    others are, for 14 days more;
/// 2. one conditional put settles it: from here on it cannot be withdrawn;
/// 3. it is entered in the tenant's ledger, and its record is written once to this Region and the
///    other;
/// 4. the tenant's keys are destroyed: first `TenantEnds` says so, where no restore reaches, then
///    they go from the table. Nothing of the tenant opens from here on, but for what functions
///    remember for five minutes;
/// 5. people's keys and what was sealed under them, and cases' keys, go, page by page;
/// 6. once nobody can remember the keys any more and the record is in every Region, the certificate
///    is signed, once; it is kept beside the record, and given out;
/// 7. after the horizon its second part follows (`FinalJob`).
///
/// Each is repeatable, and the cursor says which is next.
final class EndJob implements Kind {
  static final String NAME = "closure-end";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMinutes(1);

  /// Longer than any function remembers a tenant's keys (five minutes), by more than it works on.
  private static final Duration FORGOTTEN = Duration.ofMinutes(7);

  private static final String KEYS = "keys";
  private static final String PEOPLE = "people";
  private static final String CASES = "cases";
  private static final String BY = "emanet";

  /// With the pauses between them, days: keys go as soon as they can.
  private static final int ATTEMPTS = 1000;

  private final Needs needs;

  /// What it takes.
  ///
  /// @param departure takes away a page of people; how many they were
  /// @param cases takes away a page of cases' keys
  record Needs(
      Closures closures,
      ClosureItems items,
      TenantEnds ends,
      TenantKeys keys,
      Supplier<ReturnPackages> returns,
      Ledger ledger,
      Departures departure,
      CaseKeysEnd cases,
      ClosureCertificates certificates,
      InstantSource clock) {}

  /// Takes away people.
  interface Departures {
    int page(TenantId tenant);
  }

  /// Takes away the keys of cases.
  interface CaseKeysEnd {
    /// Takes away a page.
    ///
    /// @param cursor empty at the beginning
    /// @return where to go on; empty when all are gone
    Optional<String> page(TenantId tenant, String cursor);
  }

  EndJob(Needs needs) {
    this.needs = needs;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var found = needs.closures().of(job);
    if (found.filter(closure -> closure.state() != State.WITHDRAWN).isEmpty()) {
      return Step.done();
    }
    var closure = found.get();
    var parts = cursor.orElse("").split("/", 2);
    return switch (parts[0]) {
      case KEYS -> destroyed(closure);
      case PEOPLE ->
          needs.departure().page(closure.tenant()) == 0
              ? new Step.Next(CASES + "/", Map.of())
              : new Step.Next(PEOPLE, Map.of());
      case CASES ->
          needs
              .cases()
              .page(closure.tenant(), parts[1])
              .<Step>map(next -> new Step.Next(CASES + "/" + next, Map.of()))
              .orElseGet(Step::done);
      default -> settled(closure);
    };
  }

  /// 1 and 2.
  private Step settled(StoredClosure closure) {
    if (closure.state().isOver()) {
      return new Step.Next(KEYS, Map.of());
    }
    var now = needs.clock().instant();
    var until = closure.time(StoredClosure.WAIT_UNTIL);
    if (waits(closure) && now.isBefore(until)) {
      var next = now.plus(DAY);
      return new Step.Later("", next.isBefore(until) ? next : until, Map.of());
    }
    var at = now.truncatedTo(ChronoUnit.MILLIS).toString();
    var _ =
        needs
            .items()
            .move(
                needs.items().required(closure.tenant(), closure.id()),
                State.FROZEN,
                State.ENDING,
                doc -> doc.put(StoredClosure.DESTROYED, at));
    return new Step.Next(KEYS, Map.of());
  }

  /// Whether there is a package, or may be one, that the tenant has not said to have.
  private boolean waits(StoredClosure closure) {
    if (closure.has(StoredClosure.RECEIPT)) {
      return false;
    }
    var id = Closures.packageOf(closure);
    var state = needs.returns().get().find(closure.tenant(), id).map(ReturnPackages.Made::state);
    if (state.equals(Optional.of(Job.State.SUCCEEDED))) {
      return true;
    }
    if (!needs.keys().opens(closure.tenant())) {
      var _ = ReturnStart.keyGone(needs.items(), closure);
      return false;
    }
    needs.returns().get().again(closure.tenant(), id);
    return true;
  }

  /// 3 and 4.
  private Step destroyed(StoredClosure from) {
    var tenant = from.tenant();
    var closure = from;
    if (!closure.has(StoredClosure.LEDGER)) {
      var target = "closure/" + closure.id();
      var receipt =
          needs
              .ledger()
              .intent(tenant, Intent.of(by(tenant), Action.CLOSURE).towards(target))
              .header();
      closure = note(closure, doc -> doc.put(StoredClosure.LEDGER, receipt));
    }
    var _ = needs.items().keep(closure);
    needs.ends().destroyed(tenant, closure.id(), closure.time(StoredClosure.DESTROYED));
    long kek = needs.keys().destroy(tenant);
    if (!closure.has(StoredClosure.KEK)) {
      var _ = note(closure, doc -> doc.put(StoredClosure.KEK, kek));
    }
    return new Step.Next(PEOPLE, Map.of());
  }

  private StoredClosure note(StoredClosure closure, UnaryOperator<ObjectNode> change) {
    return needs.items().note(closure, change);
  }

  private Caller by(TenantId tenant) {
    return new Caller(
        tenant,
        new ActorId(BY),
        Set.of(Role.OPERATOR),
        Optional.empty(),
        true,
        needs.clock().instant().plus(DAY),
        NAME);
  }

  /// 6.
  @Override
  public Step close(Job job, Optional<String> cursor) {
    var found = needs.closures().of(job);
    if (found.filter(closure -> closure.state() == State.ENDING).isEmpty()) {
      return Step.done();
    }
    var closure = found.get();
    var now = needs.clock().instant();
    var forgotten = closure.time(StoredClosure.DESTROYED).plus(FORGOTTEN);
    if (now.isBefore(forgotten)) {
      return new Step.Later("", forgotten, Map.of());
    }
    if (!needs.items().keep(closure) && !needs.items().copied(closure)) {
      return new Step.Later("", now.plus(SOON), Map.of());
    }
    var certified = certified(needs, closure, State.ENDING, State.CLOSED, Optional.empty());
    needs.closures().awaitFinal(certified);
    return Step.done();
  }

  /// The certificate is in the item first, so that there is one; then it is kept outside, and only
  /// then is it shown.
  static StoredClosure certified(
      Needs needs, StoredClosure from, State before, State after, Optional<Instant> last) {
    var draft = from;
    if (!draft.has(StoredClosure.DRAFT)) {
      var signed = needs.certificates().sign(from, last);
      draft =
          needs
              .items()
              .note(
                  from,
                  doc -> doc.has(StoredClosure.DRAFT) ? doc : doc.set(StoredClosure.DRAFT, signed));
    }
    // kept as what it is about to be
    var next = draft.to(after, shown(draft.doc()));
    var _ = needs.items().keep(next);
    return needs.items().move(draft, before, after, EndJob::shown);
  }

  private static ObjectNode shown(ObjectNode doc) {
    var next = doc.deepCopy();
    next.set(StoredClosure.CERTIFICATE, next.remove(StoredClosure.DRAFT));
    return next;
  }
}
