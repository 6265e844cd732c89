package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Activity;
import emanet.register.Approval;
import emanet.register.Categories;
import emanet.register.Effect;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Proposals;
import emanet.register.Trail;
import emanet.store.Key;
import emanet.subjects.StoredErasure.Asked;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Erasure (silme), destruction (yok etme) of a person's data, or of one category of it.
///
/// An actor's erasures of a day have a budget; more than that are proposals, which a second person
/// approves. What an erasure is made of, `ErasureSteps` says.
public final class Erasures implements Effect {
  private static final String KIND = "ERASURE";
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Visits visits;
  private final Access access;
  private final Policy policy;
  private final Trail trail;
  private final ErasureItems items;
  private final ErasureSteps steps;
  private final CaseText texts;
  private final AcceptedRequests requests;
  private final ErasureBudget budget;
  private final Suppressions suppressions;
  private final Proposals proposals;
  private final Jobs jobs;
  private final InstantSource clock;

  Erasures(Parts parts) {
    this.visits = parts.visits();
    this.access = parts.access();
    this.policy = parts.policy();
    this.trail = new Trail(parts.ledger());
    this.items = parts.items();
    this.steps = parts.steps();
    this.texts = parts.texts();
    this.requests = parts.requests();
    this.budget = parts.budget();
    this.suppressions = parts.suppressions();
    this.proposals = parts.proposals();
    this.jobs = parts.jobs();
    this.clock = parts.clock();
  }

  /// What the service is made of.
  record Parts(
      Visits visits,
      Access access,
      Policy policy,
      Ledger ledger,
      ErasureItems items,
      ErasureSteps steps,
      CaseText texts,
      AcceptedRequests requests,
      ErasureBudget budget,
      Suppressions suppressions,
      Proposals proposals,
      Jobs jobs,
      InstantSource clock) {}

  /// An erasure as it is asked for.
  ///
  /// @param method `ERASE`, `DESTROY`, `ANONYMISE`
  public record Wish(
      String method,
      String reason,
      Optional<String> request,
      Optional<String> category,
      Optional<Suppress> suppress) {
    @Override
    public String toString() {
      return "Wish[erasure]";
    }
  }

  /// A call whose first stage is behind it.
  ///
  /// @param by in whose name: theirs is the day's budget, and whoever approves is another
  public record Allowed(Visits.Visit visit, Wish wish, Caller by) {
    /// The same, in the name of whoever decided it.
    Allowed decidedBy(ActorId actor) {
      return new Allowed(visit, wish, by.inTheNameOf(actor));
    }
  }

  /// What came of it.
  public sealed interface Result {
    /// It is done.
    record Certified(ObjectNode certificate) implements Result {}

    /// It is on its way.
    record Running(String id) implements Result {}

    /// It waits for a second person.
    record Proposed(String approval) implements Result {}
  }

  /// The first stage. Whether the person lives is for the second: an erasure that is begun again
  /// finds them gone.
  ///
  /// @throws emanet.fault.FaultException `Refused`, `Absent`
  public Allowed allow(Caller caller, SubjectId subject, Wish wish) {
    var codes = wish.category().flatMap(CategoryCode::parse).map(Set::of).orElse(Set.of());
    var keys = new HashSet<Key>(policy.keysForCodes(caller.tenant(), Set.of(), codes));
    keys.addAll(budget.keys(caller.tenant()));
    var bare = Intent.of(caller, Action.ERASE);
    var intent = codes.isEmpty() ? bare : bare.in(codes.iterator().next());
    var visit = visits.enter(caller, subject, intent, Operation.DELETE, keys);
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          if (!visit.person().isErased()) {
            var _ = visit.person().livingKeys();
          }
          return new Allowed(visit, wish, caller);
        });
  }

  private void judge(Visits.Visit visit, Wish wish) {
    var tenant = visit.caller().tenant();
    var keys = visit.person().livingKeys();
    var category = wish.category().flatMap(CategoryCode::parse);
    wish.request()
        .ifPresent(request -> requests.require(tenant, visit.subject(), category, request));
    if (keys.holds(category)) {
      throw Fault.Conflicting.of(Conflict.HELD).exception();
    }
    var errors = new ArrayList<FieldError>();
    var method = method(wish);
    if (method.isEmpty()) {
      errors.add(new FieldError("/method", FieldCode.UNKNOWN));
    } else if (method.get() == Activity.Disposal.ANONYMISE) {
      judgeAnonymous(visit, category, wish, errors);
    }
    new PersonalText(wish.reason()).error("/reason").ifPresent(errors::add);
    boolean unknown =
        wish.category().isPresent()
            && category
                .flatMap(code -> policy.category(tenant, visit.entered().items(), code))
                .isEmpty();
    if (unknown) {
      errors.add(new FieldError("/category", FieldCode.UNKNOWN));
    }
    wish.suppress().ifPresent(suppress -> judge(suppress, category, errors));
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
  }

  /// Whoever is known by their national id has to lose that, too.
  private void judge(Suppress suppress, Optional<CategoryCode> category, List<FieldError> errors) {
    if (!Holdings.isOfNationalId(category)) {
      errors.add(new FieldError("/suppress", FieldCode.UNSUITABLE));
    } else if (!suppress.isDate()) {
      errors.add(new FieldError("/suppress/until", FieldCode.FORMAT));
    } else if (!suppress.isWithin(suppressions.today())) {
      errors.add(new FieldError("/suppress/until", FieldCode.RANGE));
    }
  }

  /// Anonymous records are of one category at a time, never of a special one, and of one of which
  /// something may stay.
  private void judgeAnonymous(
      Visits.Visit visit, Optional<CategoryCode> code, Wish wish, List<FieldError> errors) {
    if (wish.category().isEmpty()) {
      errors.add(new FieldError("/category", FieldCode.MISSING));
    }
    code.flatMap(known -> policy.category(visit.caller().tenant(), visit.entered().items(), known))
        .filter(category -> !Generalising.keepsAnything(category))
        .ifPresent(_ -> errors.add(new FieldError("/category", FieldCode.UNSUITABLE)));
  }

  private static Optional<Activity.Disposal> method(Wish wish) {
    return Arrays.stream(Activity.Disposal.values())
        .filter(method -> method.name().equals(wish.method()))
        .findFirst();
  }

  /// Erases, or proposes to.
  ///
  /// @param id of the erasure: the same again is the same one, and goes on where it stopped
  public Result erase(Allowed allowed, String id, Bytes mark) {
    var visit = allowed.visit();
    var caller = visit.caller();
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          var begun = items.find(caller.tenant(), id);
          if (begun.isPresent()) {
            return result(go(begun.get()));
          }
          judge(visit, allowed.wish());
          if (!budget.spend(allowed.by(), visit.entered().items())) {
            return proposed(allowed, id, mark);
          }
          var fresh = begin(allowed, id);
          // to be anonymous takes others, and so a job
          boolean waits = fresh.asked().method() == Activity.Disposal.ANONYMISE;
          return result(waits ? fresh : go(fresh));
        });
  }

  private StoredErasure go(StoredErasure erasure) {
    var now = steps.advance(erasure);
    if (now.stage() == Stage.FAILED) {
      throw ErasureSteps.failure(now).exception();
    }
    return now;
  }

  private static Result result(StoredErasure erasure) {
    return erasure
        .certificate()
        .<Result>map(text -> new Result.Certified(Certificates.read(text)))
        .orElseGet(() -> new Result.Running(erasure.id()));
  }

  /// Whatever stops from here on, a job goes on with it.
  private StoredErasure begin(Allowed allowed, String id) {
    var visit = allowed.visit();
    var tenant = visit.caller().tenant();
    var wish = allowed.wish();
    var category = wish.category().map(CategoryCode::new);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var asked =
        new Asked(
            visit.subject(),
            category,
            method(wish).orElseThrow(),
            allowed.by().actor().value(),
            now,
            visit.receipt(),
            wish.request(),
            wish.suppress().flatMap(suppress -> suppress.date(suppressions.today())));
    var reason = texts.seal(tenant, id, StoredErasure.REASON, wish.reason());
    var kept = new TreeSet<String>();
    category.ifPresent(code ->
        visit.person().livingKeys().categories().stream()
            .filter(other -> !other.equals(code) && !Categories.isReserved(other))
            .forEach(other -> kept.add(other.value())));
    var start =
        Start.of(tenant, "ERASURE-" + id, ErasureJobs.NAME, allowed.by().actor().value())
            .with(Map.of(ErasureJobs.ID, id))
            .notBefore(now.plus(GRACE));
    var _ = jobs.start(start);
    var fresh = StoredErasure.fresh(tenant, id, asked, reason, kept);
    return items.create(tenant, id, fresh, now);
  }

  private Result proposed(Allowed allowed, String id, Bytes mark) {
    var visit = allowed.visit();
    var wish = allowed.wish();
    var proposal = JsonNodeFactory.instance.objectNode();
    proposal.put("subject", visit.subject().value()).put("method", wish.method());
    proposal.put("reason", wish.reason()).put("suppress", wish.suppress().isPresent());
    wish.category().ifPresent(code -> proposal.put("category", code));
    wish.request().ifPresent(request -> proposal.put("request", request));
    wish.suppress().flatMap(Suppress::until).ifPresent(date -> proposal.put("until", date));
    proposals.propose(
        visit.caller().tenant(),
        allowed.by(),
        id,
        mark.toHex(),
        KIND,
        "subject/" + visit.subject(),
        proposal);
    return new Result.Proposed(id);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var sent = approval.proposal();
    var wish =
        new Wish(
            sent.path("method").asText(),
            sent.path("reason").asText(),
            Optional.ofNullable(sent.path("request").textValue()),
            Optional.ofNullable(sent.path("category").textValue()),
            Optional.of(new Suppress(Optional.ofNullable(sent.path("until").textValue())))
                .filter(_ -> sent.path("suppress").asBoolean()));
    var subject = new SubjectId(sent.path("subject").asText());
    var allowed = allow(decider, subject, wish);
    var visit = allowed.visit();
    var _ =
        access.recorded(
            tenant,
            visit.entered(),
            () -> {
              var begun = items.find(tenant, approval.id());
              if (begun.isEmpty()) {
                judge(visit, wish);
              }
              return go(begun.orElseGet(() -> begin(allowed, approval.id())));
            });
  }

  /// An erasure as it stands: its certificate, or how far it is.
  public record Shown(
      String id, boolean running, Optional<ObjectNode> certificate, Optional<Fault> failure) {}

  /// Shows one; also after the person is gone.
  public Restrictions.Done<Shown> read(Caller caller, String id) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, Action.READ_ERASURE).towards("erasure/" + id);
    var read =
        trail.around(
            tenant,
            intent,
            () -> {
              var grant = items.read(policy.keysForGrant(caller));
              policy.checkGrant(caller, grant, Operation.LIST, Optional.empty());
              var erasure =
                  items.find(tenant, id).orElseThrow(() -> new Fault.Absent().exception());
              Optional<Fault> failure =
                  erasure.stage() == Stage.FAILED
                      ? Optional.of(ErasureSteps.failure(erasure))
                      : Optional.empty();
              return new Shown(
                  id,
                  failure.isEmpty() && erasure.certificate().isEmpty(),
                  erasure.certificate().map(Certificates::read),
                  failure);
            });
    return new Restrictions.Done<>(read.value(), read.receipt());
  }
}
