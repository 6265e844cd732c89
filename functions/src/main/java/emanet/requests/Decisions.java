package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.register.Categories;
import emanet.register.Recorded;
import emanet.subjects.Holdings;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.SubjectId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/// Decides requests, and carries out what was accepted: as far as it goes in the call itself, and
/// the rest by whoever looks after open requests.
///
/// Two steps, in this order: the decision is written, whole, with the steps that it needs; then
/// they are run. The same decision again goes on with the steps.
final class Decisions {
  static final String VERB = "decision";

  /// Below the function's time-out.
  private static final Duration INLINE = Duration.ofSeconds(6);

  /// Bytes of a file with its decision, of `Filings.LARGEST`: what comes of its steps, two hundred
  /// erasures and fifty changes at most, and the answer have to fit beside it.
  private static final int LARGEST = 330_000;

  /// Bytes by which a decision may grow where every item of it is refused after all.
  private static final int REFUSALS = 3_000;

  private final Requests requests;
  private final Execution execution;
  private final Facts facts;
  private final Standing standing;
  private final Holdings holdings;
  private final Categories categories;
  private final InstantSource clock;

  Decisions(
      Requests requests,
      Execution execution,
      Facts facts,
      Standing standing,
      Holdings holdings,
      Categories categories,
      InstantSource clock) {
    this.requests = requests;
    this.execution = execution;
    this.facts = facts;
    this.standing = standing;
    this.holdings = holdings;
    this.categories = categories;
    this.clock = clock;
  }

  Recorded<Requests.Shown> decide(Requests.Ask ask, DecisionDraft draft) {
    var caller = ask.caller();
    return requests.around(
        caller,
        ask.id(),
        Action.REQUEST_CHANGE,
        "/" + VERB,
        Optional.empty(),
        () -> {
          requests.access().require(caller, Requests.DECIDERS);
          var decided = decided(ask, draft);
          var carriedOut = execution.run(caller, decided, clock.instant().plus(INLINE));
          return requests.shown(caller, standing.of(caller.tenant(), carriedOut));
        });
  }

  private Filing decided(Requests.Ask ask, DecisionDraft draft) {
    var caller = ask.caller();
    var found = requests.found(caller, ask.id());
    boolean carriedOut = found.state() == State.DECIDED || found.state() == State.EXECUTED;
    if (carriedOut && isSame(caller, found, draft)) {
      return found;
    }
    return requests.changed(
        ask,
        VERB,
        filing -> {
          if (filing.state() == State.DECIDED) {
            return revised(caller, filing, draft);
          }
          Requests.requireState(filing, State.IDENTITY_VERIFIED);
          var decision = draft.judged(ground(caller, filing));
          requireUnheld(caller, filing, decision);
          requireNationalId(caller, filing, decision);
          return Requests.moved(filing, State.DECIDED)
              .with(head -> head.stepping(Step.plan(decision)))
              .with(with(caller, filing, decision, LARGEST));
        });
  }

  private boolean isSame(Caller caller, Filing found, DecisionDraft draft) {
    return again(caller, found, draft).isSame(Execution.decision(found));
  }

  /// Judged by what was known then: whom it erased is not engaged in anything any more.
  private Decision again(Caller caller, Filing found, DecisionDraft draft) {
    var ground = ground(caller, found);
    return draft.judged(
        new DecisionDraft.Ground(
            ground.asked(), ground.categories(), true, ground.requested(), Optional.empty()));
  }

  /// What turned out to be forbidden is refused after all, so that there is an answer in time;
  /// nothing else of a decision is ever changed. Of who is erased no erasure is refused any more;
  /// what cannot be put right because of it, is.
  private Filing revised(Caller caller, Filing filing, DecisionDraft draft) {
    var before = Execution.decision(filing);
    var sent = again(caller, filing, draft);
    if (!Step.mayBecome(before, sent, filing.head().steps())) {
      throw Requests.state(filing);
    }
    if (!sent.accepted(Right.ERASURE).equals(before.accepted(Right.ERASURE))) {
      holdings.requireLiving(caller.tenant(), Execution.subject(filing));
    }
    var next = sent.over(before.changes());
    var steps = Step.without(next, filing.head().steps());
    boolean all = steps.values().stream().allMatch(Step.Progress.DONE.name()::equals);
    return filing
        .with(head -> head.stepping(steps).in(all ? State.EXECUTED : State.DECIDED))
        .with(with(caller, filing, next, LARGEST + REFUSALS));
  }

  /// @param largest bytes of the file, without what came of its steps
  /// @throws FaultException `Invalid` where there is no room left for the answer
  private CaseFile with(Caller caller, Filing filing, Decision decision, int largest) {
    var section = Sections.entered(caller, clock.instant());
    section.setAll(decision.toJson());
    var file = filing.file().with(CaseFile.DECISION, section);
    if (file.without(Execution.SECTION).size() > largest) {
      throw Requests.invalid("", FieldCode.LENGTH);
    }
    return file;
  }

  private DecisionDraft.Ground ground(Caller caller, Filing filing) {
    var tenant = caller.tenant();
    boolean automated =
        filing.head().rights().contains(Right.OBJECTION)
            && held(caller, filing)
                .filter(held -> !facts.automated(tenant, held).isEmpty())
                .isPresent();
    return new DecisionDraft.Ground(
        filing.head().rights(),
        categories.all(tenant),
        automated,
        requested(filing),
        Optional.of(LocalDate.ofInstant(clock.instant(), Istanbul.ZONE)));
  }

  private static ArrayNode requested(Filing filing) {
    return filing.file().application().get("changes") instanceof ArrayNode changes
        ? changes
        : JsonNodeFactory.instance.arrayNode();
  }

  /// Empty where the person was erased.
  private Optional<Holdings.Held> held(Caller caller, Filing filing) {
    try {
      return Optional.of(holdings.of(caller.tenant(), Execution.subject(filing)));
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Erased) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// A hold is released first, or erasure refused: a decision that cannot be carried out is none.
  private void requireUnheld(Caller caller, Filing filing, Decision decision) {
    SubjectId subject = Execution.subject(filing);
    for (var item : decision.accepted(Right.ERASURE)) {
      holdings.requireUnheld(caller.tenant(), subject, item.category());
    }
  }

  /// Nobody is known by what they have not.
  private void requireNationalId(Caller caller, Filing filing, Decision decision) {
    for (int i = 0; i < decision.items().size(); i++) {
      boolean unknown =
          decision.items().get(i).suppress().isPresent()
              && held(caller, filing).filter(Holdings.Held::hasNationalId).isEmpty();
      if (unknown) {
        throw Requests.invalid("/items/" + i + "/suppress", FieldCode.UNUSABLE);
      }
    }
  }

  /// A request, with what it is to be decided by.
  Recorded<Requests.Shown> read(Caller caller, String id) {
    return requests.around(
        caller,
        id,
        Action.REQUEST_READ,
        "",
        Optional.empty(),
        () -> {
          requests.access().require(caller, Requests.READERS);
          var shown = requests.shown(caller, requests.found(caller, id));
          return new Requests.Shown(
              standing.of(caller.tenant(), shown.filing()),
              shown.matches(),
              proposal(caller, shown.filing()));
        });
  }

  /// What may go and what a legal basis keeps, for a request that is still to be decided.
  private Optional<ArrayNode> proposal(Caller caller, Filing filing) {
    boolean wanted =
        filing.state() == State.IDENTITY_VERIFIED && filing.head().rights().contains(Right.ERASURE);
    return wanted
        ? held(caller, filing).map(held -> facts.proposal(caller.tenant(), held))
        : Optional.empty();
  }
}
