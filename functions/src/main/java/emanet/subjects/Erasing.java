package emanet.subjects;

import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.keys.Macs;
import emanet.keys.Signer;
import emanet.register.DocumentSeal;
import emanet.register.Proposals;
import emanet.register.Trail;
import emanet.register.replay.ReplayRecords;
import emanet.store.Recovery;
import emanet.values.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// Erasure, put together.
///
/// @param kinds of its jobs
public record Erasing(
    Erasures erasures, OrderedErasures ordered, AnonymousRecords anonymous, List<Kind> kinds) {
  public Erasing {
    kinds = List.copyOf(kinds);
  }

  /// What it needs beside what the room's other parts do.
  ///
  /// @param horizon from an erasure until no copy of the keys can be anywhere
  /// @param late is told the id of an erasure that is not final at its horizon
  public record Needs(
      Proposals proposals,
      Jobs jobs,
      ReplayRecords records,
      DocumentSeal seal,
      Signer signer,
      Recovery recovery,
      Macs macs,
      ErasureLimits limits,
      AcceptedRequests requests,
      List<ErasureParticipant> participants,
      Duration horizon,
      BiConsumer<TenantId, String> late) {}

  /// Puts it together.
  public static Erasing over(Subjects.Needs people, Needs needs) {
    var store = people.store();
    var clock = people.clock();
    var access = new Access(store, people.ledger(), people.policy(), people.tenants());
    var vault = new Vault(people.keyring(), people.envelope());
    var texts = new CaseText(people.keyring(), people.envelope());
    var items = new ErasureItems(store);
    var clearance = new Clearance(store, people.policy(), vault, new Traces(store, clock));
    var releases = new Releases(store, needs.seal(), people.ids());
    var anonymising =
        new Anonymising(
            store,
            people.policy(),
            people.keyring(),
            vault,
            clearance,
            items,
            releases,
            new WaitingRows(store, needs.macs()),
            needs.limits(),
            clock);
    var suppressions = new Suppressions(store, needs.macs(), clock);
    var steps =
        new ErasureSteps(
            items,
            people.keyring(),
            vault,
            texts,
            needs.records(),
            suppressions,
            clearance,
            anonymising,
            new Certificates(needs.signer(), needs.horizon()),
            needs.participants(),
            needs.jobs(),
            clock);
    var erasures =
        new Erasures(
            new Erasures.Parts(
                new Visits(store, access, people.ledger(), people.policy()),
                access,
                people.policy(),
                people.ledger(),
                items,
                steps,
                texts,
                needs.requests(),
                new ErasureBudget(store, needs.limits(), clock),
                suppressions,
                needs.proposals(),
                needs.jobs(),
                clock));
    ErasureFinals.Late late = (job, _) -> needs.late().accept(job.tenant(), job.id());
    return new Erasing(
        erasures,
        new OrderedErasures(erasures, steps, items, needs.proposals(), people.keyring()),
        new AnonymousRecords(store, people.policy(), new Trail(people.ledger()), releases),
        List.of(
            new ErasureJobs(steps, clock),
            new ErasureSweeps(steps, clock),
            new ErasureFinals(steps, needs.recovery(), late, clock)));
  }
}
