package emanet.retention;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.retention.DestructionLog.Begun;
import emanet.retention.DestructionReport.Left;
import emanet.subjects.AnonymousDisposal.Outcome;
import emanet.subjects.Disposal;
import emanet.subjects.Expiry;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Disposes of what is due of one person and category: enters it in the log of destructions and
/// lists it as begun, does it, enters it as done. Whoever comes after a stop goes through with the
/// very same, but for what is not due any more.
final class Destroying {
  private static final ActorId ACTOR = new ActorId("emanet-retention");
  static final String TAMPERED = "tampered";
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Expiry expiry;
  private final DestructionLog log;
  private final InstantSource clock;

  Destroying(Expiry expiry, DestructionLog log, InstantSource clock) {
    this.expiry = expiry;
    this.log = log;
    this.clock = clock;
  }

  /// Whose records of what.
  record Of(SubjectId subject, CategoryCode category) {}

  Caller caller(Job job) {
    return new Caller(
        job.tenant(),
        ACTOR,
        Set.of(Role.DPO),
        Optional.empty(),
        true,
        clock.instant().plus(LIFE),
        "retention-" + job.id());
  }

  /// The day that it was started for, or the day that it is worked on if that is later: what fell
  /// due while it waited is then done with the rest.
  LocalDate on(Job job) {
    var started = LocalDate.parse(job.input(Runs.ON));
    var today = expiry.today();
    return today.isAfter(started) ? today : started;
  }

  /// What a stop left.
  void resume(Job job, int shard, Map<String, Long> counts) {
    for (var begun : log.begun(job, shard)) {
      if (log.isEntered(job, begun)) {
        goThrough(job, shard, begun, counts);
      } else {
        log.dropped(job, shard, begun); // nothing of it went: it is found again, if it is due
      }
    }
  }

  /// Passes over what is due in a category of which something was tampered with, and enters that.
  void passOver(Job job, List<Expiry.Due> records, Disposal.Plan plan, Map<String, Long> counts) {
    expiry.enterTampered(caller(job), plan.tampered());
    count(counts, TAMPERED, records.size());
    records.forEach(one -> DestructionReport.count(counts, one, Left.TAMPERED));
  }

  /// @param plan what is to become of them
  /// @param anonymous where an activity wants that: what came of it
  void dispose(
      Job job,
      int shard,
      Of of,
      List<Expiry.Due> records,
      Disposal.Plan plan,
      Optional<Outcome> anonymous,
      Map<String, Long> counts) {
    var ends = new HashMap<RecordId, Set<ActivityCode>>();
    records.forEach(one ->
        one.lapsed()
            .forEach(lapsed ->
                ends.computeIfAbsent(one.record(), _ -> new HashSet<>()).add(lapsed.activity())));
    var begun = new Begun(of.subject(), of.category(), ends);
    log.begin(job, shard, begun, entries(of, records, plan, anonymous, counts));
    goThrough(job, shard, begun, counts);
  }

  private List<DestructionLog.Entry> entries(
      Of of,
      List<Expiry.Due> records,
      Disposal.Plan plan,
      Optional<Outcome> anonymous,
      Map<String, Long> counts) {
    var entries = new ArrayList<DestructionLog.Entry>();
    for (var one : records) {
      var planned =
          plan.records().stream()
              .filter(p -> p.category().equals(of.category()) && p.record().equals(one.record()))
              .findFirst();
      var fate = planned.map(Disposal.Planned::fate).orElse(Disposal.Fate.DELETE);
      var activities = new HashSet<String>();
      var methods = new HashSet<String>();
      var rules = new HashSet<String>();
      one.lapsed()
          .forEach(lapsed -> {
            activities.add(lapsed.activity().value());
            methods.add(lapsed.method().name());
            rules.add(DestructionReport.rule(lapsed));
          });
      entries.add(
          new DestructionLog.Entry(
              of.subject(),
              of.category(),
              one.record(),
              activities,
              methods,
              rules,
              fate,
              planned.map(Disposal.Planned::fields).orElse(Set.of()),
              anonymous,
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
      } else if (e.fault() instanceof Fault.Tampered) {
        log.left(job, shard, begun); // the next run finds it, and enters what it was
        count(counts, TAMPERED, begun.ends().size());
      } else {
        requireGone(e);
        log.dropped(job, shard, begun); // erased meanwhile, which has its own certificate
      }
    }
  }

  static void requireGone(FaultException e) {
    if (!(e.fault() instanceof Fault.Erased || e.fault() instanceof Fault.Absent)) {
      throw e;
    }
  }

  static void count(Map<String, Long> counts, String name, long by) {
    counts.merge(name, by, Long::sum);
  }
}
