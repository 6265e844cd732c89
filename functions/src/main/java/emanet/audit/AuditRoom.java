package emanet.audit;

import emanet.breaches.BreachAccount;
import emanet.consents.ConsentAccount;
import emanet.disclosures.DisclosureAccount;
import emanet.envelope.Envelope;
import emanet.jobs.Kind;
import emanet.jobs.Worker;
import emanet.keys.Keyring;
import emanet.keys.Signer;
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
import java.util.List;
import java.util.function.Function;

/// Packages, put together.
public record AuditRoom(Packages packages, List<Kind> kinds) {
  /// What the room needs.
  ///
  /// @param workers makes what works jobs of these kinds
  public record Needs(
      Store store,
      DocumentSeal seal,
      Register register,
      Keyring keyring,
      Envelope envelope,
      Holds holds,
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
            chapters,
            walk,
            needs.logs(),
            needs.packages().buckets(),
            needs.signer(),
            needs.packages().clock());
    var worker = needs.workers().apply(List.of(job));
    return new AuditRoom(new Packages(needs.packages(), job, worker), List.of(job));
  }
}
