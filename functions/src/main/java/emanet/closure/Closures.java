package emanet.closure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.ReturnPackages;
import emanet.closure.StoredClosure.State;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Job;
import emanet.keys.ReturnSeal;
import emanet.keys.TenantEnds;
import emanet.keys.TenantKeys;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.Approval;
import emanet.register.Effect;
import emanet.register.Proposals;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.register.Trail;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The end of a tenant's contract. Proposed, and approved by a second person; from then on callers
/// may only read (`TenantEnds`), what is the tenant's is given back sealed to its own key
/// (`ReturnPackages`), and after 14 days, in which it can be withdrawn, its keys are destroyed
/// (`EndJob`).
///
/// The second person is always one of the tenant's own, whoever proposed: else two of the
/// deployment's could have a tenant's data sealed to a key of theirs. Only where the tenant's own
/// KMS key does not open its keys any more, so that nothing can be given to anybody, and nobody of
/// the tenant can call, do the deployment's own approve; and then nothing is ever given back, also
/// where the key opens again.
///
/// To begin is four steps: the closure's item, its record outside the table, the freeze, the jobs.
/// Begun anew by the same approval, it goes on where it stopped; nothing is acknowledged before all
/// are done. Once its tenant is frozen nobody of the tenant's can approve it again: so before the
/// first of them a job is started that goes through with it (`MindJob`).
public final class Closures implements Effect {
  static final Set<Role> PROPOSERS = Set.of(Role.DPO, Role.ADMIN);
  static final Set<Role> RECEIVERS = Set.of(Role.DPO);
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR, Role.ADMIN);

  private static final String KIND = "CLOSURE";
  private static final String TARGET = "closure";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Needs needs;
  private final ClosureItems items;
  private final ClosureCourse course;
  private final GivenBack back;

  Closures(Needs needs, ClosureItems items, ClosureCourse course, GivenBack back) {
    this.needs = needs;
    this.items = items;
    this.course = course;
    this.back = back;
  }

  /// What closures need.
  public record Needs(
      Tenants tenants,
      TenantKeys keys,
      TenantEnds ends,
      Supplier<ReturnPackages> returns,
      Proposals proposals,
      Access access,
      Trail trail,
      InstantSource clock) {}

  /// A closure as it is shown.
  ///
  /// @param made of the package
  /// @param horizon once the keys are destroyed
  record Shown(StoredClosure closure, Made made, Optional<Long> bytes, Optional<Instant> horizon) {}

  /// How far the package is.
  enum Made {
    /// Nobody may be writing any more before it is begun.
    WAITING,
    RUNNING,
    READY,
    FAILED,
    /// The tenant's own KMS key does not open its keys: there is nothing that could be given back;
    /// or it did not when the deployment's own approved: then nothing ever is.
    KEY_GONE,
    /// Its time is over.
    CLEARED
  }

  Access access() {
    return needs.access();
  }

  /// Proposes to end a contract.
  ///
  /// @param publicKey whom the package is sealed to: PEM
  /// @return the approval
  Recorded<String> propose(
      Caller caller, TenantId tenant, String publicKey, String id, String mark) {
    return around(
        caller,
        tenant,
        Action.CLOSURE,
        () -> {
          requireHuman(caller, PROPOSERS);
          var recipient =
              ReturnSeal.recipient(publicKey)
                  .orElseThrow(() -> Fault.Invalid.at("/publicKey", FieldCode.FORMAT).exception());
          requireFree(tenant, id);
          var proposal = JsonNodeFactory.instance.objectNode().put("tenant", tenant.value());
          proposal.put(StoredClosure.PUBLIC_KEY, publicKey);
          proposal.put(StoredClosure.FINGERPRINT, recipient.fingerprint());
          var whose = needs.keys().leavesOpen(tenant) ? tenant : Caller.PLATFORM;
          var _ =
              needs
                  .proposals()
                  .propose(whose, caller, id, mark, KIND, "tenant/" + tenant, proposal);
          return id;
        });
  }

  private void requireFree(TenantId tenant, String id) {
    boolean taken =
        items
            .find(tenant)
            .filter(found -> found.state() != State.WITHDRAWN && !found.id().equals(id))
            .isPresent();
    if (taken) {
      throw Fault.Conflicting.of(Conflict.CLOSURE).exception();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void carryOut(TenantId approving, Caller decider, Approval approval) {
    var tenant = new TenantId(approval.proposal().path("tenant").asText());
    // the deployment's own decide only where nobody of the tenant can
    if (approving.equals(Caller.PLATFORM) && needs.keys().leavesOpen(tenant)) {
      throw Fault.Conflicting.of(Conflict.CLOSURE).exception();
    }
    var _ =
        needs
            .trail()
            .around(
                decider,
                tenant,
                Action.CLOSURE,
                TARGET + "/" + approval.id(),
                () -> begin(tenant, decider, approval));
  }

  /// Times count from when it took effect.
  private StoredClosure begin(TenantId tenant, Caller decider, Approval approval) {
    requireFree(tenant, approval.id());
    var standing = items.find(tenant);
    var mine = standing.filter(found -> found.id().equals(approval.id()));
    if (mine.filter(found -> found.state() == State.WITHDRAWN).isPresent()) {
      throw Fault.Conflicting.of(Conflict.CLOSURE).exception();
    }
    return mine.map(course::settle)
        .orElseGet(() -> fresh(tenant, document(tenant, decider, approval), approval, standing));
  }

  /// Begins one in the place of one that was withdrawn, whose mark may still be there, or of none.
  private StoredClosure fresh(
      TenantId tenant, ObjectNode doc, Approval approval, Optional<StoredClosure> standing) {
    standing.ifPresent(course::thaw);
    course.mind(tenant, approval.id(), MindJob.BEGUN, doc.path(StoredClosure.DECIDED_BY).asText());
    var fresh =
        new StoredClosure(
            tenant,
            approval.id(),
            State.FROZEN,
            standing.map(StoredClosure::version).orElse(0L) + 1,
            doc);
    if (!items.put(standing, fresh)) {
      throw Fault.Unavailable.shortly().exception();
    }
    return course.begun(fresh);
  }

  private ObjectNode document(TenantId tenant, Caller decider, Approval approval) {
    var now = course.now();
    var doc = JsonNodeFactory.instance.objectNode();
    doc.put(StoredClosure.AT, now.toString()).put(StoredClosure.BY, approval.by());
    doc.put(StoredClosure.DECIDED_BY, decider.actor().value());
    var sent = approval.proposal();
    doc.put(StoredClosure.PUBLIC_KEY, sent.path(StoredClosure.PUBLIC_KEY).asText());
    doc.put(StoredClosure.FINGERPRINT, sent.path(StoredClosure.FINGERPRINT).asText());
    if (decider.tenant().equals(tenant)) {
      doc.put(StoredClosure.DECIDED_FOR, StoredClosure.TENANT);
    } else {
      doc.put(StoredClosure.DECIDED_FOR, StoredClosure.DEPLOYMENT);
      doc.put(StoredClosure.KEY_GONE_SINCE, now.toString());
    }
    return ClosureCourse.timed(doc, now);
  }

  Recorded<Shown> read(Caller caller, TenantId tenant) {
    return around(
        caller,
        tenant,
        Action.CLOSURE_READ,
        () -> {
          require(caller, READERS);
          return shown(found(tenant));
        });
  }

  private Shown shown(StoredClosure closure) {
    var horizon =
        closure.has(StoredClosure.DESTROYED)
            ? Optional.of(course.certificates().horizon(closure))
            : Optional.<Instant>empty();
    var made = back.made(closure);
    return new Shown(
        closure, made(closure, made), made.flatMap(ReturnPackages.Made::length), horizon);
  }

  private static Made made(StoredClosure closure, Optional<ReturnPackages.Made> made) {
    if (GivenBack.isThere(made)) {
      boolean fetchable = made.flatMap(ReturnPackages.Made::length).isPresent();
      return fetchable ? Made.READY : Made.CLEARED;
    }
    if (closure.isDeployments() || closure.isKeyGone()) {
      return Made.KEY_GONE;
    }
    return made.map(one -> one.state() == Job.State.FAILED ? Made.FAILED : Made.RUNNING)
        .orElse(Made.WAITING);
  }

  private StoredClosure found(TenantId tenant) {
    return items.find(tenant).orElseThrow(() -> new Fault.Absent().exception());
  }

  /// Where the package is fetched.
  Recorded<URI> content(Caller caller, TenantId tenant) {
    return around(
        caller,
        tenant,
        Action.CLOSURE,
        () -> {
          requireHuman(caller, RECEIVERS);
          return Optional.of(found(tenant))
              .filter(closure -> !closure.isDeployments())
              .flatMap(closure -> needs.returns().get().link(tenant, GivenBack.id(closure)))
              .orElseThrow(() -> Fault.Conflicting.of(Conflict.PACKAGE).exception());
        });
  }

  /// Notes that the tenant has the package, and has opened it: only then it knows its manifest.
  Recorded<Shown> receive(Caller caller, TenantId tenant, String sha256, String manifest) {
    return around(
        caller,
        tenant,
        Action.CLOSURE,
        () -> {
          requireHuman(caller, RECEIVERS);
          requireHash("/sha256", sha256);
          requireHash("/manifest", manifest);
          var closure = found(tenant);
          var own =
              back.made(closure)
                  .flatMap(ReturnPackages.Made::manifest)
                  .orElseThrow(() -> Fault.Conflicting.of(Conflict.PACKAGE).exception());
          if (!own.equals(manifest)) {
            throw Fault.Invalid.at("/manifest", FieldCode.CHECKSUM).exception();
          }
          if (closure.has(StoredClosure.RECEIPT)) {
            var _ = items.keep(closure);
            return shown(closure);
          }
          var noted =
              items.move(
                  closure,
                  State.FROZEN,
                  State.FROZEN,
                  doc -> received(doc, caller, sha256, manifest));
          var _ = items.keep(noted);
          return shown(noted);
        });
  }

  private ObjectNode received(ObjectNode doc, Caller caller, String sha256, String manifest) {
    doc.putObject(StoredClosure.RECEIPT)
        .put("at", needs.clock().instant().toString())
        .put("by", caller.actor().value())
        .put("sha256", sha256)
        .put("manifest", manifest);
    return doc;
  }

  private static void requireHash(String pointer, String text) {
    if (!HASH.matcher(text).matches()) {
      throw Fault.Invalid.at(pointer, FieldCode.FORMAT).exception();
    }
  }

  /// Takes it back, as long as nothing was destroyed: everything goes on.
  Recorded<Shown> withdraw(Caller caller, TenantId tenant) {
    return around(
        caller,
        tenant,
        Action.CLOSURE,
        () -> {
          requireHuman(caller, PROPOSERS);
          var found = found(tenant);
          course.mind(tenant, found.id(), MindJob.WITHDRAWN, caller.actor().value());
          var withdrawn =
              items.move(
                  found,
                  State.FROZEN,
                  State.WITHDRAWN,
                  doc -> {
                    doc.putObject(StoredClosure.WITHDRAWN_AT)
                        .put("at", needs.clock().instant().toString())
                        .put("by", caller.actor().value());
                    return doc;
                  });
          course.release(withdrawn);
          return shown(withdrawn);
        });
  }

  /// A tenant's own people, and the deployment's administrators; to all others there is no such
  /// tenant.
  private <T> Recorded<T> around(Caller caller, TenantId tenant, Action action, Supplier<T> work) {
    boolean own = caller.tenant().equals(tenant);
    boolean known = own || (caller.is(Role.ADMIN) && needs.tenants().isKnown(tenant));
    return needs
        .trail()
        .around(
            caller,
            known ? tenant : caller.tenant(),
            action,
            TARGET,
            () -> {
              if (!known) {
                throw new Fault.Absent().exception();
              }
              return work.get();
            });
  }

  /// Who has ended has no grants that could be read.
  private void require(Caller caller, Set<Role> roles) {
    if (!needs.ends().read(caller.tenant()).destroyed()) {
      needs.access().require(caller, roles);
    }
  }

  private void requireHuman(Caller caller, Set<Role> roles) {
    if (needs.ends().read(caller.tenant()).destroyed()) {
      throw Fault.Conflicting.of(Conflict.CLOSURE).exception();
    }
    needs.access().requireHuman(caller, roles);
  }
}
