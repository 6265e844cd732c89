package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Makes proposals that wait for a second person.
public final class Proposals {
  /// Long enough for a holiday, short enough that what is proposed is still known.
  public static final Duration LIFE = Duration.ofDays(14);

  private final Shelf<Approval> shelf;
  private final InstantSource clock;

  Proposals(Shelf<Approval> shelf, InstantSource clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  /// How far a proposal came; empty if there is none of that id.
  public Optional<Approval.State> state(TenantId tenant, String id) {
    return shelf.read(tenant, id).map(filed -> filed.value().stateAt(clock.instant()));
  }

  /// Writes a proposal down.
  ///
  /// @param id of the approval; the same id with the same mark again is the same proposal
  /// @param tenant whose approval it is
  /// @param proposal all that carrying it out will need; it is sealed
  public Filed<Approval> propose(
      TenantId tenant,
      Caller caller,
      String id,
      String mark,
      String kind,
      String target,
      ObjectNode proposal) {
    return propose(tenant, caller, id, mark, kind, target, proposal, LIFE);
  }

  /// The same, for what is urgent or not wanted any more.
  ///
  /// @param life until nobody can approve it any more
  public Filed<Approval> propose(
      TenantId tenant,
      Caller caller,
      String id,
      String mark,
      String kind,
      String target,
      ObjectNode proposal,
      Duration life) {
    var now = clock.instant();
    var by = caller.actor().value();
    var approval =
        new Approval(
            id,
            kind,
            target,
            proposal,
            by,
            now,
            now.plus(life),
            Approval.State.PENDING,
            Optional.empty(),
            Optional.empty());
    var filed = new Filed<>(id, 1, now, by, approval, mark, 1, Optional.empty());
    if (!shelf.write(tenant, Optional.empty(), filed)) {
      throw Fault.Conflicting.of(Conflict.EXISTS).exception();
    }
    return filed;
  }
}
