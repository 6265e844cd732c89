package emanet.closure;

import emanet.keys.TenantEnds;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Who has ended, for a restore: by what no restore touches, and, where that was lost, by the names
/// of what is kept under Object Lock, which open without any key.
public final class EndedTenants {
  private static final int PAGE = 1000;

  private final ReplayRecords records;
  private final TenantEnds ends;
  private final InstantSource clock;

  EndedTenants(ReplayRecords records, TenantEnds ends, InstantSource clock) {
    this.records = records;
    this.ends = ends;
    this.clock = clock;
  }

  /// Says anew of all who have ended that they have.
  public void settle() {
    var known = ends.destroyed();
    Optional<String> after = Optional.empty();
    do {
      var ids = records.idsEverywhere(Caller.PLATFORM, Replayed.CLOSURE, after, PAGE);
      for (var id : ids) {
        ClosureItems.endedBy(id)
            .filter(tenant -> !known.contains(tenant))
            .ifPresent(tenant -> ends.destroyed(tenant, "", clock.instant()));
      }
      after = ids.size() < PAGE ? Optional.empty() : Optional.of(ids.getLast());
    } while (after.isPresent());
  }

  public Set<TenantId> tenants() {
    return ends.destroyed();
  }
}
