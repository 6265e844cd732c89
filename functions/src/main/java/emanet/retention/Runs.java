package emanet.retention;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.retention.DestructionLog.Begun;
import emanet.subjects.Disposal;
import emanet.subjects.Expiry;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run of retention: one shard of people after another, in three parts each.
///
/// 1. The index of starts is made whole (`Expiry.prepare`).
/// 2. Page by page: what is due and not held is entered in the log of destructions and listed as
///    begun; disposed of, one person and category at a time; entered as done; and the index's
///    entries that lead nowhere any more are dropped, last.
/// 3. The first shard begins with what withdrawals of consent left to be disposed of.
///
/// Stopped anywhere, the next worker begins with what is listed as begun, with the same ends, and
/// then with the page that was not finished. A record that was written anew meanwhile, and is not
/// due any more, is left, and is not in the log.
final class Runs implements Kind {
  static final String NAME = "RETENTION";
  static final String ON = "on";
  private static final ActorId ACTOR = new ActorId("emanet-retention");
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final String PREPARE = "p:";
  private static final String DUE = "d:";

  private final Expiry expiry;
  private final DestructionLog log;
  private final Retention.Needs needs;
  private final InstantSource clock;

  Runs(Expiry expiry, DestructionLog log, Retention.Needs needs) {
    this.expiry = expiry;
    this.log = log;
    this.needs = needs;
    this.clock = needs.clock();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var at = cursor.orElse(PREPARE);
    if (at.startsWith(PREPARE)) {
      if (shard == 0 && cursor.isEmpty()) {
        needs.unsettled().takeUp(caller(job));
      }
      var rest = Optional.of(at.substring(PREPARE.length())).filter(text -> !text.isEmpty());
      var next = expiry.prepare(job.tenant(), shard, rest).map(text -> PREPARE + text);
      return new Step.Next(next.orElse(DUE), Map.of());
    }
    var counts = new HashMap<String, Long>();
    for (var begun : log.begun(job, shard)) {
      goThrough(job, shard, begun, counts);
    }
    var rest = Optional.of(at.substring(DUE.length())).filter(text -> !text.isEmpty());
    var page = expiry.page(job.tenant(), on(job), shard, rest);
    dispose(job, shard, page.due(), counts);
    if (!page.visited().isEmpty()) {
      expiry.settle(job.tenant(), page.visited());
    }
    return page.next()
        .<Step>map(text -> new Step.Next(DUE + text, counts))
        .orElseGet(() -> new Step.Done(counts));
  }

  @Override
  public void finish(Job job) {
    log.clear(job.tenant(), clock.instant());
  }

  /// The day that it was started for, or the day that it is worked on if that is later: what fell
  /// due while it waited is then done with the rest.
  private LocalDate on(Job job) {
    var started = LocalDate.parse(job.input(ON));
    var today = expiry.today();
    return today.isAfter(started) ? today : started;
  }

  private Caller caller(Job job) {
    return caller(job.tenant(), job.id(), clock.instant());
  }

  private static Caller caller(TenantId tenant, String id, Instant now) {
    return new Caller(
        tenant, ACTOR, Set.of(Role.DPO), Optional.empty(), true, now.plus(LIFE), "retention-" + id);
  }

  private record Of(SubjectId subject, CategoryCode category) {}

  private void dispose(Job job, int shard, List<Expiry.Due> due, Map<String, Long> counts) {
    var groups = new LinkedHashMap<Of, List<Expiry.Due>>();
    var late = on(job).minus(needs.interval().of(job.tenant()));
    for (var one : due) {
      if (one.held()) {
        count(counts, "held", 1);
        continue;
      }
      if (one.since().isBefore(late)) {
        count(counts, "late", 1);
      }
      groups
          .computeIfAbsent(new Of(one.subject(), one.category()), _ -> new ArrayList<>())
          .add(one);
    }
    if (counts.getOrDefault("late", 0L) > 0) {
      needs.alarm().late(job.tenant(), "retention run " + job.id());
    }
    groups.forEach((of, records) -> {
      var ends = new HashMap<RecordId, Set<ActivityCode>>();
      records.forEach(one ->
          one.lapsed()
              .forEach(lapsed ->
                  ends.computeIfAbsent(one.record(), _ -> new HashSet<>()).add(lapsed.activity())));
      var begun = new Begun(of.subject(), of.category(), ends);
      try {
        log.begin(job, shard, begun, entries(job, of, records, counts));
      } catch (FaultException e) {
        requireGone(e);
        return;
      }
      goThrough(job, shard, begun, counts);
    });
  }

  private List<DestructionLog.Entry> entries(
      Job job, Of of, List<Expiry.Due> records, Map<String, Long> counts) {
    var plan = expiry.foresee(job.tenant(), of.subject(), records);
    var entries = new ArrayList<DestructionLog.Entry>();
    for (var one : records) {
      var planned =
          plan.records().stream()
              .filter(p -> p.category().equals(of.category()) && p.record().equals(one.record()))
              .findFirst();
      var fate = planned.map(Disposal.Planned::fate).orElse(Disposal.Fate.DELETE);
      var activities = new HashSet<String>();
      var methods = new HashSet<String>();
      one.lapsed()
          .forEach(lapsed -> {
            activities.add(lapsed.activity().value());
            methods.add(lapsed.method().name());
          });
      entries.add(
          new DestructionLog.Entry(
              of.subject(),
              of.category(),
              one.record(),
              activities,
              methods,
              fate,
              planned.map(Disposal.Planned::fields).orElse(Set.of()),
              clock.instant(),
              Optional.empty()));
      count(
          counts,
          switch (fate) {
            case KEEP -> "kept";
            case REDUCE -> "reduced";
            case DELETE -> "deleted";
          },
          1);
    }
    return entries;
  }

  /// Does what is begun, whoever began it.
  private void goThrough(Job job, int shard, Begun begun, Map<String, Long> counts) {
    try {
      var renewed =
          expiry.dispose(caller(job), begun.subject(), begun.category(), begun.ends(), on(job));
      log.done(job, shard, begun, renewed, clock.instant());
      if (!renewed.isEmpty()) {
        count(counts, "renewed", renewed.size());
      }
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Conflicting(var reason, _) && reason == Conflict.HELD) {
        log.dropped(job, shard, begun); // a hold was set meanwhile
        count(counts, "held", begun.ends().size());
      } else {
        requireGone(e);
        log.dropped(job, shard, begun); // erased meanwhile, which has its own certificate
      }
    }
  }

  private static void requireGone(FaultException e) {
    if (!(e.fault() instanceof Fault.Erased || e.fault() instanceof Fault.Absent)) {
      throw e;
    }
  }

  private static void count(Map<String, Long> counts, String name, long by) {
    counts.merge(name, by, Long::sum);
  }
}
