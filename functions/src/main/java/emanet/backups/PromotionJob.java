package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Puts restored tables in the place of those in use, after a second person said so:
///
/// 1. the tables that are to be left are frozen: who writes to them is told to come back (503);
/// 2. after the time for which anybody may not know of it, and the longest that anybody works, what
///    was acknowledged since the restore is replayed; nothing more can come;
/// 3. what is known of the deployment's own jobs is taken along, and one conditional write of the
///    deployment's item shows the restored tables to everybody, and lets writes through.
///
/// Stopped anywhere, it goes on; nothing is shown half. The tables that were left stay as they are.
final class PromotionJob implements Kind {
  static final String NAME = "promotion";
  static final String RESTORE = "restore";
  private static final String FREEZE = "FREEZE";
  private static final int ATTEMPTS = 5;
  private static final Duration STEP = Duration.ofSeconds(4);

  private final Restoring restoring;
  private final Reports reports;
  private final Deployment deployment;
  private final Store live;
  private final Function<Generations, Quarantine> quarantines;
  private final Duration freeze;
  private final InstantSource clock;

  /// @param live the tables in use, however frozen
  /// @param freeze from the freeze until nobody writes any more
  PromotionJob(
      Restoring restoring,
      Reports reports,
      Deployment deployment,
      Store live,
      Function<Generations, Quarantine> quarantines,
      Duration freeze,
      InstantSource clock) {
    this.restoring = restoring;
    this.reports = reports;
    this.deployment = deployment;
    this.live = live;
    this.quarantines = quarantines;
    this.freeze = freeze;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var position = cursor.orElse(FREEZE);
    if (position.equals(FREEZE)) {
      return frozen(job);
    }
    int bar = position.indexOf('|');
    var phase = position.substring(0, bar);
    var rest = position.substring(bar + 1);
    if (!isFrozen(job)) {
      // it was given up in between, and writes were let through: what they did is to be replayed
      return new Step.Next(FREEZE, Map.of());
    }
    return phase.equals("SWITCH") ? switched(job) : replayed(job, phase, rest);
  }

  private boolean isFrozen(Job job) {
    var state = deployment.read();
    boolean switched =
        state.generations().number() == Long.parseLong(job.input(RestoreJob.GENERATION));
    return switched || (state.by().equals(job.id()) && !state.frozen().isEmpty());
  }

  /// Writes wait meanwhile: it is given up within minutes, and they are let through again.
  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  private Set<Table> kept(Job job) {
    var labels = reports.kept(job.input(RESTORE));
    var kept = EnumSet.noneOf(Table.class);
    Arrays.stream(Table.values())
        .filter(table -> labels.contains(table.label()))
        .forEach(kept::add);
    return kept;
  }

  private Step frozen(Job job) {
    var seen = deployment.read().generations();
    var frozen = EnumSet.allOf(Table.class);
    frozen.remove(Table.DEPLOYMENT);
    frozen.removeAll(kept(job));
    if (seen.number() != Long.parseLong(job.input(RestoreJob.FROM))
        || !deployment.freeze(seen, frozen, job.id())) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    var start = "REPLAY|" + Restoring.At.START;
    return new Step.Later(start, clock.instant().plus(freeze), Map.of());
  }

  private Generations target(Job job) {
    var inUse = deployment.read().generations();
    var apart = new EnumMap<Table, Long>(Table.class);
    kept(job).forEach(table -> apart.put(table, inUse.of(table)));
    return new Generations(Long.parseLong(job.input(RestoreJob.GENERATION)), apart);
  }

  private Step replayed(Job job, String phase, String rest) {
    var quarantine = quarantines.apply(target(job));
    var tenants = RestoreJob.tenants(quarantine.tenants());
    var end = clock.instant().plus(STEP);
    var counts = new HashMap<String, Long>();
    long now = clock.instant().toEpochMilli();
    var next = Optional.of(Restoring.At.of(rest));
    while (next.isPresent() && (counts.isEmpty() || clock.instant().isBefore(end))) {
      var done =
          switch (phase) {
            case "REPLAY" ->
                restoring.replay(job.input(RESTORE), quarantine, tenants, next.get(), now);
            case "LOGS" -> restoring.logs(quarantine, RestoreJob.withPlatform(tenants), next.get());
            default -> restoring.dispose(quarantine, tenants, next.get());
          };
      done.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
      counts.merge("steps", 1L, Long::sum);
      next = done.next();
    }
    if (next.isPresent()) {
      return new Step.Next(phase + "|" + next.get(), counts);
    }
    var start = Restoring.At.START.toString();
    return switch (phase) {
      case "REPLAY" -> new Step.Next("DISPOSE|" + start, counts);
      case "DISPOSE" ->
          new Step.Next(kept(job).contains(Table.LEDGER) ? "SWITCH|" : "LOGS|" + start, counts);
      default -> new Step.Next("SWITCH|", counts);
    };
  }

  private Step switched(Job job) {
    if (reports.unreplayedErasures(job.input(RESTORE))) {
      throw Fault.Conflicting.of(Conflict.RESTORE_STATE).exception();
    }
    var target = target(job);
    var quarantine = quarantines.apply(target);
    var seen = deployment.read().generations();
    if (seen.number() != target.number()) {
      if (!kept(job).contains(Table.LEDGER)) {
        // the deployment's own last entries, which nobody sealed yet
        quarantine.logs().take(live, Caller.PLATFORM, job.at().minus(Duration.ofDays(1)));
      }
      Platform.take(live, quarantine.store(), List.of(job.id(), job.input(RESTORE)));
      if (!deployment.change(seen, target, job.id())) {
        throw Fault.Conflicting.of(Conflict.GENERATION).exception();
      }
    }
    return Step.done();
  }
}
