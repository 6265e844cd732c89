package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.keys.TenantEnds;
import emanet.ledger.Action;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Does for a tenant that was brought back while its keys did not open what its restore could not,
/// once they do: nobody else opens anything of it meanwhile (`TenantEnds`), so nothing is frozen.
///
/// 1. what was done after the backup is replayed;
/// 2. look-ups are made anew, for which every record that lives is opened;
/// 3. what withdrawals asked for is disposed of;
/// 4. the tenant is opened, unless an erasure could not be replayed, or another restore shut it.
///
/// Each step may be done again. What it finds is noted under its own id.
final class ReopeningJob implements Kind {
  static final String NAME = "reopening";
  static final String TENANT = TenantRestore.TENANT;
  static final String RESTORE = PromotionJob.RESTORE;

  private static final String REPLAY = "REPLAY";
  private static final String LOOKUPS = "LOOKUPS";
  private static final String DISPOSE = "DISPOSE";

  private final Restoring restoring;
  private final Reports reports;
  private final TenantEnds ends;
  private final Trail trail;
  private final Deployment deployment;
  private final Function<Generations, Quarantine> quarantines;
  private final InstantSource clock;

  ReopeningJob(
      Restoring restoring,
      Reports reports,
      TenantEnds ends,
      Trail trail,
      Deployment deployment,
      Function<Generations, Quarantine> quarantines,
      InstantSource clock) {
    this.restoring = restoring;
    this.reports = reports;
    this.ends = ends;
    this.trail = trail;
    this.deployment = deployment;
    this.quarantines = quarantines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var tenant = new TenantId(job.input(TENANT));
    if (!ends.read(tenant).shut().equals(Optional.of(job.input(RESTORE)))) {
      return Step.done(); // it is open, or another restore's
    }
    var live = quarantines.apply(deployment.read().generations());
    var tenants = List.of(tenant);
    var at = cursor.orElse(REPLAY + "|" + Restoring.At.START).split("\\|", 2);
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(
            at[1],
            page ->
                switch (at[0]) {
                  case REPLAY -> restoring.replay(job.id(), live, tenants, page, now);
                  case LOOKUPS -> restoring.rebuild(job.id(), live, tenants, page, now);
                  default -> restoring.dispose(live, tenants, page);
                });
    if (done.next().isPresent()) {
      return new Step.Next(at[0] + "|" + done.next().get(), done.counts());
    }
    return after(job, live, tenant, at[0], done.counts());
  }

  private Step after(
      Job job, Quarantine live, TenantId tenant, String phase, Map<String, Long> counts) {
    return switch (phase) {
      case REPLAY -> {
        if (reports.unreplayedErasures(job.id())) {
          throw Fault.Conflicting.of(Conflict.RESTORE_STATE).exception();
        }
        yield new Step.Next(LOOKUPS + "|" + Restoring.At.START, counts);
      }
      case LOOKUPS -> new Step.Next(DISPOSE + "|" + Restoring.At.START, counts);
      default -> {
        var restore = job.input(RESTORE);
        var caller = live.restorer().apply(tenant);
        var _ =
            trail.around(
                caller,
                tenant,
                Action.RESTORE,
                "restore/" + restore + "/reopened",
                () -> {
                  ends.open(tenant, restore);
                  return true;
                });
        yield new Step.Done(counts);
      }
    };
  }
}
