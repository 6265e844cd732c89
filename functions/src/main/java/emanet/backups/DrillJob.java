package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.ledger.BrokenLogException;
import emanet.store.Scratch;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A drill (tatbikat): what a restore does after the loss of all tables, with tables that nobody
/// will ever see.
///
/// 1. scratch tables are made; what another drill left is deleted first;
/// 2. the backup is restored into them, whole: keys and ledger too, and with everything replayed
///    (`RestoreJob`), for which every record that lives is opened;
/// 3. the targets are read from the tenants' settings, and for how long there was no newer backup;
/// 4. erased people are looked for, and what leads to them, and what of the backup opens of theirs;
/// 5. the tables are deleted, whatever came before;
/// 6. the report is written once, its hash entered in the ledger; what is not met fails the drill.
///
/// It writes to scratch tables, to its own items, to the report and to the ledger, and nowhere
/// else: what a restore would queue or begin lies in scratch tables, where nobody works or delivers
/// it. A restore or a promotion that is under way comes first: the drill waits, and the wait is no
/// part of what is measured. A flaw that is found ends the drill at 5 and 6.
///
/// Each step may be done again. One Region's function works it, where the tables are.
final class DrillJob implements Kind {
  static final String NAME = "drill";
  static final String BACKUP = RestoreJob.BACKUP;
  static final String REGION = "region";

  /// As of when the newest good backup was, when the drill began.
  static final String NEWEST = "newest";

  static final String PHASES = "phases";
  static final String RECOVERY = "recoverySeconds";
  static final String WAITED = "waitedSeconds";

  /// The longest time since the drill before that no backup cut short (`Gaps`).
  static final String LOSS = "lossSeconds";

  /// What came to no end, and why.
  static final String STOPPED = "STOPPED";

  static final String LEDGER = "ledger";

  private static final String WAIT = "WAIT>";
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Duration GIVING_WAY = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 8;

  /// The way of a drill. A phase that is through is counted by its name.
  enum Phase {
    CLEAR,
    MAKE,
    RESTORE,
    TARGETS,
    PRESENT,
    KNOWN,
    LINKS,
    OPENING,
    CLEAN;

    /// What counts that it is through.
    String count() {
      return "through." + name();
    }

    Phase next() {
      return switch (this) {
        case CLEAR -> MAKE;
        case MAKE -> RESTORE;
        case RESTORE -> TARGETS;
        case TARGETS -> PRESENT;
        case PRESENT -> KNOWN;
        case KNOWN -> LINKS;
        case LINKS -> OPENING;
        case OPENING, CLEAN -> CLEAN;
      };
    }

    String at(String within) {
      return name() + ">" + within;
    }
  }

  private record At(Phase phase, String within) {
    static At of(String cursor) {
      int sign = cursor.indexOf('>');
      return new At(Phase.valueOf(cursor.substring(0, sign)), cursor.substring(sign + 1));
    }
  }

  private final Manifests manifests;
  private final RestoreJob restore;
  private final DrillChecks checks;
  private final Gaps gaps;
  private final DrillItems items;
  private final RestoreItems findings;
  private final Scratch scratch;
  private final Jobs jobs;
  private final Function<String, Quarantine> quarantines;
  private final Consumer<Job> reporting;
  private final Consumer<Job> givingUp;
  private final InstantSource clock;

  /// @param restore into the scratch tables
  /// @param quarantines rooms over scratch tables, of one drill
  /// @param reporting writes down what a drill came to; fails where that is not what it should be
  /// @param givingUp writes down that it came to no end
  DrillJob(
      Manifests manifests,
      RestoreJob restore,
      DrillChecks checks,
      Gaps gaps,
      DrillItems items,
      RestoreItems findings,
      Scratch scratch,
      Jobs jobs,
      Function<String, Quarantine> quarantines,
      Consumer<Job> reporting,
      Consumer<Job> givingUp,
      InstantSource clock) {
    this.manifests = manifests;
    this.restore = restore;
    this.checks = checks;
    this.gaps = gaps;
    this.items = items;
    this.findings = findings;
    this.scratch = scratch;
    this.jobs = jobs;
    this.quarantines = quarantines;
    this.reporting = reporting;
    this.givingUp = givingUp;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// A drill that is not through soon is none: what it left is cleared away by `Drills.tidy`.
  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    requireOwn(job);
    var position = cursor.orElse(Phase.CLEAR.at(""));
    if (isRestoring()) {
      var since = clock.instant();
      var waiting =
          position.startsWith(WAIT) ? position : WAIT + since.toEpochMilli() + ">" + position;
      return new Step.Later(waiting, since.plus(GIVING_WAY), Map.of());
    }
    if (position.startsWith(WAIT)) {
      return resumed(position.substring(WAIT.length()));
    }
    var at = At.of(position);
    try {
      return worked(job, at);
    } catch (BrokenBackup e) {
      throw new Fault.Internal().exception(e); // it was whole when it was restored
    } catch (BrokenLogException e) {
      return stopped(job, LEDGER);
    } catch (FaultException e) {
      return stopped(job, reason(e));
    }
  }

  /// Tables that are another drill's are left to that one; what is left of this one's goes with
  /// `Drills.sweep`.
  private void requireOwn(Job job) {
    if (items.owner().filter(owner -> owner.drill().equals(job.id())).isEmpty()) {
      givingUp.accept(job);
      throw Fault.Conflicting.of(Conflict.DRILL_RUNNING).exception();
    }
  }

  private boolean isRestoring() {
    return jobs.unfinished(Caller.PLATFORM).stream()
        .anyMatch(
            job -> job.kind().equals(RestoreJob.NAME) || job.kind().equals(PromotionJob.NAME));
  }

  private Step resumed(String waited) {
    int sign = waited.indexOf('>');
    var since = Instant.ofEpochMilli(Long.parseLong(waited.substring(0, sign)));
    long seconds = Duration.between(since, clock.instant()).toSeconds();
    return new Step.Later(waited.substring(sign + 1), clock.instant(), Map.of(WAITED, seconds));
  }

  /// What trying again does not help against. All else is tried again.
  private static String reason(FaultException e) {
    return switch (e.fault()) {
      case Fault.Conflicting(var conflict, _) -> conflict.slug();
      case Fault.Tampered _ -> "tampered";
      case Fault.Erased _ -> "erased";
      case Fault.Absent _ -> "absent";
      case Fault.Invalid _ -> "invalid";
      default -> throw e;
    };
  }

  private Step stopped(Job job, String why) {
    findings.note(job.id(), STOPPED, List.of(why), clock.instant().toEpochMilli());
    return new Step.Next(Phase.CLEAN.at(""), Map.of());
  }

  private Step worked(Job job, At at) throws BrokenBackup {
    var phase = at.phase();
    return switch (phase) {
      case CLEAR -> scratch.clear() ? through(phase, Map.of()) : again(phase);
      case MAKE -> scratch.make() ? through(phase, Map.of()) : again(phase);
      case RESTORE -> restored(job, at);
      case TARGETS -> measured(job, checks.targets(job, at.within()));
      case PRESENT -> erased(job, at, DrillChecks.PRESENT);
      case KNOWN -> erased(job, at, DrillChecks.KNOWN);
      case LINKS -> erased(job, at, DrillChecks.LINKS);
      case OPENING -> {
        var manifest = manifests.read(job.input(BACKUP));
        yield went(phase, checks.opening(manifest, quarantines.apply(job.id()), at.within()));
      }
      case CLEAN -> scratch.clear() ? new Step.Done(counted(phase, Map.of())) : again(phase);
    };
  }

  private Step again(Phase phase) {
    return new Step.Later(phase.at(""), clock.instant().plus(PAUSE), Map.of());
  }

  private static Step through(Phase phase, Map<String, Long> counts) {
    return new Step.Next(phase.next().at(""), counted(phase, counts));
  }

  private static Map<String, Long> counted(Phase phase, Map<String, Long> counts) {
    var all = new HashMap<>(counts);
    all.put(phase.count(), 1L);
    all.put(PHASES, 1L);
    return all;
  }

  private static Step went(Phase phase, DrillChecks.Done done) {
    return done.next()
        .<Step>map(within -> new Step.Next(phase.at(within), done.counts()))
        .orElseGet(() -> through(phase, done.counts()));
  }

  private Step measured(Job job, DrillChecks.Done targets) {
    if (targets.next().isPresent()) {
      return went(Phase.TARGETS, targets);
    }
    var counts = new HashMap<>(targets.counts());
    counts.put(LOSS, gaps.longest(job.at()).toSeconds());
    return through(Phase.TARGETS, counts);
  }

  private Step erased(Job job, At at, String what) {
    return went(at.phase(), checks.erased(job, quarantines.apply(job.id()), what, at.within()));
  }

  private Step restored(Job job, At at) {
    var within = Optional.of(at.within()).filter(text -> !text.isEmpty());
    return switch (restore.step(job, 0, within)) {
      case Step.Next(var next, var counts) -> new Step.Next(at.phase().at(next), counts);
      case Step.Later(var next, var when, var counts) ->
          new Step.Later(at.phase().at(next), when, counts);
      case Step.Done(var counts) -> {
        var all = new HashMap<>(counts);
        long spent = Duration.between(job.at(), clock.instant()).toSeconds();
        all.put(RECOVERY, Math.max(0, spent - job.count(WAITED)));
        yield through(at.phase(), all);
      }
    };
  }

  @Override
  public void finish(Job job) {
    reporting.accept(job);
  }
}
