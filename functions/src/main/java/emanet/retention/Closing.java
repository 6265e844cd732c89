package emanet.retention;

import static emanet.retention.Destroying.count;

import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Step;
import emanet.retention.DestructionReport.Left;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.AnonymousDisposal.Candidate;
import emanet.subjects.AnonymousDisposal.Outcome;
import emanet.subjects.Expiry;
import emanet.values.CategoryCode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The end of a run, once all that is due was found: those who wait to be anonymous.
///
/// First, category by category, whoever can be let go together is let go. Then, one page after
/// another, the records are disposed of: of who was let go, of whom nothing can stay, and of who
/// has waited long enough. The others wait for the next run.
final class Closing {
  private static final int PAGE = 10;
  private static final String RELEASE = "r:";
  private static final String DISPOSE = "d:";
  private static final String SEPARATOR = "|";

  private final Expiry expiry;
  private final AnonymousDisposal anonymous;
  private final Destroying destroying;
  private final Retention.Interval interval;

  Closing(
      Expiry expiry,
      AnonymousDisposal anonymous,
      Destroying destroying,
      Retention.Interval interval) {
    this.expiry = expiry;
    this.anonymous = anonymous;
    this.destroying = destroying;
    this.interval = interval;
  }

  /// Where a step begins: in which part, at which category, after whom.
  private record At(String part, Optional<CategoryCode> category, Optional<String> after) {
    static At of(String cursor) {
      var rest = cursor.substring(RELEASE.length());
      int bar = rest.indexOf(SEPARATOR);
      return bar < 0
          ? new At(cursor.substring(0, RELEASE.length()), Optional.empty(), Optional.empty())
          : new At(
              cursor.substring(0, RELEASE.length()),
              Optional.of(new CategoryCode(rest.substring(0, bar))),
              Optional.of(rest.substring(bar + 1)).filter(id -> !id.isEmpty()));
    }
  }

  /// The next step; empty counts and `Done` where nobody waits.
  Step step(Job job, LocalDate on, Optional<String> cursor) {
    var counts = new HashMap<String, Long>();
    destroying.resume(job, job.shards(), counts);
    var at = At.of(cursor.orElse(RELEASE));
    var categories = anonymous.categories(job.tenant());
    var now =
        categories.stream()
            .filter(
                code -> at.category().filter(c -> c.value().compareTo(code.value()) > 0).isEmpty())
            .findFirst();
    if (now.isEmpty()) {
      return at.part().equals(RELEASE) ? new Step.Next(DISPOSE, counts) : new Step.Done(counts);
    }
    var after = at.category().equals(now) ? at.after() : Optional.<String>empty();
    var next =
        at.part().equals(RELEASE)
            ? anonymous.release(destroying.caller(job), now.get(), on, after)
            : dispose(job, now.get(), on, after, counts);
    return next.map(id -> new Step.Next(at.part() + now.get() + SEPARATOR + id, counts))
        .or(() ->
            categories.stream()
                .filter(code -> code.value().compareTo(now.get().value()) > 0)
                .findFirst()
                .map(code -> new Step.Next(at.part() + code + SEPARATOR, counts)))
        .<Step>map(step -> step)
        .orElseGet(() ->
            at.part().equals(RELEASE) ? new Step.Next(DISPOSE, counts) : new Step.Done(counts));
  }

  private Optional<String> dispose(
      Job job,
      CategoryCode category,
      LocalDate on,
      Optional<String> after,
      Map<String, Long> counts) {
    var tenant = job.tenant();
    var page = anonymous.page(tenant, category, after, PAGE);
    var due = expiry.due(tenant, category, page.stream().map(Candidate::subject).toList(), on);
    for (var one : page) {
      var own = due.getOrDefault(one.subject(), List.of());
      if (own.isEmpty()) {
        anonymous.drop(tenant, category, one.id()); // disposed of, or not due after all
      } else if (own.stream().anyMatch(Expiry.Due::held)) {
        count(counts, "held", own.size());
        own.forEach(record -> DestructionReport.count(counts, record, Left.HELD));
      } else {
        var outcome = one.outcome().or(() -> tired(job, one, own, on));
        outcome.ifPresentOrElse(
            done -> dispose(job, category, one, own, done, counts),
            () -> {
              count(counts, "waiting", own.size());
              own.forEach(record -> DestructionReport.count(counts, record, Left.WAITING));
            });
      }
    }
    return page.size() == PAGE ? Optional.of(page.getLast().id()) : Optional.empty();
  }

  /// Whoever waited long enough; all are disposed of within the interval.
  private Optional<Outcome> tired(Job job, Candidate one, List<Expiry.Due> due, LocalDate on) {
    var late = on.plusDays(1).minus(interval.of(job.tenant()));
    boolean now =
        !on.isBefore(one.since().plusDays(AnonymousDisposal.PATIENCE_DAYS))
            || due.stream().anyMatch(record -> record.since().isBefore(late));
    return now ? Optional.of(Outcome.TOO_FEW) : Optional.empty();
  }

  private void dispose(
      Job job,
      CategoryCode category,
      Candidate one,
      List<Expiry.Due> due,
      Outcome outcome,
      Map<String, Long> counts) {
    var of = new Destroying.Of(one.subject(), category);
    try {
      var plan = expiry.foresee(job.tenant(), one.subject(), due);
      if (!plan.tampered().isEmpty()) {
        destroying.passOver(job, due, plan, counts);
        return;
      }
      destroying.dispose(job, job.shards(), of, due, plan, Optional.of(outcome), counts);
      count(counts, outcome == Outcome.RELEASED ? "anonymised" : "notAnonymous", due.size());
    } catch (FaultException e) {
      Destroying.requireGone(e);
    }
    anonymous.drop(job.tenant(), category, one.id());
  }
}
