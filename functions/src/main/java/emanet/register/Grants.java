package emanet.register;

import emanet.ledger.Action;
import emanet.values.ActorId;
import emanet.values.Caller;
import java.time.InstantSource;
import java.util.Optional;

/// What a tenant's actors are bound to. An actor without a grant has its token's roles.
public final class Grants {
  private final Shelf<Grant> shelf;
  private final Editing<Grant> editing;
  private final Access access;
  private final Trail trail;

  Grants(Shelf<Grant> shelf, Access access, Trail trail, InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.access = access;
    this.trail = trail;
  }

  Recorded<Filed<Grant>> read(Caller caller, ActorId actor) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(actor),
        () -> {
          access.require(caller, Access.READERS);
          return Found.in(shelf, caller.tenant(), actor.value());
        });
  }

  Recorded<Page<Filed<Grant>>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "grant",
        () -> {
          access.require(caller, Access.READERS);
          return shelf.list(caller.tenant(), limit, after);
        });
  }

  Recorded<Editing.Saved<Grant>> put(
      Caller caller, ActorId actor, Draft<Grant> draft, Revision revision) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(actor),
        () -> {
          access.require(caller, Access.EDITORS);
          return editing.save(
              caller.tenant(),
              caller.actor().value(),
              actor.value(),
              revision,
              Optional.empty(),
              _ -> Editing.Next.of(draft.judged()));
        });
  }

  Recorded<Boolean> delete(Caller caller, ActorId actor, Revision revision) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(actor),
        () -> {
          access.require(caller, Access.EDITORS);
          editing.delete(caller.tenant(), caller.actor().value(), actor.value(), revision);
          return true;
        });
  }

  private static String target(ActorId actor) {
    return "grant/" + actor;
  }
}
