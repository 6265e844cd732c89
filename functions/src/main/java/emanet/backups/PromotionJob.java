package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.keys.TenantEnds;
import emanet.keys.TenantKeys;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Puts restored tables in the place of those in use, after a second person said so:
///
/// 1. it is asked whose keys open. Nothing can be replayed of the others: they are shut, and come
///    into use so (`ReopeningJob`). Whoever has their keys in mind forgets them first; the tables
///    that are to be left are frozen: who writes to them is told to come back (503);
/// 2. after the time for which anybody may not know of it, and the longest that anybody works, what
///    was acknowledged since the restore is replayed; nothing more can come;
/// 3. what is known of the deployment's own jobs is taken along, and one conditional write of the
///    deployment's item shows the restored tables to everybody;
/// 4. when everybody knows of that, writes are let through: before, who had not heard yet would not
///    have seen them;
/// 5. it is listed whose data was changed from the restore's start until the freeze: the restore
///    could not tell all of them, and they are lost as well.
///
/// Stopped anywhere, it goes on; nothing is shown half. The tables that were left stay as they are.
final class PromotionJob implements Kind {
  static final String NAME = "promotion";
  static final String RESTORE = "restore";
  private static final String ASK = "ASK";
  private static final String FREEZE = "FREEZE";
  private static final String SWITCH = "SWITCH";
  private static final String THAW = "THAW";

  /// When the restore was started.
  static final String SINCE = "since";

  static final String LIST = "LIST";
  private static final int ATTEMPTS = 5;

  private static final String BEGINNING = ASK + "|0|" + Restoring.At.START;

  /// Whoever opened a key before the tenant was shut has forgotten it.
  private static final Duration FORGOTTEN = TenantKeys.REMEMBERED.plusSeconds(10);

  /// Longer than anybody may not know of a switch (5 s).
  private static final Duration HEARD = Duration.ofSeconds(6);

  /// What may lie unsealed in the tables that are left is no older.
  private static final Duration UNSEALED = Duration.ofDays(1);

  /// Writes wait for no longer, also where no step comes to an end and so none fails.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Restoring restoring;
  private final Reports reports;
  private final Deployment deployment;
  private final Store live;
  private final Function<Generations, Quarantine> quarantines;
  private final TenantEnds ends;
  private final Duration freeze;
  private final InstantSource clock;
  private final TenantPromotion ofTenant;

  /// @param live the tables in use, however frozen
  /// @param freeze from the freeze until nobody writes any more
  PromotionJob(
      Manifests manifests,
      Verifying verifying,
      Restoring restoring,
      Reports reports,
      Deployment deployment,
      Store live,
      Function<Generations, Quarantine> quarantines,
      TenantEnds ends,
      Duration freeze,
      InstantSource clock) {
    this.ends = ends;
    this.restoring = restoring;
    this.reports = reports;
    this.deployment = deployment;
    this.live = live;
    this.quarantines = quarantines;
    this.freeze = freeze;
    this.clock = clock;
    this.ofTenant =
        new TenantPromotion(
            manifests,
            verifying,
            restoring,
            reports,
            deployment,
            quarantines,
            freeze,
            LONGEST,
            clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Where it stands: the phase, when the tables were frozen, and how far within.
  private record At(String phase, Instant frozen, String within) {
    static At of(String cursor) {
      var parts = cursor.split("\\|", 3);
      return new At(parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2]);
    }

    String to(String newPhase, String newWithin) {
      return newPhase + "|" + frozen.toEpochMilli() + "|" + newWithin;
    }
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    if (TenantRestore.isOne(job)) {
      return ofTenant.step(job, cursor);
    }
    var position = cursor.orElse(BEGINNING);
    if (position.equals(FREEZE)) {
      return frozen(job);
    }
    var at = At.of(position);
    if (at.phase().equals(ASK)) {
      return asked(job, at);
    }
    if (at.phase().equals(LIST)) {
      return listed(job, at);
    }
    var state = deployment.read();
    if (isSwitched(job, state)) {
      return thawed(job, state, at);
    }
    if (!state.by().equals(job.id()) || state.frozen().isEmpty()) {
      // it was given up in between, and writes were let through: what they did is to be replayed
      return new Step.Next(BEGINNING, Map.of());
    }
    if (at.frozen().plus(LONGEST).isBefore(clock.instant())) {
      throw Fault.Unavailable.shortly().exception();
    }
    return at.phase().equals(SWITCH) ? switched(job, at) : replayed(job, at);
  }

  private static boolean isSwitched(Job job, Deployment.State state) {
    return state.generations().number() == Long.parseLong(job.input(RestoreJob.GENERATION));
  }

  /// Also where the step that switched could not save that: a cursor that was saved into the tables
  /// that were left is not in these.
  private Step thawed(Job job, Deployment.State state, At at) {
    if (clock.instant().isBefore(state.since())) {
      return new Step.Later(at.to(THAW, ""), state.since(), Map.of());
    }
    deployment.thaw(job.id());
    return new Step.Next(at.to(LIST, Restoring.At.START.toString()), Map.of());
  }

  private Step listed(Job job, At at) {
    var quarantine = quarantines.apply(target(job));
    var tenants = Restoring.tenants(quarantine.tenants());
    var done = changed(restoring, job, quarantine, tenants, at.within(), at.frozen().plus(freeze));
    return done.next()
        .<Step>map(next -> new Step.Next(at.to(LIST, next.toString()), done.counts()))
        .orElseGet(() -> new Step.Done(done.counts()));
  }

  /// Lists for a while who was changed until nobody could write any more.
  static Restoring.Done changed(
      Restoring restoring,
      Job job,
      Quarantine quarantine,
      List<TenantId> tenants,
      String within,
      Instant to) {
    // one that was approved by an earlier version does not know
    var since = Optional.ofNullable(job.inputs().get(SINCE)).map(Instant::parse).orElse(job.at());
    return restoring.step(
        within, page -> restoring.changed(job.id(), quarantine, tenants, page, since, to));
  }

  @Override
  public void finish(Job job) {
    reports.promoted(job);
  }

  /// Writes wait meanwhile: it is given up within minutes, and they are let through again.
  @Override
  public int attempts() {
    return ATTEMPTS;
  }

  private Set<Table> kept(Job job) {
    return Table.of(reports.kept(job.input(RESTORE)));
  }

  private Step asked(Job job, At at) {
    var quarantine = quarantines.apply(target(job));
    var tenants = Restoring.tenants(quarantine.tenants());
    var restore = job.input(RESTORE);
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(
            at.within(), page -> restoring.closed(restore, quarantine, tenants, page, now));
    if (done.next().isPresent()) {
      return new Step.Next(at.to(ASK, done.next().get().toString()), Map.of());
    }
    var closed = restoring.closed(restore);
    if (closed.isEmpty()) {
      return new Step.Next(FREEZE, Map.of());
    }
    closed.forEach(tenant -> ends.shut(tenant, restore));
    return new Step.Later(FREEZE, clock.instant().plus(FORGOTTEN), Map.of());
  }

  /// Whether nobody opens what cannot be replayed.
  private boolean areShut(String restore) {
    return restoring.closed(restore).stream()
        .allMatch(tenant -> ends.read(tenant).shut().equals(Optional.of(restore)));
  }

  private Step frozen(Job job) {
    var seen = deployment.read().generations();
    var frozen = Table.ofGenerations();
    frozen.removeAll(kept(job));
    if (seen.number() != Long.parseLong(job.input(RestoreJob.FROM))
        || !deployment.freeze(seen, frozen, job.id())) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    var now = clock.instant();
    var cursor = new At(FREEZE, now, "").to("REPLAY", Restoring.At.START.toString());
    return new Step.Later(cursor, now.plus(freeze), Map.of());
  }

  private Generations target(Job job) {
    return Restoring.target(job, deployment.read().generations(), kept(job));
  }

  private Step replayed(Job job, At at) {
    var quarantine = quarantines.apply(target(job));
    var restore = job.input(RESTORE);
    var tenants = restoring.open(restore, Restoring.tenants(quarantine.tenants()));
    var all = Restoring.withPlatform(tenants);
    var logs = Restoring.withLogs(quarantine);
    var unsealed = job.at().minus(UNSEALED);
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(
            at.within(),
            page ->
                switch (at.phase()) {
                  case "REPLAY" -> restoring.replay(restore, quarantine, all, page, now);
                  case "LOGS" -> restoring.lastLogs(quarantine, live, unsealed, logs, page);
                  default -> restoring.dispose(quarantine, tenants, page);
                });
    if (done.next().isPresent()) {
      return new Step.Next(at.to(at.phase(), done.next().get().toString()), done.counts());
    }
    var start = Restoring.At.START.toString();
    var next =
        switch (at.phase()) {
          case "REPLAY" -> at.to("DISPOSE", start);
          case "DISPOSE" ->
              kept(job).contains(Table.LEDGER) ? at.to(SWITCH, "") : at.to("LOGS", start);
          default -> at.to(SWITCH, "");
        };
    return new Step.Next(next, done.counts());
  }

  private Step switched(Job job, At at) {
    if (reports.unreplayedErasures(job.input(RESTORE))) {
      throw Fault.Conflicting.of(Conflict.RESTORE_STATE).exception();
    }
    if (!areShut(job.input(RESTORE))) {
      return new Step.Next(BEGINNING, Map.of());
    }
    var target = target(job);
    var quarantine = quarantines.apply(target);
    var seen = deployment.read().generations();
    Platform.take(live, quarantine.store(), List.of(job.id(), job.input(RESTORE)));
    var heard = clock.instant().plus(HEARD);
    if (!deployment.change(seen, target, job.id(), heard)) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    return new Step.Later(at.to(THAW, ""), heard, Map.of());
  }
}
