package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.subjects.Holdings;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Carries a decision out, step by step (`Step`).
///
/// A step is run, and then its progress is written, by one conditional write of the request's item.
/// Whoever stops in between leaves a step that is run again: each is repeatable, and recognises
/// what it did already. So every step is done once, whoever runs it and however often. When the
/// last is done the request is `EXECUTED` by the same write.
final class Execution {
  static final String SECTION = "execution";
  static final String FACTS = "FACTS";
  private static final String VERB = "execution";
  private static final int TRIES = 5;

  private final Filings filings;
  private final Facts facts;
  private final Copies copies;
  private final Holdings holdings;
  private final Map<Step.Kind, Performer> performers;
  private final InstantSource clock;

  /// Does what is another room's to do.
  interface Performer {
    /// Runs a step; whatever it did before, it recognises.
    StepResult perform(Work work);
  }

  /// What a performer works on.
  record Work(Caller caller, Filing filing, SubjectId subject, Decision decision, Step step) {
    TenantId tenant() {
      return caller.tenant();
    }

    String id() {
      return filing.head().id();
    }
  }

  Execution(
      Filings filings,
      Facts facts,
      Copies copies,
      Holdings holdings,
      Map<Step.Kind, Performer> performers,
      InstantSource clock) {
    this.filings = filings;
    this.facts = facts;
    this.copies = copies;
    this.holdings = holdings;
    this.performers = Map.copyOf(performers);
    this.clock = clock;
  }

  /// Runs what is not done yet, until `deadline`.
  ///
  /// @return the request as it stands then
  Filing run(Caller caller, Filing begun, Instant deadline) {
    var filing = begun;
    for (var step : Step.ordered(begun.head().steps())) {
      if (filing.state() != State.DECIDED) {
        return filing;
      }
      if (isDone(filing, step)) {
        continue;
      }
      boolean tooEarly = step.kind() == Step.Kind.NOTIFICATION && !isLast(filing);
      if (tooEarly || !clock.instant().isBefore(deadline)) {
        return filing; // nobody is told of what is not done yet
      }
      var result = ran(caller, filing, step, deadline);
      filing = noted(caller.tenant(), filing, step, result);
      if (result.progress() == Step.Progress.PENDING) {
        return filing;
      }
    }
    return filing;
  }

  /// Whether all but the telling is done.
  private static boolean isLast(Filing filing) {
    return filing.head().steps().values().stream()
            .filter(progress -> !progress.equals(Step.Progress.DONE.name()))
            .count()
        == 1;
  }

  static boolean isDone(Filing filing, Step step) {
    return Step.Progress.DONE.name().equals(filing.head().steps().get(step.code()));
  }

  private StepResult ran(Caller caller, Filing filing, Step step, Instant deadline) {
    var work = new Work(caller, filing, subject(filing), decision(filing), step);
    try {
      return switch (step.kind()) {
        case FACTS -> gathered(work, deadline);
        case COPY -> copied(work);
        case RECTIFICATION, OBJECTION, ERASURE, NOTIFICATION ->
            Optional.ofNullable(performers.get(step.kind()))
                .map(performer -> performer.perform(work))
                .orElseGet(() -> StepResult.blocked("not-available"));
      };
    } catch (FaultException e) {
      return blocked(e);
    }
  }

  /// What forbids a step is noted; what only keeps it from being done now is the caller's to see.
  private static StepResult blocked(FaultException e) {
    return switch (e.fault()) {
      case Fault.Conflicting(Conflict reason, _) -> StepResult.blocked(reason.slug());
      case Fault.Invalid _ -> StepResult.blocked("invalid-values");
      case Fault.Absent _ -> StepResult.blocked("not-found");
      case Fault.Erased _ -> StepResult.blocked("erased");
      case Fault.Refused(var reason) -> StepResult.blocked(reason.slug());
      default -> throw e;
    };
  }

  private StepResult gathered(Work work, Instant deadline) {
    var gathered = facts.of(work.tenant(), work.subject(), held(work), deadline);
    gathered.ifPresent(json -> filings.write(work.tenant(), work.id(), FACTS, json));
    return gathered.isPresent() ? StepResult.done() : StepResult.pending();
  }

  private StepResult copied(Work work) {
    held(work).ifPresent(held -> copies.write(work.tenant(), work.id(), held));
    return StepResult.done();
  }

  /// Empty where the person was erased in the meantime: then nothing is held.
  private Optional<Holdings.Held> held(Work work) {
    try {
      return Optional.of(holdings.of(work.tenant(), work.subject()));
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Erased) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static SubjectId subject(Filing filing) {
    return filing.head().subject().orElseThrow(() -> new Fault.Internal().exception());
  }

  static Decision decision(Filing filing) {
    return filing
        .file()
        .section(CaseFile.DECISION)
        .map(Decision::of)
        .orElseThrow(() -> new Fault.Internal().exception());
  }

  private Filing noted(TenantId tenant, Filing before, Step step, StepResult result) {
    var current = before;
    for (int tries = 0; tries < TRIES; tries++) {
      if (current.state() != State.DECIDED || isDone(current, step)) {
        return current;
      }
      var next = with(current, step, result);
      if (filings.replace(tenant, current, next)) {
        return next;
      }
      current =
          filings
              .find(tenant, current.head().id())
              .orElseThrow(() -> new Fault.Absent().exception());
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  private static Filing with(Filing before, Step step, StepResult result) {
    var steps = new HashMap<>(before.head().steps());
    steps.put(step.code(), result.progress().name());
    boolean all = steps.values().stream().allMatch(Step.Progress.DONE.name()::equals);
    var section = section(before);
    if (!result.detail().isEmpty()) {
      section.set(step.code(), result.detail());
    }
    return before
        .with(head ->
            head.stepping(steps)
                .in(all ? State.EXECUTED : State.DECIDED)
                .next(VERB, step.code() + ":" + result.progress()))
        .with(before.file().with(SECTION, section));
  }

  /// What came of each step, by its code.
  static ObjectNode section(Filing filing) {
    return filing.file().section(SECTION).orElseGet(JsonNodeFactory.instance::objectNode);
  }
}
