package emanet.backups;

import emanet.jobs.Job;
import emanet.store.Generations;
import emanet.store.Table;
import emanet.values.TenantId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// A restore of everything into the scratch tables of its drill, as after the loss of all tables.
final class ScratchRestore extends RestoreJob {
  private final Function<String, Quarantine> quarantines;

  ScratchRestore(
      Manifests manifests,
      Verifying verifying,
      Restoring restoring,
      Reports reports,
      Drills.Needs needs) {
    super(
        manifests,
        verifying,
        restoring,
        reports,
        needs.deployment(),
        needs.live(),
        _ -> {
          throw new IllegalStateException("a drill has no tables but its own");
        },
        needs.clock());
    this.quarantines = needs.quarantines();
  }

  /// The drill has looked whose they are.
  @Override
  void requireOwn(Job job, Generations inUse) {
    // see `DrillJob.requireOwn`
  }

  @Override
  Set<Table> newer() {
    return EnumSet.noneOf(Table.class);
  }

  /// Nothing is noted of people who will not come back.
  @Override
  boolean brought(Job job, Set<Table> kept, Quarantine quarantine, List<TenantId> tenants) {
    return false;
  }

  @Override
  Quarantine quarantine(Job job, Generations inUse, Set<Table> kept) {
    return quarantines.apply(job.id());
  }
}
