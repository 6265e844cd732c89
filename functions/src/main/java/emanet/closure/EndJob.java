package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Ends a contract, when its time has come:
///
/// 1. who has said to have received the package, or can receive none since its KMS key has opened
///    nothing for a week, is waited for no longer; all others are, for 14 days more, and whoever's
///    package is not there though the key opens, for as long as it takes: that is our failure, and
///    is told of each day;
/// 2. one conditional put settles it: from here on it cannot be withdrawn;
/// 3. it is entered in the tenant's ledger, and its record is written once to this Region and the
///    other;
/// 4. the tenant's keys are destroyed: first `TenantEnds` says so, where no restore reaches, then
///    they go from the table, and when they had is noted: the horizon counts from there. Nothing of
///    the tenant opens from here on, but for what functions remember for five minutes;
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

  /// It is not given up: keys go as soon as they can.
  private static final int ATTEMPTS = Integer.MAX_VALUE;

  private final Needs needs;

  /// What it takes.
  ///
  /// @param late is told of a package that is not there when it should be
  /// @param departure takes away a page of people; how many they were
  /// @param cases takes away a page of cases' keys
  record Needs(
      ClosureCourse course,
      ClosureItems items,
      TenantEnds ends,
      TenantKeys keys,
      GivenBack back,
      Consumer<Job> late,
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
    var found = needs.course().of(job);
    if (found.filter(closure -> closure.state() != State.WITHDRAWN).isEmpty()) {
      return Step.done();
    }
    var closure = found.get();
    var parts = cursor.orElse("").split("/", 2);
    return switch (parts[0]) {
      case KEYS -> {
        var _ = destroyed(closure);
        yield new Step.Next(PEOPLE, Map.of());
      }
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
      default -> settled(job, closure);
    };
  }

  /// 1 and 2: of the closure exactly as it was looked at.
  private Step settled(Job job, StoredClosure found) {
    if (found.state().isOver()) {
      return new Step.Next(KEYS, Map.of());
    }
    var closure = needs.course().settled(found);
    var now = needs.clock().instant();
    var undo = closure.time(StoredClosure.UNDO_UNTIL);
    if (now.isBefore(undo)) {
      return later(undo);
    }
    return switch (wait(job, closure, now)) {
      case Wait.Until(var at) -> later(at.isBefore(now.plus(DAY)) ? at : now.plus(DAY));
      case Wait.Over(var as) ->
          needs.items().changed(as, State.ENDING, as.doc()).isPresent()
              ? new Step.Next(KEYS, Map.of())
              : later(now.plus(SOON));
    };
  }

  private static Step later(Instant at) {
    return new Step.Later("", at, Map.of());
  }

  /// Whether anything is waited for.
  private sealed interface Wait {
    /// At the latest until then.
    record Until(Instant at) implements Wait {}

    /// No longer.
    ///
    /// @param closure as it was looked at
    record Over(StoredClosure closure) implements Wait {}
  }

  private Wait wait(Job job, StoredClosure closure, Instant now) {
    if (closure.has(StoredClosure.RECEIPT)) {
      return new Wait.Over(closure);
    }
    var back = needs.back();
    var made = back.made(closure);
    if (GivenBack.isThere(made)) {
      return back.awaited(closure, made.orElseThrow())
          .map(as -> until(as.time(StoredClosure.WAIT_UNTIL), as, now))
          .orElse(new Wait.Until(now.plus(SOON)));
    }
    return back.asked(closure, needs.course().now())
        .map(as -> withoutPackage(job, as, now))
        .orElse(new Wait.Until(now.plus(SOON)));
  }

  private Wait withoutPackage(Job job, StoredClosure closure, Instant now) {
    var last = closure.time(StoredClosure.WAIT_UNTIL);
    if (closure.isKeyGone()) {
      return until(GivenBack.gone(closure), closure, now);
    }
    if (closure.isDeployments()) {
      return until(last, closure, now);
    }
    if (now.isBefore(last)) {
      return new Wait.Until(last);
    }
    needs.late().accept(job);
    needs.course().makeAgain(closure);
    return new Wait.Until(now.plus(DAY));
  }

  private static Wait until(Instant at, StoredClosure closure, Instant now) {
    return now.isBefore(at) ? new Wait.Until(at) : new Wait.Over(closure);
  }

  /// 3 and 4.
  private StoredClosure destroyed(StoredClosure from) {
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
    needs.ends().destroyed(tenant, closure.id(), needs.course().now());
    long kek = needs.keys().destroy(tenant);
    if (closure.has(StoredClosure.KEK)) {
      return closure;
    }
    // until now a backup or a recovery may have held them
    var gone = needs.course().now().toString();
    return note(
        closure,
        doc ->
            doc.has(StoredClosure.KEK)
                ? doc
                : doc.put(StoredClosure.KEK, kek).put(StoredClosure.DESTROYED, gone));
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
    var found = needs.course().of(job);
    if (found.filter(closure -> closure.state() == State.ENDING).isEmpty()) {
      return Step.done();
    }
    // brought back after a loss, it may not know any more that its keys are destroyed
    var known = found.filter(closure -> closure.has(StoredClosure.KEK));
    var closure = known.orElseGet(() -> destroyed(found.get()));
    var now = needs.clock().instant();
    var forgotten = closure.time(StoredClosure.DESTROYED).plus(FORGOTTEN);
    if (now.isBefore(forgotten)) {
      return later(forgotten);
    }
    if (!needs.items().keep(closure) && !needs.items().copied(closure)) {
      return later(now.plus(SOON));
    }
    var certified = certified(needs, closure, State.ENDING, State.CLOSED, Optional.empty());
    needs.course().awaitFinal(certified);
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
