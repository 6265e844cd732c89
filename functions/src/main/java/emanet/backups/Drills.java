package emanet.backups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Page;
import emanet.jobs.Start;
import emanet.keys.Signer;
import emanet.ledger.Action;
import emanet.ledger.Ledger;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.store.Scratch;
import emanet.store.Store;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Drills (tatbikatlar): every month, and on demand, a backup is restored into scratch tables, and
/// it is measured how long that takes, and looked at whether it brought back what it must not. One
/// at a time in the deployment.
public final class Drills {
  private static final String TARGET = "drill/";

  /// Has scratch tables while what nobody owns is deleted.
  private static final String SWEEP = "sweep";

  /// Longer than any call that starts one.
  private static final Duration BEGINNING = Duration.ofMinutes(1);

  /// One that is not through by then is given up.
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Needs needs;
  private final Trail trail;
  private final Manifests manifests;
  private final DrillItems items;
  private final RestoreItems findings;
  private final DrillReports reports;
  private final DrillEnd end;

  /// What the room needs.
  ///
  /// @param live the tables in use
  /// @param quarantines rooms over the scratch tables, of the drill of that id
  /// @param freeze how long a promotion keeps writes waiting
  /// @param told is told what each drill came to
  public record Needs(
      Store live,
      Ledger ledger,
      Jobs jobs,
      Deployment deployment,
      Depots depots,
      Signer signer,
      String deploymentName,
      Tenants tenants,
      Function<String, Quarantine> quarantines,
      Scratch scratch,
      Duration freeze,
      Consumer<Told> told,
      InstantSource clock) {}

  /// What a drill came to, for whoever watches.
  public record Told(String drill, boolean passed, long recoverySeconds, long lossSeconds) {}

  public Drills(Needs needs) {
    this.needs = needs;
    this.trail = new Trail(needs.ledger());
    this.manifests = new Manifests(needs.depots(), needs.signer(), needs.deploymentName());
    this.items = new DrillItems(needs.live());
    this.findings = new RestoreItems(needs.live());
    this.reports = new DrillReports(needs.depots());
    this.end = new DrillEnd(needs, manifests, items, findings, reports);
  }

  /// How its jobs are worked.
  public Kind kind() {
    var verifying = new Verifying(needs.depots());
    var restoring = new Restoring(findings, needs.clock());
    var ofRestore = new Reports(findings, manifests, needs.depots(), needs.clock());
    return new DrillJob(
        manifests,
        new ScratchRestore(manifests, verifying, restoring, ofRestore, needs),
        new DrillChecks(verifying, restoring, needs.live(), needs.tenants(), needs.clock()),
        new Gaps(manifests, reports),
        items,
        findings,
        needs.scratch(),
        needs.jobs(),
        needs.quarantines(),
        end::report,
        end::givenUp,
        needs.clock());
  }

  private String region() {
    return needs.depots().here().region();
  }

  /// Those that this Region works.
  public List<Job> running() {
    return needs.jobs().unfinished(Caller.PLATFORM).stream()
        .filter(
            job -> job.kind().equals(DrillJob.NAME) && job.input(DrillJob.REGION).equals(region()))
        .toList();
  }

  /// Starts one on demand.
  ///
  /// @param backup empty for the newest good one
  Recorded<Job> start(Caller caller, String id, Optional<String> backup) {
    return trail.around(
        caller,
        Caller.PLATFORM,
        Action.DRILL,
        TARGET + id,
        () -> start(id, caller.actor().value(), backup));
  }

  private Job start(String id, String by, Optional<String> named) {
    var there = needs.jobs().find(Caller.PLATFORM, DrillJob.NAME, id);
    if (there.isPresent()) {
      return there.get();
    }
    var now = needs.clock().instant();
    var newest = manifests.all().stream().filter(one -> manifests.isGood(one, now)).findFirst();
    var backup =
        named
            .or(() -> newest.map(Manifests.Named::id))
            .orElseThrow(() -> Restores.broken(Flaw.ABSENT.name(), ""));
    requireWhole(backup, now);
    own(id, now);
    var inputs =
        Map.of(
            DrillJob.BACKUP, backup,
            DrillJob.REGION, region(),
            DrillJob.NEWEST, newest.map(one -> one.at().toString()).orElse(""));
    return needs.jobs().start(Start.of(Caller.PLATFORM, id, DrillJob.NAME, by).with(inputs));
  }

  /// A drill has no keys but those of the backup.
  private void requireWhole(String backup, Instant now) {
    try {
      var manifest = manifests.read(backup);
      var _ = Verifying.objects(manifest, now);
      if (!manifest.keysUntil().isAfter(now)) {
        throw new BrokenBackup(Flaw.KEYS_GONE, "");
      }
    } catch (BrokenBackup e) {
      throw Restores.broken(e.flaw().name(), e.object());
    }
  }

  private void own(String id, Instant now) {
    var seen = items.owner();
    boolean busy =
        seen.filter(owner -> !owner.drill().equals(id))
            .filter(owner -> !isSweep(owner) && !isPast(owner, now))
            .isPresent();
    if (busy || !items.own(new DrillItems.Owner(id, region(), now), seen)) {
      throw Fault.Conflicting.of(Conflict.DRILL_RUNNING).exception();
    }
  }

  /// Its Region has not come back to it.
  private static boolean isPast(DrillItems.Owner owner, Instant now) {
    return owner.at().plus(LONGEST).isBefore(now);
  }

  /// Starts the month's.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` where another is under way, or no backup can
  ///   be restored
  public void monthly(Instant slot) {
    var id = "monthly-" + Stamp.of(slot).toLowerCase(java.util.Locale.ROOT);
    var _ = start(id, "schedule", Optional.empty());
  }

  /// Clears away what a drill left that came to no end, or whose beginning broke off; where it has
  /// no report, that is written.
  public void tidy() {
    var now = needs.clock().instant();
    items
        .owner()
        .filter(owner -> owner.region().equals(region()))
        .ifPresent(owner -> {
          var job = needs.jobs().find(Caller.PLATFORM, DrillJob.NAME, owner.drill());
          boolean left =
              job.map(one -> !one.isRunning() || isPast(owner, now))
                  .orElseGet(() -> owner.at().plus(BEGINNING).isBefore(now));
          if (left && needs.scratch().clear()) {
            job.ifPresent(end::givenUp);
            items.release(owner);
          }
        });
  }

  /// Deletes what scratch tables are nobody's, since a drill of the other Region took over from the
  /// one that had them, or the item that named it is lost: a copy of everybody's keys is among
  /// them.
  public void sweep() {
    var seen = items.owner();
    if (seen.stream().allMatch(Drills::isSweep)) {
      var own = new DrillItems.Owner(SWEEP, region(), needs.clock().instant());
      // else `tidy` ends it
      if (items.own(own, seen) && needs.scratch().clear()) {
        items.release(own);
      }
    }
  }

  private static boolean isSweep(DrillItems.Owner owner) {
    return owner.drill().equals(SWEEP);
  }

  /// A drill, as far as it is.
  ///
  /// @param job absent where the table that had it is gone
  /// @param report once there is one
  record Found(Optional<Job> job, Optional<DrillReports.Standing> report) {}

  Recorded<Found> read(Caller caller, String id) {
    return trail.around(
        caller,
        Caller.PLATFORM,
        Action.OPERATIONS_READ,
        TARGET + id,
        () -> {
          var job = needs.jobs().find(Caller.PLATFORM, DrillJob.NAME, id);
          var report =
              job.filter(Job::isRunning).isPresent()
                  ? Optional.<DrillReports.Standing>empty()
                  : reports.read(id);
          if (job.isEmpty() && report.isEmpty()) {
            throw new Fault.Absent().exception();
          }
          return new Found(job, report);
        });
  }

  Recorded<Page> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        Caller.PLATFORM,
        Action.OPERATIONS_READ,
        "drills",
        () -> needs.jobs().list(Caller.PLATFORM, DrillJob.NAME, limit, after));
  }

  /// What is wrong with the drills: the newest failed, or none passed for as long as the one that
  /// passed last was held to. A deployment that is younger than that need not have one.
  public Optional<String> late() {
    var now = needs.clock().instant();
    var all = reports.all();
    var newest = all.stream().findFirst().flatMap(reports::read);
    if (newest.filter(one -> !passed(one.report())).isPresent()) {
      return Optional.of("the newest drill failed");
    }
    var due =
        newest
            .map(one ->
                Instant.parse(one.report().path("startedAt").asText())
                    .plus(Duration.ofDays(one.report().path("drillIntervalDays").asLong())))
            .orElseGet(() -> items.since(now).plus(Duration.ofDays(Targets.DEFAULT.drillDays())));
    return due.isBefore(now) ? Optional.of("no drill has passed in its time") : Optional.empty();
  }

  static boolean passed(ObjectNode report) {
    return report.path("result").asText().equals(DrillReport.PASSED);
  }
}
