package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Access;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.subjects.Holdings;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Applications under Art. 11, from receipt to answer.
///
/// Every step is one conditional write of the application's item, on its version, with a mark that
/// recognises the call that made it: a call that is begun anew finds its own step and goes on.
final class Requests {
  static final Set<Role> INTAKE = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);
  static final Set<Role> DECIDERS = Set.of(Role.DPO);
  static final String COMPLETION = "completion";
  static final String IDENTITY = "identity";
  static final String CANCELLATION = "cancellation";
  private static final String OPENING = "opening";
  private static final int TRIES = 5;

  /// Checks of an identity that stay beside the last one; that there were others, the ledger says.
  private static final int MOST_CHECKS = 20;

  private final Filings filings;
  private final RequestLists lists;
  private final Applicants applicants;
  private final Holdings holdings;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  Requests(
      Filings filings,
      Applicants applicants,
      Holdings holdings,
      Access access,
      Trail trail,
      InstantSource clock) {
    this.filings = filings;
    this.lists = new RequestLists(filings, clock);
    this.applicants = applicants;
    this.holdings = holdings;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// What one call says of itself.
  ///
  /// @param mark recognises this very call, however often it is begun anew
  /// @param ifMatch the version that the caller saw
  record Ask(Caller caller, String id, OptionalLong ifMatch, String mark) {}

  /// A request as it may be shown.
  ///
  /// @param matches whose number the applicant's is, while nobody is linked yet
  /// @param proposal what of the data may go, while erasure is to be decided
  record Shown(Filing filing, List<SubjectId> matches, Optional<ArrayNode> proposal) {
    Shown {
      matches = List.copyOf(matches);
    }

    static Shown of(Filing filing) {
      return new Shown(filing, List.of(), Optional.empty());
    }
  }

  List<Head> open(TenantId tenant, int most) {
    return lists.open(tenant, most);
  }

  Access access() {
    return access;
  }

  /// Takes an application in.
  Recorded<Shown> open(Ask ask, Intake intake) {
    var caller = ask.caller();
    var tenant = caller.tenant();
    return trail.around(
        tenant,
        Intent.of(caller, Action.REQUEST_OPEN).towards(target(ask.id())),
        () -> {
          access.require(caller, INTAKE);
          claimed(intake.application())
              .ifPresent(subject -> holdings.requireLiving(tenant, subject));
          var now = clock.instant();
          var judged = intake.judged(now);
          var head =
              new Head(
                  ask.id(),
                  1,
                  judged.missing().isEmpty() ? State.RECEIVED : State.INCOMPLETE,
                  intake.receivedAt(),
                  now,
                  judged.rights(),
                  judged.channel(),
                  Optional.empty(),
                  judged.missing(),
                  Map.of(OPENING, ask.mark()),
                  Map.of());
          var filed = filings.create(tenant, new Filing(head, CaseFile.of(judged.application())));
          if (!filed.head().mark(OPENING).equals(Optional.of(ask.mark()))) {
            throw Fault.Conflicting.of(Conflict.EXISTS).exception();
          }
          return shown(caller, filed);
        });
  }

  /// Whom the applicant says to be among us. An id that is none of ours is nobody's.
  private static Optional<SubjectId> claimed(ObjectNode application) {
    return Optional.ofNullable(application.path("subject").textValue())
        .map(id -> SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception()));
  }

  Shown shown(Caller caller, Filing filing) {
    boolean unlinked = filing.state() == State.RECEIVED || filing.state() == State.INCOMPLETE;
    return unlinked
        ? new Shown(
            filing,
            applicants.matches(caller, filing, target(filing.head().id())),
            Optional.empty())
        : Shown.of(filing);
  }

  /// A page of requests by their last day, without what people typed.
  Recorded<Page<Head>> list(
      Caller caller, RequestLists.Wanted wanted, int limit, Optional<String> after) {
    return trail.around(
        caller.tenant(),
        Intent.of(caller, Action.REQUEST_READ).towards("request"),
        () -> {
          access.require(caller, READERS);
          return lists.page(caller.tenant(), wanted, limit, after);
        });
  }

  /// A page of requests with their files.
  Recorded<Page<Filing>> register(
      Caller caller, RequestLists.Wanted wanted, int limit, Optional<String> after) {
    return trail.around(
        caller.tenant(),
        Intent.of(caller, Action.REQUEST_READ).towards("request"),
        () -> {
          access.require(caller, READERS);
          return lists.files(caller.tenant(), wanted, limit, after);
        });
  }

  /// Adds what an incomplete application lacks. Its clock runs on, and what came of checking who
  /// applied stays.
  ///
  /// @param sent what is to be added or put right
  Recorded<Shown> complete(Ask ask, Function<Filing, Intake> sent) {
    return change(
        ask,
        COMPLETION,
        Optional.empty(),
        filing -> {
          requireState(filing, State.INCOMPLETE);
          var judged = sent.apply(filing).judged(clock.instant());
          var next = judged.missing().isEmpty() ? State.RECEIVED : State.INCOMPLETE;
          return moved(filing, next)
              .with(head -> head.asking(judged.rights()).lacking(judged.missing()))
              .with(filing.file().with(CaseFile.APPLICATION, judged.application()));
        });
  }

  /// What came of checking who applied.
  ///
  /// @param subject the person that the applicant is, or acts for
  /// @param noData whether the caller says that nothing is kept of that person
  record Verification(
      String method, boolean verified, Optional<SubjectId> subject, boolean noData) {}

  /// Links the request to a person, now that it is known who applied; never before. That nobody is
  /// known holds until it is answered: whoever is named by then is linked all the same.
  ///
  /// @throws FaultException `Invalid` where it is said of a person, or of nobody who was verified,
  ///   that nothing is kept of them
  Recorded<Shown> identify(Ask ask, Verification verification) {
    var tenant = ask.caller().tenant();
    return change(
        ask,
        IDENTITY,
        verification.subject(),
        filing -> {
          requireIdentifiable(filing);
          requireConsistent(verification);
          var section =
              Sections.entered(ask.caller(), clock.instant())
                  .put("method", verification.method())
                  .put("verified", verification.verified());
          if (verification.noData()) {
            section.put("noData", true);
          }
          var before = checks(filing.file());
          if (!before.isEmpty()) {
            section.set(CaseFile.BEFORE, before);
          }
          var file = filing.file().with(CaseFile.IDENTITY, section);
          if (!verification.verified()) {
            return moved(filing, State.INCOMPLETE)
                .with(head -> head.lacking(EnumSet.of(Missing.IDENTITY)))
                .with(file);
          }
          var person =
              verification
                  .subject()
                  .or(() -> applicants.only(ask.caller(), filing, verification.noData()));
          person.ifPresent(subject -> holdings.requireLiving(tenant, subject));
          var known = filing.with(head -> head.lacking(Set.of())).with(file);
          return person
              .map(subject ->
                  moved(known, State.IDENTITY_VERIFIED).with(head -> head.about(subject)))
              .orElseGet(() -> moved(known, State.NO_DATA));
        });
  }

  /// The checks that there were, so that a failed one stays in the file when the next succeeds.
  private static ArrayNode checks(CaseFile file) {
    var checks = JsonNodeFactory.instance.arrayNode();
    file.section(CaseFile.IDENTITY)
        .ifPresent(last -> {
          if (last.remove(CaseFile.BEFORE) instanceof ArrayNode before) {
            checks.addAll(before);
          }
          checks.add(last);
        });
    while (checks.size() > MOST_CHECKS) {
      checks.remove(0);
    }
    return checks;
  }

  private static void requireConsistent(Verification verification) {
    boolean contradicts = verification.subject().isPresent() || !verification.verified();
    if (verification.noData() && contradicts) {
      throw invalid("/noData", FieldCode.FORBIDDEN);
    }
  }

  /// An application that lacks nothing but this.
  private static void requireIdentifiable(Filing filing) {
    boolean lacksMore =
        filing.state() == State.INCOMPLETE
            && !filing.head().missing().equals(EnumSet.of(Missing.IDENTITY));
    if (lacksMore || !filing.state().leadsTo(State.IDENTITY_VERIFIED)) {
      throw state(filing);
    }
  }

  /// Ends a request that its applicant took back.
  Recorded<Shown> cancel(Ask ask, String reason) {
    return change(
        ask,
        CANCELLATION,
        Optional.empty(),
        filing -> {
          var section = Sections.entered(ask.caller(), clock.instant()).put("reason", reason);
          return moved(filing, State.CANCELLED)
              .with(filing.file().with(CaseFile.CANCELLATION, section));
        });
  }

  /// One step: read, checked, written by condition; tried again where another was quicker.
  ///
  /// @param about whom the step names, beside the person that the request is linked to
  Recorded<Shown> change(
      Ask ask, String verb, Optional<SubjectId> about, Function<Filing, Filing> step) {
    var caller = ask.caller();
    return around(
        caller,
        ask.id(),
        Action.REQUEST_CHANGE,
        "/" + verb,
        about,
        () -> {
          access.require(caller, DECIDERS);
          return shown(caller, changed(ask, verb, step));
        });
  }

  Filing changed(Ask ask, String verb, Function<Filing, Filing> step) {
    var tenant = ask.caller().tenant();
    for (int tries = 0; tries < TRIES; tries++) {
      var before = found(ask.caller(), ask.id());
      if (before.head().mark(verb).equals(Optional.of(ask.mark()))) {
        return before;
      }
      if (ask.ifMatch().isPresent() && ask.ifMatch().getAsLong() != before.head().version()) {
        throw new Fault.Stale().exception();
      }
      var next = step.apply(before).with(head -> head.next(verb, ask.mark()));
      if (filings.replace(tenant, before, next)) {
        return next;
      }
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  Filing found(Caller caller, String id) {
    return filings.find(caller.tenant(), id).orElseThrow(() -> new Fault.Absent().exception());
  }

  /// The intent names the person that the request is linked to, so that the person's own entries
  /// show it.
  <T> Recorded<T> around(
      Caller caller,
      String id,
      Action action,
      String step,
      Optional<SubjectId> about,
      Supplier<T> work) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, action).towards(target(id) + step);
    var person = about.or(() -> filings.head(tenant, id).flatMap(Head::subject));
    return trail.around(tenant, person.map(intent::about).orElse(intent), work);
  }

  static Filing moved(Filing filing, State next) {
    if (!filing.state().leadsTo(next)) {
      throw state(filing);
    }
    return filing.with(head -> head.in(next));
  }

  static void requireState(Filing filing, State wanted) {
    if (filing.state() != wanted) {
      throw state(filing);
    }
  }

  static FaultException state(Filing filing) {
    return new Fault.Conflicting(Conflict.REQUEST_STATE, Map.of("state", filing.state().name()))
        .exception();
  }

  static FaultException invalid(String pointer, FieldCode code) {
    return Fault.Invalid.at(pointer, code).exception();
  }

  static String target(String id) {
    return "request/" + id;
  }
}
