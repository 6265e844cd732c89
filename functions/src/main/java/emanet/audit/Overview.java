package emanet.audit;

import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Stage;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// All that is due, by deadline, with the next action. One entry of the ledger, and then every room
/// at once.
public final class Overview {
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);

  /// Of one room. Whoever has more of a kind to see to begins with these.
  static final int MOST = 100;

  private final List<DueSource> sources;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  public Overview(List<DueSource> sources, Access access, Trail trail, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// What was found.
  ///
  /// @param more the kinds of which there may be more
  record Found(Instant at, List<Due> items, Set<Due.Kind> more) {
    Found {
      items = List.copyOf(items);
      more = Set.copyOf(more);
    }
  }

  Recorded<Found> read(Caller caller) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "overview",
        () -> {
          access.require(caller, READERS);
          var now = clock.instant();
          var calls = new ArrayList<Callable<DueSource.Drawn>>();
          for (var source : sources) {
            calls.add(() -> source.due(caller.tenant(), now, MOST));
          }
          var all = new ArrayList<Due>();
          var more = EnumSet.noneOf(Due.Kind.class);
          for (var found : Stage.all(calls)) {
            all.addAll(found.items());
            more.addAll(found.more());
          }
          all.sort(Due.BY_DEADLINE);
          return new Found(now, all, more);
        });
  }
}
