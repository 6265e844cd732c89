package emanet.register;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.ledger.Action;
import emanet.register.Approval.State;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The second person: a human other than the proposer, with a second factor, approves or rejects.
/// Agents and the data-protection officer may; a platform's own token never counts.
///
/// Approving is three steps: the approval is claimed (`APPROVING`, with who and when), the effect
/// is carried out, the approval is closed (`APPROVED`). Whoever stops in between leaves a claim;
/// the next approval of a human takes it up there. So what is `APPROVED` was done, and what was
/// done is `APPROVED` or on its way to it.
public final class Approvals {
  private static final Set<State> WAITING = EnumSet.of(State.PENDING, State.APPROVING);

  private final Shelf<Approval> shelf;
  private final Map<String, Effect> effects;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  Approvals(
      Shelf<Approval> shelf,
      List<Effect> effects,
      Access access,
      Trail trail,
      InstantSource clock) {
    this.shelf = shelf;
    this.effects = effects.stream().collect(Collectors.toMap(Effect::kind, Function.identity()));
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// A proposal that waits.
  public record Pending(String id, String target, Instant expiresAt) {}

  /// Those that wait for a second person, or for whoever takes up what stopped half-way: looked for
  /// among all, since those that were decided stay on the list, and its order says nothing.
  List<Pending> pending(TenantId tenant, int most) {
    var pending = new ArrayList<Pending>();
    Optional<String> after = Optional.empty();
    do {
      var page = shelf.list(tenant, most, after, filed -> WAITING.contains(state(filed.value())));
      page.items()
          .forEach(filed ->
              pending.add(
                  new Pending(filed.code(), filed.value().target(), filed.value().expiresAt())));
      after = page.after();
    } while (after.isPresent() && pending.size() < most);
    return pending.stream().limit(most).toList();
  }

  State state(Approval approval) {
    return approval.stateAt(clock.instant());
  }

  Recorded<Filed<Approval>> read(Caller caller, String id) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(id),
        () -> {
          access.require(caller, Access.APPROVAL_READERS);
          return Found.in(shelf, caller.tenant(), id);
        });
  }

  /// A page, in the order of ids.
  ///
  /// @param state only those; empty for all
  Recorded<Page<Filed<Approval>>> list(
      Caller caller, Optional<State> state, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "approval",
        () -> {
          access.require(caller, Access.APPROVAL_READERS);
          return shelf.list(
              caller.tenant(),
              limit,
              after,
              filed -> state.filter(wanted -> state(filed.value()) != wanted).isEmpty());
        });
  }

  /// Decides.
  ///
  /// @param mark recognises this very decision, however often it is begun anew
  Recorded<Filed<Approval>> decide(Caller caller, String id, Draft<Decision> draft, String mark) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.DECIDE,
        target(id),
        () -> {
          access.requireHuman(caller, Access.HUMANS);
          var filed = Found.in(shelf, caller.tenant(), id);
          if (filed.value().by().equals(caller.actor().value())) {
            throw new Fault.Refused(Refusal.SAME_PERSON).exception();
          }
          if (filed.mark().equals(closing(mark))) {
            return filed;
          }
          return switch (draft.judged()) {
            case APPROVE -> approve(caller, filed, mark);
            case REJECT -> reject(caller, filed, mark);
          };
        });
  }

  private Filed<Approval> reject(Caller caller, Filed<Approval> filed, String mark) {
    if (state(filed.value()) != State.PENDING) {
      throw decided();
    }
    var rejected = filed.value().decided(State.REJECTED, caller.actor().value(), clock.instant());
    return moved(caller, filed, rejected, closing(mark)).orElseThrow(Approvals::decided);
  }

  private Filed<Approval> approve(Caller caller, Filed<Approval> filed, String mark) {
    var claimed =
        switch (state(filed.value())) {
          case PENDING -> {
            var claim =
                filed.value().decided(State.APPROVING, caller.actor().value(), clock.instant());
            yield moved(caller, filed, claim, mark).orElseThrow(Approvals::decided);
          }
          case APPROVING -> filed;
          case APPROVED, REJECTED, FAILED, EXPIRED -> throw decided();
        };
    carryOut(caller, claimed, mark);
    return close(caller, claimed, State.APPROVED, Optional.empty(), mark);
  }

  private void carryOut(Caller caller, Filed<Approval> claimed, String mark) {
    var effect = effects.get(claimed.value().kind());
    if (effect == null) {
      throw new Fault.Internal().exception();
    }
    try {
      effect.carryOut(caller.tenant(), caller, claimed.value());
    } catch (FaultException e) {
      if (isFinal(e.fault())) {
        var why = Optional.of(e.fault().slug());
        var _ = close(caller, claimed, State.FAILED, why, mark);
      }
      throw e;
    }
  }

  /// Whether trying again could not help.
  private static boolean isFinal(Fault fault) {
    return !(fault instanceof Fault.Unavailable
        || fault instanceof Fault.Internal
        || fault instanceof Fault.TooMany);
  }

  /// Two who carry out the same approval meet here: the second finds it closed as it would itself.
  private Filed<Approval> close(
      Caller caller, Filed<Approval> claimed, State state, Optional<String> why, String mark) {
    return moved(caller, claimed, claimed.value().ended(state, why), closing(mark))
        .orElseGet(() -> Found.in(shelf, caller.tenant(), claimed.code()));
  }

  private Optional<Filed<Approval>> moved(
      Caller caller, Filed<Approval> from, Approval to, String mark) {
    var item = shelf.item(caller.tenant(), from.code());
    if (item.filter(i -> i.text(Documents.MARK).equals(from.mark())).isEmpty()) {
      return Optional.empty();
    }
    var next =
        new Filed<>(
            from.code(),
            from.version() + 1,
            clock.instant(),
            caller.actor().value(),
            to,
            mark,
            1,
            Optional.empty());
    return shelf.write(caller.tenant(), item, next) ? Optional.of(next) : Optional.empty();
  }

  private static String closing(String mark) {
    return mark + ".closed";
  }

  private static FaultException decided() {
    return Fault.Conflicting.of(Conflict.DECIDED).exception();
  }

  private static String target(String id) {
    return "approval/" + id;
  }
}
