package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldCode;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.jobs.Worker;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Access;
import emanet.register.Approval;
import emanet.register.Effect;
import emanet.register.Proposals;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Packages for inspectors (Art. 15, 22; policy § 3.3(9)): asked for, made by a job, fetched. Each
/// call is entered in the ledger before it is done.
///
/// A package holds no data of people in clear. One that names people needs a second person; then
/// what is held of each of them can be fetched beside it, made for that very call: it lies nowhere,
/// so that who is erased is in no package either.
public final class Packages implements Effect {
  static final Set<Role> EDITORS = Set.of(Role.DPO);
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);

  /// What an answer holds; what is longer is fetched by a link.
  static final long MOST_ANSWERED = 1024 * 1024;

  private static final String KIND = "AUDIT_PACKAGE";
  static final String TARGET = "audit-package/";
  private static final Duration LINK = Duration.ofMinutes(5);

  private final Needs needs;
  private final PackageJob job;
  private final Worker worker;

  /// What packages need.
  public record Needs(
      Jobs jobs,
      PackageBuckets buckets,
      PersonPackage people,
      Proposals proposals,
      Access access,
      Trail trail,
      InstantSource clock) {}

  Packages(Needs needs, PackageJob job, Worker worker) {
    this.needs = needs;
    this.job = job;
    this.worker = worker;
  }

  /// What is asked for.
  record Ask(Caller caller, String id, String mark, Period period, List<SubjectId> subjects) {}

  /// What came of it: a job, or a proposal.
  record Begun(Optional<Job> job, String id) {}

  /// A package's content, or where it is to be fetched.
  sealed interface Content {
    record Whole(Bytes zip) implements Content {}

    record Elsewhere(URI link) implements Content {}
  }

  Access access() {
    return needs.access();
  }

  Recorded<Begun> begin(Ask ask) {
    return around(
        ask.caller(),
        TARGET + ask.id(),
        EDITORS,
        () -> {
          require(ask.period());
          if (ask.subjects().isEmpty()) {
            return new Begun(Optional.of(start(ask.caller().tenant(), ask)), ask.id());
          }
          var proposal = JsonNodeFactory.instance.objectNode();
          proposal.put(PackageJob.FROM, ask.period().from().toString());
          proposal.put(PackageJob.TO, ask.period().to().toString());
          proposal.put(PackageJob.SUBJECTS, joined(ask.subjects()));
          var _ =
              needs
                  .proposals()
                  .propose(
                      ask.caller().tenant(),
                      ask.caller(),
                      ask.id(),
                      ask.mark(),
                      KIND,
                      TARGET + ask.id(),
                      proposal);
          return new Begun(Optional.empty(), ask.id());
        });
  }

  /// Nothing here is from before 1970, and a package goes through its months.
  private void require(Period period) {
    if (!period.from().isBefore(period.to()) || period.from().isBefore(Instant.EPOCH)) {
      throw Fault.Invalid.at("/from", FieldCode.RANGE).exception();
    }
    if (period.to().isAfter(needs.clock().instant())) {
      throw Fault.Invalid.at("/to", FieldCode.RANGE).exception();
    }
  }

  private Job start(TenantId tenant, Ask ask) {
    var started = started(tenant, ask.id(), ask.caller(), ask.period(), joined(ask.subjects()));
    return worker.work(started, Worker.INLINE);
  }

  private Job started(TenantId tenant, String id, Caller by, Period period, String subjects) {
    var inputs = new HashMap<String, String>();
    inputs.put(PackageJob.FROM, period.from().toString());
    inputs.put(PackageJob.TO, period.to().toString());
    inputs.put(PackageJob.SUBJECTS, subjects);
    inputs.put(PackageBuckets.REGION, needs.buckets().region());
    return needs
        .jobs()
        .start(Start.of(tenant, id, PackageJob.NAME, by.actor().value()).with(Map.copyOf(inputs)));
  }

  private static String joined(List<SubjectId> subjects) {
    return String.join(",", subjects.stream().map(SubjectId::value).distinct().sorted().toList());
  }

  /// The people that a package names.
  static List<String> subjects(Job job) {
    return Arrays.stream(job.input(PackageJob.SUBJECTS).split(",", -1))
        .filter(id -> !id.isEmpty())
        .toList();
  }

  Recorded<Job> read(Caller caller, String id) {
    return around(caller, TARGET + id, READERS, () -> found(caller.tenant(), id));
  }

  private Job found(TenantId tenant, String id) {
    return needs
        .jobs()
        .find(tenant, PackageJob.NAME, id)
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  private Job made(TenantId tenant, String id) {
    var found = found(tenant, id);
    if (found.state() != Job.State.SUCCEEDED) {
      throw Fault.Conflicting.of(Conflict.PACKAGE).exception();
    }
    return found;
  }

  Recorded<Content> content(Caller caller, String id) {
    return around(
        caller,
        TARGET + id + "/content",
        READERS,
        () -> {
          var found = made(caller.tenant(), id);
          var name = job.bench(found).whole();
          // the bucket clears packages away once their time is over
          var uploads = needs.buckets().of(found).uploads();
          long length = uploads.length(name).orElseThrow(Packages::cleared);
          return length > MOST_ANSWERED
              ? new Content.Elsewhere(uploads.link(name, LINK, fileName(caller, found)))
              : new Content.Whole(job.content(found).orElseThrow(Packages::cleared));
        });
  }

  private static FaultException cleared() {
    return new Fault.Absent().exception();
  }

  static String fileName(Caller caller, Job job) {
    return "emanet-" + caller.tenant() + "-" + job.id() + ".zip";
  }

  /// A second person's word is for one inspection: it goes with the package.
  private boolean isCleared(Job found) {
    return found.state() == Job.State.SUCCEEDED
        && needs.buckets().of(found).uploads().length(job.bench(found).whole()).isEmpty();
  }

  /// What is held of one of the people that a package names, for as long as that lies there.
  Recorded<Bytes> person(Caller caller, String id, SubjectId subject) {
    var intent = Intent.of(caller, Action.AUDIT_PACKAGE).about(subject).towards(TARGET + id);
    return needs
        .trail()
        .around(
            caller.tenant(),
            intent,
            () -> {
              needs.access().requireHuman(caller, EDITORS);
              var found = found(caller.tenant(), id);
              if (!subjects(found).contains(subject.value()) || isCleared(found)) {
                throw new Fault.Absent().exception();
              }
              return needs.people().of(caller, found, subject);
            });
  }

  @Override
  public String kind() {
    return KIND;
  }

  /// A second person's word starts the job, under the proposal's id: once, however often.
  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var proposal = approval.proposal();
    var period =
        new Period(
            Instant.parse(proposal.path(PackageJob.FROM).asText()),
            Instant.parse(proposal.path(PackageJob.TO).asText()));
    var intent = Intent.of(decider, Action.AUDIT_PACKAGE).towards(TARGET + approval.id());
    var _ =
        needs
            .trail()
            .around(
                tenant,
                intent,
                () ->
                    started(
                        tenant,
                        approval.id(),
                        decider,
                        period,
                        proposal.path(PackageJob.SUBJECTS).asText()));
  }

  private <T> Recorded<T> around(
      Caller caller, String target, Set<Role> roles, java.util.function.Supplier<T> work) {
    return needs
        .trail()
        .around(
            caller,
            caller.tenant(),
            Action.AUDIT_PACKAGE,
            target,
            () -> {
              needs.access().require(caller, roles);
              return work.get();
            });
  }
}
