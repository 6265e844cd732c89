package emanet.audit;

import emanet.breaches.BreachAccount;
import emanet.consents.ConsentAccount;
import emanet.disclosures.DisclosureAccount;
import emanet.envelope.Envelope;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Worker;
import emanet.keys.Keyring;
import emanet.keys.ReturnSeal;
import emanet.keys.Signer;
import emanet.ledger.Ledger;
import emanet.ledger.LogExcerpts;
import emanet.notices.NoticeAccount;
import emanet.register.DocumentSeal;
import emanet.register.Register;
import emanet.register.RegisterAccount;
import emanet.requests.RequestAccount;
import emanet.retention.DestructionAccount;
import emanet.store.Store;
import emanet.subjects.ErasureAccount;
import emanet.subjects.Holds;
import emanet.subjects.PeopleAccount;
import emanet.values.Caller;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Packages, put together.
///
/// @param returns what is given back at the end of a contract, made by the same job
public record AuditRoom(Packages packages, ReturnPackages returns, List<Kind> kinds) {
  /// What the room needs.
  ///
  /// @param returner in whose name a tenant's data is opened to be given back
  /// @param workers makes what works jobs of these kinds
  public record Needs(
      Store store,
      DocumentSeal seal,
      Register register,
      Keyring keyring,
      Envelope envelope,
      Holds holds,
      Ledger ledger,
      Randomness randomness,
      Function<TenantId, Caller> returner,
      LogExcerpts logs,
      Signer signer,
      Function<List<Kind>, Worker> workers,
      Packages.Needs packages) {}

  public static AuditRoom over(Needs needs) {
    var store = needs.store();
    var notices = new NoticeAccount(store, needs.seal());
    var chapters =
        Chapters.of(
            new RegisterAccount(store, needs.seal(), needs.register()),
            notices,
            new RequestAccount(store, needs.keyring(), needs.envelope()),
            new ErasureAccount(store),
            new DestructionAccount(store),
            new BreachAccount(store, needs.keyring(), needs.envelope()),
            needs.holds());
    var walk = new Walk(new ConsentAccount(store), notices, new DisclosureAccount(store));
    var job =
        new PackageJob(
            new PackageJob.Form(
                PackageJob.NAME,
                FrontMatter.AUDIT,
                (buckets, of) -> new Workbench(buckets.of(of).objects(), of.tenant(), of.id())),
            chapters,
            walk,
            needs.logs(),
            needs.packages().buckets(),
            needs.signer(),
            needs.packages().clock());
    var returns = returns(needs, chapters, walk);
    var worker = needs.workers().apply(List.of(job));
    return new AuditRoom(
        new Packages(needs.packages(), job, worker), returns, List.of(job, returns.kind()));
  }

  private static ReturnPackages returns(Needs needs, Chapters chapters, Walk walk) {
    var people =
        new PeopleAccount(needs.store(), needs.keyring(), needs.envelope(), needs.ledger());
    var requests = new RequestAccount(needs.store(), needs.keyring(), needs.envelope());
    var seal = new ReturnSeal(needs.randomness());
    var benches =
        (BiFunction<PackageBuckets, Job, SealedBench>)
            (buckets, of) ->
                new SealedBench(
                    buckets.of(of).objects(),
                    of.tenant(),
                    of.id(),
                    seal,
                    needs.seal(),
                    needs.randomness());
    var job =
        new PackageJob(
            new PackageJob.Form(ReturnPackages.NAME, FrontMatter.RETURN, benches::apply),
            chapters.withPeople(people, requests, needs.returner()),
            walk,
            needs.logs(),
            needs.packages().buckets(),
            needs.signer(),
            needs.packages().clock());
    return new ReturnPackages(needs.packages().jobs(), needs.packages().buckets(), job, benches);
  }
}
