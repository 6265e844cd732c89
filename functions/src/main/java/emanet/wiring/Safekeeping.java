package emanet.wiring;

import emanet.backups.Backups;
import emanet.backups.Drills;
import emanet.backups.KeyCopies;
import emanet.backups.Quarantine;
import emanet.backups.Restores;
import emanet.consents.WithdrawalReplay;
import emanet.consents.Withdrawals;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.FailureLog;
import emanet.ledger.ChangedPeople;
import emanet.ledger.LogRecovery;
import emanet.register.Register;
import emanet.register.RegisterReplay;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.store.DynamoDeployment;
import emanet.store.DynamoRecovery;
import emanet.store.DynamoScratch;
import emanet.store.Generations;
import emanet.store.Recovery;
import emanet.store.Scratch;
import emanet.subjects.Disposing;
import emanet.subjects.Links;
import emanet.subjects.PeopleReplay;
import emanet.subjects.Rebuilding;
import emanet.subjects.Remains;
import emanet.subjects.Returning;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Backups and what brings them back: how their rooms are put together, for the functions that make
/// them, restore them, watch over them, and ask what copies of keys there still are.
final class Safekeeping {
  /// What anybody may not know for so long (5 s), and the longest that a function goes on after.
  private static final Duration FREEZE = Duration.ofSeconds(130);

  /// Where alarms about drills come from.
  static final String DRILL = "drill";

  private Safekeeping() {}

  static Backups backups(Parts parts) {
    var environment = parts.environment();
    return new Backups(
        new Backups.Needs(
            parts.store(),
            new Trail(parts.ledger()),
            parts.jobs(),
            parts.depots(),
            parts.backupSigner(),
            deployment(parts),
            environment.ledgerOrigin(),
            environment.keyBackups(),
            environment.backups(),
            parts.clock()));
  }

  private static Deployment deployment(Parts parts) {
    return new DynamoDeployment(parts.cloud()::dynamo);
  }

  static Restores restores(Parts parts) {
    var environment = parts.environment();
    var rooms = new ConcurrentHashMap<Generations, Quarantine>();
    return new Restores(
        new Restores.Needs(
            parts.store(),
            new Trail(parts.ledger()),
            parts.jobs(),
            Wiring.register(parts).proposals(),
            deployment(parts),
            parts.depots(),
            parts.backupSigner(),
            environment.ledgerOrigin(),
            generations -> rooms.computeIfAbsent(generations, of -> quarantine(parts.over(of))),
            FREEZE,
            parts.clock()));
  }

  static Drills drills(Parts parts) {
    var environment = parts.environment();
    var rooms = new ScratchRooms(() -> quarantine(parts.over(Scratch.GENERATION)));
    return new Drills(
        new Drills.Needs(
            parts.store(),
            parts.ledger(),
            parts.jobs(),
            deployment(parts),
            parts.depots(),
            parts.backupSigner(),
            environment.ledgerOrigin(),
            Wiring.register(parts).tenants(),
            rooms,
            new DynamoScratch(parts.cloud()::dynamo),
            FREEZE,
            told -> tell(told, parts),
            parts.clock()));
  }

  /// Rooms over scratch tables remember what these hold, and the next drill's are others.
  private static final class ScratchRooms implements Function<String, Quarantine> {
    private final Supplier<Quarantine> making;
    private String of = "";
    private Optional<Quarantine> made = Optional.empty();

    ScratchRooms(Supplier<Quarantine> making) {
      this.making = making;
    }

    @Override
    public synchronized Quarantine apply(String drill) {
      var rooms = made.filter(_ -> of.equals(drill)).orElseGet(making);
      of = drill;
      made = Optional.of(rooms);
      return rooms;
    }
  }

  private static void tell(Drills.Told told, Parts parts) {
    new MetricLine(parts.clock().instant(), parts.environment().region())
        .metric("DrillPassed", "Count", told.passed() ? 1 : 0)
        .metric("DrillRecoveryTime", "Seconds", told.recoverySeconds())
        .metric("DrillRecoveryPoint", "Seconds", told.lossSeconds())
        .print();
    if (!told.passed()) {
      FailureLog.standard().late(DRILL, told.drill() + " failed");
    }
  }

  private static Quarantine quarantine(Parts parts) {
    var environment = parts.environment();
    var people = Wiring.people(parts);
    var records = parts.replayRecords();
    var closures = Closing.room(parts);
    var disposing = Disposing.over(people, Wiring.standing(parts)).withdrawals();
    var withdrawals = new Withdrawals(parts.store(), disposing);
    var rebuilding = new Rebuilding(people);
    return new Quarantine(
        parts.store(),
        Wiring.register(parts).tenants(),
        records,
        Closing.ended(closures.ended()),
        tenant -> opens(parts, tenant),
        parts.tenants()::hasOwn,
        List.of(
            new RegisterReplay(parts.store(), parts.documentSeal()),
            new PeopleReplay(people, records),
            new WithdrawalReplay(parts.store()),
            closures.replay()),
        rebuilding,
        new Returning(people, Wiring.standing(parts)),
        tenant -> restorer(tenant, parts),
        tenant -> listUses(Wiring.register(parts), rebuilding, tenant),
        new LogRecovery(
            parts.store(),
            parts.ledgerObjects(),
            environment.region(),
            parts.ledgerNeighbour(),
            parts.ledgerSigner(),
            environment.ledgerOrigin(),
            parts.clock()),
        new ChangedPeople(parts.store()),
        new Remains(people, records),
        new Links(people),
        (tenant, after) -> withdrawals.takeUp(restorer(tenant, parts), after));
  }

  /// Whether KMS opens what is here of the tenant's keys. What another key wrapped opens as little
  /// as what its own does not. The deployment's own key is tried again until it answers: all would
  /// be passed over.
  private static boolean opens(Parts parts, TenantId tenant) {
    try {
      return parts.tenants().leavesOpen(tenant);
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Tampered) {
        return false;
      }
      throw e;
    }
  }

  private static void listUses(Register register, Rebuilding rebuilding, TenantId tenant) {
    register
        .activities()
        .all(tenant)
        .forEach(filed ->
            filed
                .value()
                .uses()
                .forEach(use ->
                    rebuilding.directory(tenant, new ActivityCode(filed.code()), use.category())));
  }

  /// In whose name a restore puts records back, and disposes of what withdrawals asked for.
  private static Caller restorer(TenantId tenant, Parts parts) {
    return new Caller(
        tenant,
        new ActorId("restore"),
        Set.of(Role.DPO),
        Optional.empty(),
        true,
        parts.clock().instant().plus(Duration.ofHours(1)),
        "restore");
  }

  /// What could still bring keys back.
  static Recovery copiesOfKeys(Parts parts) {
    return new KeyCopies(new DynamoRecovery(parts.cloud().dynamo(), parts.clock()), parts.depots());
  }
}
