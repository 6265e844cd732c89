package emanet.retention;

import static emanet.retention.Destroying.count;

import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.retention.Destroying.Of;
import emanet.retention.DestructionReport.Left;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.AnonymousDisposal.Outcome;
import emanet.subjects.Expiry;
import emanet.subjects.RecordPlace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run of retention: one shard of people after another, in three parts each.
///
/// 1. The index of starts is made whole (`Expiry.prepare`).
/// 2. Page by page: what is due and not held is entered in the log of destructions and listed as
///    begun; disposed of, one person and category at a time; entered as done; and the index's
///    entries that lead nowhere any more are dropped, last.
/// 3. The first shard begins with what withdrawals of consent left to be disposed of, page by page.
///
/// What an activity wants to be anonymous waits, and is seen to when all shards are through
/// (`Closing`). Then the log is summed up (`DestructionReport`).
///
/// What was tampered with is entered as that, counted and passed over, with what else of its person
/// and category is due: nothing there can be sealed anew.
///
/// Stopped anywhere, the next worker begins with what is listed as begun, with the same ends, and
/// then with the page that was not finished. A record that was written anew meanwhile, and is not
/// due any more, is left, and is not in the log.
final class Runs implements Kind {
  static final String NAME = "RETENTION";
  static final String ON = "on";
  private static final String UNSETTLED = "w:";
  private static final String PREPARE = "p:";
  private static final String DUE = "d:";

  /// The last part of the close: the report.
  private static final String SUM = "s:";

  private final Expiry expiry;
  private final DestructionLog log;
  private final DestructionReport report;
  private final Retention.Needs needs;
  private final InstantSource clock;
  private final Destroying destroying;
  private final Closing closing;

  Runs(Expiry expiry, DestructionLog log, Retention.Needs needs) {
    this.expiry = expiry;
    this.log = log;
    this.report = new DestructionReport(needs.store(), log);
    this.needs = needs;
    this.clock = needs.clock();
    this.destroying = new Destroying(expiry, log, clock);
    this.closing = new Closing(expiry, needs.anonymous(), destroying, needs.interval());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var at = cursor.orElse(shard == 0 ? UNSETTLED : PREPARE);
    if (at.startsWith(UNSETTLED)) {
      var rest = Optional.of(at.substring(UNSETTLED.length())).filter(text -> !text.isEmpty());
      var next = needs.unsettled().takeUp(destroying.caller(job), rest);
      return new Step.Next(next.map(text -> UNSETTLED + text).orElse(PREPARE), Map.of());
    }
    if (at.startsWith(PREPARE)) {
      var rest = Optional.of(at.substring(PREPARE.length())).filter(text -> !text.isEmpty());
      var tampered = new HashSet<RecordPlace>();
      var next =
          expiry.prepare(job.tenant(), shard, rest, tampered::add).map(text -> PREPARE + text);
      expiry.enterTampered(destroying.caller(job), tampered);
      return new Step.Next(next.orElse(DUE), Map.of());
    }
    var counts = new HashMap<String, Long>();
    destroying.resume(job, shard, counts);
    var rest = Optional.of(at.substring(DUE.length())).filter(text -> !text.isEmpty());
    var page = expiry.page(job.tenant(), destroying.on(job), shard, rest);
    expiry.enterTampered(destroying.caller(job), page.tampered());
    if (!page.tampered().isEmpty()) {
      count(counts, Destroying.TAMPERED, page.tampered().size());
      page.tampered().forEach(place -> DestructionReport.countTampered(counts, place.category()));
    }
    dispose(job, shard, page.due(), counts);
    if (!page.visited().isEmpty()) {
      expiry.settle(job.tenant(), page.visited());
    }
    return page.next()
        .<Step>map(text -> new Step.Next(DUE + text, counts))
        .orElseGet(() -> new Step.Done(counts));
  }

  @Override
  public Step close(Job job, Optional<String> cursor) {
    if (cursor.filter(SUM::equals).isEmpty()) {
      var step = closing.step(job, destroying.on(job), cursor);
      return step instanceof Step.Done(var counts) ? new Step.Next(SUM, counts) : step;
    }
    if (report.sum(job)) {
      return new Step.Next(SUM, Map.of());
    }
    log.clear(job.tenant(), clock.instant());
    return new Step.Done(Map.of());
  }

  private void dispose(Job job, int shard, List<Expiry.Due> due, Map<String, Long> counts) {
    var groups = new LinkedHashMap<Of, List<Expiry.Due>>();
    var late = destroying.on(job).minus(needs.interval().of(job.tenant()));
    for (var one : due) {
      if (one.held()) {
        count(counts, "held", 1);
        DestructionReport.count(counts, one, Left.HELD);
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
      try {
        dispose(job, shard, of, records, counts);
      } catch (FaultException e) {
        Destroying.requireGone(e);
      }
    });
  }

  private void dispose(
      Job job, int shard, Of of, List<Expiry.Due> records, Map<String, Long> counts) {
    var plan = expiry.foresee(job.tenant(), of.subject(), records);
    if (!plan.tampered().isEmpty()) {
      destroying.passOver(job, records, plan, counts);
      return;
    }
    Optional<Outcome> outcome = Optional.empty();
    if (AnonymousDisposal.isWanted(records)) {
      outcome =
          needs
              .anonymous()
              .offer(job.tenant(), of.subject(), of.category(), records, plan, destroying.on(job));
      if (outcome.isEmpty()) {
        return; // they wait
      }
      count(counts, "notAnonymous", records.size());
    }
    destroying.dispose(job, shard, of, records, plan, outcome, counts);
  }
}
