package emanet.closure;

import emanet.audit.ReturnPackages;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.keys.Keyring;
import emanet.keys.Signer;
import emanet.keys.TenantEnds;
import emanet.keys.TenantKeys;
import emanet.ledger.Ledger;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.register.replay.ReplayRecords;
import emanet.store.Recovery;
import emanet.store.Store;
import emanet.subjects.Departure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The end of contracts, put together.
///
/// @param kinds the deployment's own jobs that carry it out
/// @param ended finds those who have ended in what is kept outside the tables
public record ClosureRoom(
    Closures closures, List<Kind> kinds, ClosureReplay replay, EndedTenants ended) {
  /// What the room needs.
  ///
  /// @param horizon from the destruction of keys until no copy of them is anywhere
  /// @param late is told of what is not final at its horizon
  /// @param withoutPackage is told of what cannot end, since what is to be given back is not there
  public record Needs(
      Store store,
      Register register,
      TenantKeys keys,
      Keyring keyring,
      Ledger ledger,
      Jobs jobs,
      Supplier<ReturnPackages> returns,
      CaseLists cases,
      ReplayRecords records,
      Signer signer,
      Recovery recovery,
      Duration horizon,
      BiConsumer<Job, Instant> late,
      Consumer<Job> withoutPackage,
      InstantSource clock) {}

  public static ClosureRoom over(Needs needs) {
    var ends = new TenantEnds(needs.store());
    var items = new ClosureItems(needs.store(), needs.records());
    var certificates = new ClosureCertificates(needs.signer(), needs.horizon());
    var register = needs.register();
    var course = new ClosureCourse(items, ends, needs.jobs(), certificates, needs.clock());
    var back = new GivenBack(items, needs.keys(), register.tenants()::since, needs.returns());
    var closures =
        new Closures(
            new Closures.Needs(
                register.tenants(),
                needs.keys(),
                ends,
                needs.returns(),
                register.proposals(),
                register.access(),
                new Trail(needs.ledger()),
                needs.clock()),
            items,
            course,
            back);
    var ending =
        new EndJob.Needs(
            course,
            items,
            ends,
            needs.keys(),
            back,
            needs.withoutPackage(),
            needs.ledger(),
            new Departure(needs.store(), needs.keyring(), needs.clock())::page,
            new CaseEnd(needs.keyring(), needs.cases())::page,
            certificates,
            needs.clock());
    return new ClosureRoom(
        closures,
        List.of(
            MindJob.ofApproval(course),
            new ReturnStart(course, back, needs.clock()),
            new EndJob(ending),
            MindJob.ofWithdrawal(course),
            new FinalJob(ending, needs.recovery(), (job, at) -> needs.late().accept(job, at))),
        new ClosureReplay(course, items),
        new EndedTenants(needs.records(), ends, needs.clock()));
  }
}
