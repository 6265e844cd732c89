package emanet.backups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.keys.TenantEnds;
import emanet.ledger.Action;
import emanet.register.Approval;
import emanet.register.Effect;
import emanet.register.Filed;
import emanet.register.Proposals;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Restores (geri yükleme): a backup is brought back into the empty tables of the next generation,
/// with all that was done since; a second person's approval shows them to everybody.
///
/// An operator makes the empty tables first (infrastructure/data.yaml with the next `Generation`):
/// tables of strong consistency in several Regions have to be empty when they are made, and no
/// function may make any.
public final class Restores implements Effect {
  private static final String TARGET = "restore/";
  private static final String PROMOTION = "PROMOTION";
  private static final String RESTORE = "restore";

  /// Longer than any call that starts one.
  private static final Duration BEGINNING = Duration.ofMinutes(1);

  private final Needs needs;
  private final Manifests manifests;
  private final RestoreItems items;
  private final Reports reports;
  private final Restoring restoring;
  private final TenantEnds ends;

  /// What the room needs.
  ///
  /// @param live the tables in use, also where they are frozen
  /// @param quarantines rooms over the tables of these generations
  /// @param freeze from a freeze until nobody writes any more
  public record Needs(
      Store live,
      Trail trail,
      Jobs jobs,
      Proposals proposals,
      Deployment deployment,
      Depots depots,
      emanet.keys.Signer signer,
      String deploymentName,
      Function<Generations, Quarantine> quarantines,
      Duration freeze,
      InstantSource clock) {}

  public Restores(Needs needs) {
    this.needs = needs;
    this.manifests = new Manifests(needs.depots(), needs.signer(), needs.deploymentName());
    this.items = new RestoreItems(needs.live());
    this.reports = new Reports(items, manifests, needs.depots(), needs.clock());
    this.restoring = new Restoring(items, needs.clock());
    this.ends = new TenantEnds(needs.live());
  }

  /// How its jobs are worked.
  public List<Kind> kinds() {
    return List.of(
        new RestoreJob(
            manifests,
            new Verifying(needs.depots()),
            restoring,
            reports,
            needs.deployment(),
            needs.live(),
            needs.quarantines(),
            needs.clock()),
        new PromotionJob(
            manifests,
            new Verifying(needs.depots()),
            restoring,
            reports,
            needs.deployment(),
            needs.live(),
            needs.quarantines(),
            ends,
            needs.freeze(),
            needs.clock()),
        new ReopeningJob(
            restoring,
            reports,
            ends,
            needs.trail(),
            needs.deployment(),
            needs.quarantines(),
            needs.clock()));
  }

  /// Starts one.
  ///
  /// @param tenant empty for all: else it stands in the tenant's own ledger, too
  Recorded<Job> start(Caller caller, String id, String backup, Optional<TenantId> tenant) {
    return needs
        .trail()
        .around(
            caller,
            Caller.PLATFORM,
            Action.RESTORE,
            TARGET + id,
            () -> {
              var there = needs.jobs().find(Caller.PLATFORM, RestoreJob.NAME, id);
              return there.orElseGet(() ->
                  tenant
                      .map(one -> started(caller, id, backup, one))
                      .orElseGet(() -> started(caller, id, backup)));
            });
  }

  /// One tenant is brought back into the tables in use, which must have its register and its keys.
  private Job started(Caller caller, String id, String backup, TenantId tenant) {
    requireNotEnded(tenant);
    requireReadable(backup);
    var inUse = needs.deployment().read().generations();
    if (!needs.quarantines().apply(inUse).tenants().all().contains(tenant)) {
      throw Fault.Invalid.at("/" + TenantRestore.TENANT, FieldCode.UNKNOWN).exception();
    }
    var number = Long.toString(inUse.number());
    var inputs =
        Map.of(
            RestoreJob.BACKUP, backup,
            RestoreJob.FROM, number,
            RestoreJob.GENERATION, number,
            TenantRestore.TENANT, tenant.value());
    var start = Start.of(Caller.PLATFORM, id, RestoreJob.NAME, caller.actor().value());
    return needs
        .trail()
        .around(
            caller,
            tenant,
            Action.RESTORE,
            TARGET + id,
            () -> needs.jobs().start(start.with(inputs)))
        .value();
  }

  /// Its keys are destroyed: no row of it would open.
  private void requireNotEnded(TenantId tenant) {
    if (ends.read(tenant).destroyed()) {
      throw Fault.Conflicting.of(Conflict.ENDED).exception();
    }
  }

  /// The same, of a restore of one tenant whose contract may have ended meanwhile.
  private void requireNotEnded(Job restore) {
    if (TenantRestore.isOne(restore)) {
      requireNotEnded(new TenantId(restore.input(TenantRestore.TENANT)));
    }
  }

  private void requireReadable(String backup) {
    try {
      var _ = Verifying.objects(manifests.read(backup), needs.clock().instant());
    } catch (BrokenBackup e) {
      throw broken(e.flaw().name(), e.object());
    }
  }

  private Job started(Caller caller, String id, String backup) {
    requireReadable(backup);
    var inUse = needs.deployment().read().generations();
    var next = new Generations(inUse.number() + 1, Map.of());
    if (!needs.deployment().exist(next, Table.ofGenerations()) || isTaken(next, id, backup)) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    var inputs =
        Map.of(
            RestoreJob.BACKUP, backup,
            RestoreJob.FROM, Long.toString(inUse.number()),
            RestoreJob.GENERATION, Long.toString(next.number()));
    var start = Start.of(Caller.PLATFORM, id, RestoreJob.NAME, caller.actor().value());
    return needs.jobs().start(start.with(inputs));
  }

  /// The first to come writes its name there, in one item: of two that come at once, one has it.
  /// One that failed before it brought anything leaves them to the next, and one that failed later
  /// to another of the same backup: all that is there is filled in, and replayed, once more.
  private boolean isTaken(Generations next, String restore, String backup) {
    var store = needs.quarantines().apply(next).store();
    var own = new RestoreItems(store);
    var owner = own.owner();
    boolean mine = owner.filter(one -> one.restore().equals(restore)).isPresent();
    boolean left = owner.filter(one -> broughtTheSame(one, backup)).isPresent();
    boolean free =
        mine || left || (owner.stream().allMatch(this::broughtNothing) && isEmpty(store));
    return !free || !own.own(restore, owner, needs.clock().instant());
  }

  private static boolean isEmpty(Store store) {
    var tenants = "T#" + Caller.PLATFORM + "#LIST#TENANT";
    return store.query(Range.between(Table.REGISTER, tenants, "!", "~").limit(1)).isEmpty();
  }

  /// One that never came to be did not either: its call is over by now.
  private boolean broughtNothing(RestoreItems.Owner owner) {
    return needs
        .jobs()
        .find(Caller.PLATFORM, RestoreJob.NAME, owner.restore())
        .map(job -> job.state() == Job.State.FAILED && job.count(RestoreJob.FIRST_ROWS) == 0)
        .orElseGet(() -> owner.at().plus(BEGINNING).isBefore(needs.clock().instant()));
  }

  private boolean broughtTheSame(RestoreItems.Owner owner, String backup) {
    return needs
        .jobs()
        .find(Caller.PLATFORM, RestoreJob.NAME, owner.restore())
        .filter(job -> job.state() == Job.State.FAILED)
        .filter(job -> job.input(RestoreJob.BACKUP).equals(backup))
        .isPresent();
  }

  static emanet.fault.FaultException broken(String flaw, String object) {
    return new Fault.Conflicting(Conflict.BACKUP, Map.of("flaw", flaw, "object", object))
        .exception();
  }

  /// What is wrong with a backup.
  record Flawed(String flaw, String object) {}

  /// A restore, as far as it is.
  ///
  /// @param report once it is through
  /// @param promotion once a second person approved it
  record Found(
      Job job, Optional<ObjectNode> report, Optional<Promotion> promotion, Optional<Flawed> flaw) {}

  /// @param report once it ended
  record Promotion(Job job, Optional<ObjectNode> report) {}

  Recorded<Found> read(Caller caller, String id) {
    return needs
        .trail()
        .around(caller, Caller.PLATFORM, Action.OPERATIONS_READ, TARGET + id, () -> found(id));
  }

  private Job job(String id) {
    return needs
        .jobs()
        .find(Caller.PLATFORM, RestoreJob.NAME, id)
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  private Found found(String id) {
    var job = job(id);
    var report =
        job.state() == Job.State.SUCCEEDED ? reports.read(id) : Optional.<ObjectNode>empty();
    var promotion =
        needs
            .jobs()
            .find(Caller.PLATFORM, PromotionJob.NAME, promotion(id))
            .map(one -> new Promotion(one, reports.ofPromotion(one)));
    return new Found(job, report, promotion, reports.broken(id));
  }

  Recorded<emanet.jobs.Page> list(Caller caller, int limit, Optional<String> after) {
    return needs
        .trail()
        .around(
            caller,
            Caller.PLATFORM,
            Action.OPERATIONS_READ,
            "restores",
            () -> needs.jobs().list(Caller.PLATFORM, RestoreJob.NAME, limit, after));
  }

  private static String promotion(String restore) {
    return "promote-" + restore;
  }

  /// Proposes to put it in the place of what is in use.
  Recorded<Filed<Approval>> propose(Caller caller, String restore, String id, String mark) {
    return needs
        .trail()
        .around(
            caller,
            Caller.PLATFORM,
            Action.RESTORE,
            TARGET + restore + "/promotion",
            () -> {
              // nobody may be shown to anybody who may have been erased
              requireNotEnded(job(restore));
              if (TenantRestore.isOne(job(restore))) {
                requireReadable(job(restore).input(RestoreJob.BACKUP)); // it is read once more
              }
              if (job(restore).state() != Job.State.SUCCEEDED
                  || reports.unreplayedErasures(restore)) {
                throw Fault.Conflicting.of(Conflict.RESTORE_STATE).exception();
              }
              var proposal = JsonNodeFactory.instance.objectNode().put(RESTORE, restore);
              return needs
                  .proposals()
                  .propose(
                      Caller.PLATFORM, caller, id, mark, PROMOTION, TARGET + restore, proposal);
            });
  }

  @Override
  public String kind() {
    return PROMOTION;
  }

  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var restore = approval.proposal().path(RESTORE).asText();
    var job = job(restore);
    requireNotEnded(job);
    var start =
        Start.of(Caller.PLATFORM, promotion(restore), PromotionJob.NAME, decider.actor().value());
    // of whom, from which backup, between which tables: as of the restore
    var inputs = new HashMap<>(job.inputs());
    inputs.put(PromotionJob.RESTORE, restore);
    inputs.put(PromotionJob.SINCE, job.at().toString());
    var _ = needs.jobs().start(start.with(inputs));
    // where an earlier one was given up, it goes on where it stopped
    var _ = needs.jobs().again(Caller.PLATFORM, promotion(restore));
  }

  /// Lets writes through again where a promotion was given up while it had them frozen.
  public void release() {
    var state = needs.deployment().read();
    if (!state.frozen().isEmpty()) {
      needs
          .jobs()
          .find(Caller.PLATFORM, PromotionJob.NAME, state.by())
          .filter(job -> job.state() == Job.State.FAILED)
          .ifPresent(job -> needs.deployment().thaw(job.id()));
    }
  }

  /// Has what is missing done for tenants that are shut and whose keys open again; once an hour
  /// where it fails. A promotion that is under way comes first: it may shut them anew.
  public void reopen() {
    var shut = new HashMap<>(ends.shut());
    if (shut.isEmpty()) {
      return;
    }
    for (var job : needs.jobs().unfinished(Caller.PLATFORM)) {
      if (job.kind().equals(PromotionJob.NAME)) {
        return;
      }
      if (job.kind().equals(ReopeningJob.NAME)) {
        shut.remove(new TenantId(job.input(ReopeningJob.TENANT)));
      }
    }
    var live = needs.quarantines().apply(needs.deployment().read().generations());
    var hour = Stamp.of(needs.clock().instant().truncatedTo(ChronoUnit.HOURS));
    shut.forEach((tenant, restore) -> {
      if (live.opens().test(tenant)) {
        var id = "reopen-" + restore + "-" + tenant + "-" + hour.toLowerCase(Locale.ROOT);
        var start = Start.of(Caller.PLATFORM, id, ReopeningJob.NAME, RESTORE);
        var _ =
            needs
                .jobs()
                .start(
                    start.with(
                        Map.of(
                            ReopeningJob.TENANT, tenant.value(), ReopeningJob.RESTORE, restore)));
      }
    });
  }
}
