package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The register of processing activities. A version that covers more than the one before it waits
/// for a second person; any other acts on the next call.
public final class Activities implements Effect {
  /// Under which people are told of a breach (Art. 12/5). Built in: no role has it but the function
  /// that does so, and no tenant writes one of that code.
  public static final ActivityCode BREACH_NOTICE = new ActivityCode("breach-notice");

  private static final int ATTEMPTS = 5;
  private static final String KIND = "ACTIVITY";
  private static final String CODE = "code";
  private static final String BASE = "base";
  private static final String DOCUMENT = "activity";

  private final Shelf<Activity> shelf;
  private final Editing<Activity> editing;
  private final Neighbours neighbours;
  private final Proposals proposals;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  /// The rest of the register, as far as activities depend on it.
  ///
  /// @param hostedAbroad whether this deployment keeps its data outside Türkiye
  record Neighbours(
      Tenants tenants,
      Categories categories,
      Recipients recipients,
      PublishedNotices notices,
      boolean hostedAbroad) {}

  Activities(
      Shelf<Activity> shelf,
      Neighbours neighbours,
      Proposals proposals,
      Access access,
      Trail trail,
      InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.neighbours = neighbours;
    this.proposals = proposals;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// What came of a put.
  sealed interface Put {
    /// The version is in force.
    record Done(Editing.Saved<Activity> saved) implements Put {}

    /// The version waits for a second person.
    record Proposed(String approval) implements Put {}
  }

  /// All that there are, in the order of their codes, for a call that is recorded as what it is.
  public List<Filed<Activity>> all(TenantId tenant) {
    return shelf.readAll(tenant, shelf.codes(tenant));
  }

  /// Those of these codes that there are.
  public List<Filed<Activity>> find(TenantId tenant, Collection<ActivityCode> codes) {
    return shelf.readAll(tenant, codes.stream().map(ActivityCode::value).distinct().toList());
  }

  /// A version of one: the current one, or a superseded one.
  public Optional<Filed<Activity>> version(TenantId tenant, ActivityCode code, long version) {
    return shelf
        .read(tenant, code.value())
        .filter(filed -> filed.version() == version)
        .or(() -> shelf.archived(tenant, code.value(), version));
  }

  Recorded<Filed<Activity>> read(Caller caller, ActivityCode code) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(code),
        () -> {
          access.require(caller, Access.READERS);
          return Found.in(shelf, caller.tenant(), code.value());
        });
  }

  Recorded<Page<Filed<Activity>>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "activity",
        () -> {
          access.require(caller, Access.READERS);
          return shelf.list(caller.tenant(), limit, after);
        });
  }

  Recorded<Page<Filed<Activity>>> versions(
      Caller caller, ActivityCode code, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(code),
        () -> {
          access.require(caller, Access.READERS);
          return shelf.versions(caller.tenant(), code.value(), limit, after);
        });
  }

  /// Puts the next version, or proposes it.
  ///
  /// @param approval the id that a proposal gets
  Recorded<Put> put(
      Caller caller, ActivityCode code, Draft<Activity> draft, Revision revision, String approval) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(code),
        () -> {
          access.require(caller, Access.EDITORS);
          var tenant = caller.tenant();
          if (code.equals(BREACH_NOTICE)) {
            throw Fault.Conflicting.of(Conflict.EXISTS).exception();
          }
          requireHosting(tenant);
          for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var seen = editing.see(tenant, code.value(), revision, Optional.empty());
            if (seen.done().isPresent()) {
              return new Put.Done(seen.done().get());
            }
            var next = judged(tenant, draft);
            if (seen.current().filter(now -> widens(tenant, now.value(), next)).isPresent()) {
              return proposed(
                  caller, code, seen.current().get().version(), next, revision, approval);
            }
            var saved =
                editing.write(
                    tenant,
                    caller.actor().value(),
                    code.value(),
                    revision,
                    seen,
                    Editing.Next.of(next));
            if (saved.isPresent()) {
              return new Put.Done(saved.get());
            }
          }
          throw Fault.Conflicting.of(Conflict.CHANGED).exception();
        });
  }

  private Activity judged(TenantId tenant, Draft<Activity> draft) {
    return draft.judged((activity, errors) -> {
      var codes = activity.uses().stream().map(Activity.Use::category).toList();
      new ActivityRules(
              neighbours.categories().find(tenant, codes),
              neighbours.recipients().missing(tenant, activity.recipients()),
              clock.instant())
          .judge(activity, errors);
      judgeNotice(tenant, activity, errors);
    });
  }

  /// Once a tenant has published a privacy notice (aydınlatma metni), its activities as a
  /// controller name one (Art. 10); one that is named is there, and is one. Before that nothing can
  /// be named that exists, and the register may be written first.
  private void judgeNotice(TenantId tenant, Activity activity, Draft.Errors errors) {
    var notices = neighbours.notices();
    if (!notices.anyOf(tenant, NoticeKind.PRIVACY_NOTICE)) {
      return;
    }
    if (activity.notice().isEmpty()) {
      if (activity.role() == Activity.Capacity.CONTROLLER) {
        errors.add("/notice", FieldCode.MISSING);
      }
      return;
    }
    var kind = notices.kind(tenant, activity.notice().get());
    if (kind.isEmpty()) {
      errors.add("/notice", FieldCode.UNKNOWN);
    } else if (kind.get() != NoticeKind.PRIVACY_NOTICE) {
      errors.add("/notice", FieldCode.UNSUITABLE);
    }
  }

  private boolean widens(TenantId tenant, Activity before, Activity after) {
    var codes = after.uses().stream().map(Activity.Use::category).toList();
    return Widening.between(before, after, neighbours.categories().find(tenant, codes));
  }

  /// Keeping data abroad is a transfer (Art. 9): without a mechanism that stands no activity
  /// becomes active. A sample's people are invented.
  private void requireHosting(TenantId tenant) {
    var owner = neighbours.tenants().find(tenant).orElseThrow(() -> new Fault.Absent().exception());
    var today = LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
    boolean stands = owner.hosting().filter(hosting -> hosting.isInForce(today)).isPresent();
    if (neighbours.hostedAbroad() && !stands && !owner.sample()) {
      throw Fault.Conflicting.of(Conflict.HOSTING).exception();
    }
  }

  private Put proposed(
      Caller caller,
      ActivityCode code,
      long base,
      Activity next,
      Revision revision,
      String approval) {
    var proposal = JsonNodeFactory.instance.objectNode();
    proposal.put(CODE, code.value()).put(BASE, base);
    proposal.set(DOCUMENT, ActivityDocument.write(next));
    proposals.propose(
        caller.tenant(), caller, approval, revision.mark(), KIND, target(code), proposal);
    return new Put.Proposed(approval);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var code = new ActivityCode(approval.proposal().get(CODE).textValue());
    var _ =
        trail.around(
            decider,
            tenant,
            Action.REGISTER_CHANGE,
            target(code),
            () -> {
              widen(tenant, code, approval);
              return true;
            });
  }

  private void widen(TenantId tenant, ActivityCode code, Approval approval) {
    long base = approval.proposal().get(BASE).longValue();
    var revision = Revision.any(approval.id());
    var seen = editing.see(tenant, code.value(), revision, Optional.empty());
    if (seen.done().isPresent() || isDone(tenant, code, base + 1, approval)) {
      return;
    }
    if (seen.current().filter(now -> now.version() == base).isEmpty()) {
      throw new Fault.Stale().exception();
    }
    requireHosting(tenant);
    var document = (ObjectNode) approval.proposal().get(DOCUMENT);
    var next = judged(tenant, ActivityDocument.read(code.value(), document));
    var saved =
        editing.write(
            tenant,
            approval.by(),
            code.value(),
            revision,
            seen,
            new Editing.Next<>(next, true, Optional.of(approval.id())));
    if (saved.isEmpty()) {
      throw new Fault.Stale().exception();
    }
  }

  /// Whether this approval's version was written, and others after it.
  private boolean isDone(TenantId tenant, ActivityCode code, long version, Approval approval) {
    return shelf
        .archived(tenant, code.value(), version)
        .filter(filed -> filed.approval().equals(Optional.of(approval.id())))
        .isPresent();
  }

  private static String target(ActivityCode code) {
    return "activity/" + code;
  }
}
