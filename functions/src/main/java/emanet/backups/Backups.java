package emanet.backups;

import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.ledger.Action;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Backups (yedekler): one a day, and on demand. They are found by their manifests, in the buckets:
/// so they are still found when every table is gone.
public final class Backups {
  /// The newest good one is never to be older: a day, and time to make the next.
  private static final Duration OLDEST = Duration.ofHours(26);

  /// The day's own would be there by then.
  private static final Duration MISSED = Duration.ofHours(25);

  /// One that was begun is given so long: it exports everything, which is not to be paid for anew
  /// each hour.
  private static final Duration ANEW = Duration.ofHours(6);

  private static final String SCHEDULE = "schedule";

  private static final String TARGET = "backup/";

  /// So long, at most, DynamoDB is behind with what it shows of the past.
  private static final Duration BEHIND = Duration.ofMinutes(5);

  private final Needs needs;
  private final BackupItems items;
  private final Manifests manifests;
  private final Expired expired;
  private final Life life;

  /// What the room needs.
  ///
  /// @param deployment says since when the tables are in use
  /// @param deploymentName names this one among others
  /// @param ofKeys how long a copy of the keys lives
  /// @param ofData how long other copies live
  public record Needs(
      emanet.store.Store store,
      Trail trail,
      Jobs jobs,
      Depots depots,
      emanet.keys.Signer signer,
      Deployment deployment,
      String deploymentName,
      Duration ofKeys,
      Duration ofData,
      InstantSource clock) {}

  public Backups(Needs needs) {
    this.needs = needs;
    this.items = new BackupItems(needs.store());
    this.life = new Life(needs.ofKeys(), needs.ofData());
    this.manifests = new Manifests(needs.depots(), needs.signer(), needs.deploymentName());
    this.expired = new Expired(needs.depots(), life, needs.clock());
  }

  /// How its jobs are worked.
  public Kind kind() {
    return new BackupJob(
        needs.depots(), items, manifests, expired, life, needs.deployment(), needs.clock());
  }

  /// A backup, as far as it is.
  ///
  /// @param job absent where the table that had it is gone
  /// @param manifest once there is one, verified
  /// @param flaw what is wrong with the one that there should be
  record Found(
      String id, Optional<Job> job, Optional<Manifest> manifest, Optional<Restores.Flawed> flaw) {}

  /// Starts one on demand.
  Recorded<Job> start(Caller caller, String id) {
    return needs
        .trail()
        .around(
            caller,
            Caller.PLATFORM,
            Action.BACKUP,
            TARGET + id,
            () -> start(id, caller.actor().value()));
  }

  private Job start(String id, String by) {
    var at = needs.depots().here().exports().get().latest(Life.TABLES);
    if (at.isBefore(needs.deployment().read().since())) {
      // DynamoDB shows the tables only as of before they were in use
      throw new Fault.Unavailable(BEHIND).exception();
    }
    var start =
        Start.of(Caller.PLATFORM, id, BackupJob.NAME, by)
            .in(Life.TABLES.size())
            .with(
                Map.of(
                    BackupJob.AT, at.toString(),
                    BackupJob.REGION, needs.depots().here().region()));
    return needs.jobs().start(start);
  }

  /// Starts the day's, unless the one before is still being made: two at once help nobody, and the
  /// alarm comes in time.
  ///
  /// @return whether it was started
  public boolean daily(Instant slot) {
    return startedUnlessOneRuns("daily-", slot);
  }

  private boolean startedUnlessOneRuns(String prefix, Instant slot) {
    boolean running =
        needs.jobs().unfinished(Caller.PLATFORM).stream()
            .anyMatch(job -> job.kind().equals(BackupJob.NAME));
    if (!running) {
      start(prefix + Stamp.of(slot).toLowerCase(Locale.ROOT), SCHEDULE);
    }
    return !running;
  }

  /// Starts another where the day's came to nothing, whatever kept it: nobody came to its slot, or
  /// it failed. Whichever Region looks first starts it.
  ///
  /// @return whether it was started
  public boolean makeUp() {
    var now = needs.clock().instant();
    return isMissing(now, MISSED)
        && newest().stream().noneMatch(job -> job.at().isAfter(now.minus(ANEW)))
        && startedUnlessOneRuns("again-", now.truncatedTo(ChronoUnit.HOURS));
  }

  private List<Job> newest() {
    return needs.jobs().list(Caller.PLATFORM, BackupJob.NAME, 1, Optional.empty()).items();
  }

  /// Destroys what is over, in every Region that can be reached.
  public void sweep() {
    expired.destroy();
  }

  /// Whether the newest good backup is older than it may be. A deployment that is younger than that
  /// need not have one.
  public boolean late() {
    return isMissing(needs.clock().instant(), OLDEST);
  }

  private boolean isMissing(Instant now, Duration oldest) {
    var bound = now.minus(oldest);
    if (items.since(now).isAfter(bound)) {
      return false;
    }
    return manifests.all().stream()
        .takeWhile(named -> !named.at().isBefore(bound))
        .noneMatch(named -> manifests.isGood(named, now));
  }

  /// All that there are, newest first, by their names alone.
  Recorded<List<Manifests.Named>> list(Caller caller) {
    return needs
        .trail()
        .around(caller, Caller.PLATFORM, Action.OPERATIONS_READ, "backups", () -> manifests.all());
  }

  /// Those that are not made yet, and the one that failed last.
  List<Job> unmade() {
    return needs.jobs().list(Caller.PLATFORM, BackupJob.NAME, 10, Optional.empty()).items().stream()
        .filter(job -> job.state() != Job.State.SUCCEEDED)
        .toList();
  }

  Recorded<Found> read(Caller caller, String id) {
    return needs
        .trail()
        .around(caller, Caller.PLATFORM, Action.OPERATIONS_READ, TARGET + id, () -> found(id));
  }

  private Found found(String id) {
    var job = needs.jobs().find(Caller.PLATFORM, BackupJob.NAME, id);
    if (job.filter(one -> one.state() != Job.State.SUCCEEDED).isPresent()) {
      return new Found(id, job, Optional.empty(), Optional.empty());
    }
    try {
      return new Found(id, job, Optional.of(manifests.read(id)), Optional.empty());
    } catch (BrokenBackup e) {
      if (e.flaw() == Flaw.ABSENT && job.isEmpty()) {
        throw new Fault.Absent().exception();
      }
      var flaw = new Restores.Flawed(e.flaw().name(), e.object());
      return new Found(id, job, Optional.empty(), Optional.of(flaw));
    }
  }
}
