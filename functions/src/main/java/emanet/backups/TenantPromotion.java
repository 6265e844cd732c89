package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Step;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Table;
import emanet.subjects.Returning;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Puts one tenant's rows back into the tables in use, after a second person said so. Nobody else's
/// are touched, nor do others wait:
///
/// 1. the tenant's items are frozen: who writes to them is told to come back (503). Reading goes
///    on;
/// 2. after the time for which anybody may not know of it, and the longest that anybody works, what
///    there is to be replayed is replayed: it stands already, unless something was lost; what
///    withdrawals asked for is disposed of;
/// 3. people, and then their records, are put back one by one: each is whole at every moment, as it
///    was or as it is to be;
/// 4. look-ups are made anew, for which every record is opened;
/// 5. writes are let through; it is listed who was changed from the restore's start until the
///    freeze.
///
/// Stopped anywhere, it goes on, and what is put back already is found to be. Given up, writes are
/// let through as of any promotion; taken up again, it replays anew and goes on behind what it had
/// put back.
final class TenantPromotion {
  private static final Set<Table> FROZEN =
      EnumSet.of(Table.KEYS, Table.RECORDS, Table.LOOKUPS, Table.REGISTER);

  private static final String FREEZE = "FREEZE";

  private final Manifests manifests;
  private final Restoring restoring;
  private final Reports reports;
  private final Deployment deployment;
  private final Function<Generations, Quarantine> quarantines;
  private final Duration freeze;
  private final Duration longest;
  private final InstantSource clock;
  private final BackupRows rows;

  /// @param freeze from the freeze until nobody writes any more
  /// @param longest for which writes wait
  TenantPromotion(
      Manifests manifests,
      Verifying verifying,
      Restoring restoring,
      Reports reports,
      Deployment deployment,
      Function<Generations, Quarantine> quarantines,
      Duration freeze,
      Duration longest,
      InstantSource clock) {
    this.manifests = manifests;
    this.restoring = restoring;
    this.reports = reports;
    this.deployment = deployment;
    this.quarantines = quarantines;
    this.freeze = freeze;
    this.longest = longest;
    this.clock = clock;
    this.rows = new BackupRows(verifying, clock);
  }

  /// Where it stands: the phase, when writes were frozen, which rows are to be put back next, and
  /// how far within a phase that has other pages.
  private record At(String phase, Instant frozen, String rows, String within) {
    static At of(String cursor) {
      var parts = cursor.split("\\|", 4);
      return new At(parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2], parts[3]);
    }

    String to(String newPhase, String newWithin) {
      return new At(newPhase, frozen, rows, newWithin).toString();
    }

    String putBack(String newRows) {
      return new At(phase, frozen, newRows, within).toString();
    }

    @Override
    public String toString() {
      return phase + "|" + frozen.toEpochMilli() + "|" + rows + "|" + within;
    }
  }

  Step step(Job job, Optional<String> cursor) {
    var state = deployment.read();
    var inUse = TenantRestore.inUse(job, state);
    var at =
        cursor
            .map(At::of)
            .orElseGet(() -> new At(FREEZE, Instant.EPOCH, rows(Returning.Part.PEOPLE), ""));
    if (at.phase().equals(FREEZE)) {
      return frozen(job, state, at);
    }
    if (at.phase().equals(PromotionJob.LIST)) {
      return listed(job, quarantines.apply(inUse), at);
    }
    if (!state.by().equals(job.id()) || state.frozen().isEmpty()) {
      // it was given up in between, and writes were let through
      return new Step.Next(at.to(FREEZE, ""), Map.of());
    }
    if (at.frozen().plus(longest).isBefore(clock.instant())) {
      throw Fault.Unavailable.shortly().exception();
    }
    var live = quarantines.apply(inUse);
    return at.phase().equals("ROWS") ? putBack(job, live, at) : worked(job, live, at);
  }

  private static String rows(Returning.Part part) {
    return part + ":" + BackupRows.START;
  }

  private Step frozen(Job job, Deployment.State state, At at) {
    var tenant = TenantRestore.tenant(job);
    if (!deployment.freeze(state.generations(), FROZEN, tenant, job.id())) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    var now = clock.instant();
    var next = new At("REPLAY", now, at.rows(), Restoring.At.START.toString());
    return new Step.Later(next.toString(), now.plus(freeze), Map.of());
  }

  /// Replay, disposal and look-ups, a page of it.
  private Step worked(Job job, Quarantine live, At at) {
    var restore = job.input(PromotionJob.RESTORE);
    var tenants = List.of(TenantRestore.tenant(job));
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(
            at.within(),
            page ->
                switch (at.phase()) {
                  case "REPLAY" -> restoring.replay(restore, live, tenants, page, now);
                  case "DISPOSE" -> restoring.dispose(live, tenants, page);
                  default -> restoring.rebuild(restore, live, tenants, page, now);
                });
    if (done.next().isPresent()) {
      return new Step.Next(at.to(at.phase(), done.next().get().toString()), done.counts());
    }
    return switch (at.phase()) {
      case "REPLAY" -> {
        if (reports.unreplayedErasures(restore)) {
          throw Fault.Conflicting.of(Conflict.RESTORE_STATE).exception();
        }
        yield new Step.Next(at.to("DISPOSE", Restoring.At.START.toString()), done.counts());
      }
      case "DISPOSE" -> new Step.Next(at.to("ROWS", ""), done.counts());
      default -> {
        deployment.thaw(job.id());
        yield new Step.Next(at.to(PromotionJob.LIST, Restoring.At.START.toString()), done.counts());
      }
    };
  }

  private Step listed(Job job, Quarantine live, At at) {
    var tenants = List.of(TenantRestore.tenant(job));
    var done =
        PromotionJob.changed(restoring, job, live, tenants, at.within(), at.frozen().plus(freeze));
    return done.next()
        .<Step>map(next -> new Step.Next(at.to(PromotionJob.LIST, next.toString()), done.counts()))
        .orElseGet(() -> new Step.Done(done.counts()));
  }

  private Step putBack(Job job, Quarantine live, At at) {
    var position = at.rows().split(":", 2);
    var part = Returning.Part.valueOf(position[0]);
    var caller = live.restorer().apply(TenantRestore.tenant(job));
    var target = "restore/" + job.input(PromotionJob.RESTORE);
    try {
      var manifest = manifests.read(job.input(RestoreJob.BACKUP));
      var walked =
          rows.walk(
              manifest,
              Table.RECORDS,
              Rows.Form.ITEMS,
              TenantRestore.prefix(job),
              position[1],
              part::has,
              page -> live.returning().putBack(caller, target, manifest.at(), part, page).counts());
      if (walked.next().isPresent()) {
        return new Step.Next(at.putBack(part + ":" + walked.next().get()), walked.counts());
      }
      if (part == Returning.Part.PEOPLE) {
        return new Step.Next(at.putBack(rows(Returning.Part.RECORDS)), walked.counts());
      }
      return new Step.Next(at.to("LOOKUPS", Restoring.At.START.toString()), walked.counts());
    } catch (BrokenBackup e) {
      reports.broken(job.input(PromotionJob.RESTORE), e);
      throw Fault.Conflicting.of(Conflict.BACKUP).exception(e);
    }
  }
}
