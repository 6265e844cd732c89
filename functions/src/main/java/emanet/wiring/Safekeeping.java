package emanet.wiring;

import emanet.backups.Backups;
import emanet.backups.KeyCopies;
import emanet.backups.Quarantine;
import emanet.backups.Restores;
import emanet.consents.WithdrawalReplay;
import emanet.consents.Withdrawals;
import emanet.ledger.ChangedPeople;
import emanet.ledger.LogRecovery;
import emanet.register.Register;
import emanet.register.RegisterReplay;
import emanet.register.Trail;
import emanet.store.Deployment;
import emanet.store.DynamoDeployment;
import emanet.store.DynamoRecovery;
import emanet.store.Generations;
import emanet.store.Recovery;
import emanet.subjects.Disposing;
import emanet.subjects.PeopleReplay;
import emanet.subjects.Rebuilding;
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

/// Backups and what brings them back: how their rooms are put together, for the functions that make
/// them, restore them, watch over them, and ask what copies of keys there still are.
final class Safekeeping {
  /// What anybody may not know for so long (5 s), and the longest that a function goes on after.
  private static final Duration FREEZE = Duration.ofSeconds(130);

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
    return new DynamoDeployment(Late.of(() -> Clients.dynamo(parts.environment(), parts.http())));
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

  private static Quarantine quarantine(Parts parts) {
    var environment = parts.environment();
    var people = Wiring.people(parts);
    var records = parts.replayRecords();
    var disposing = Disposing.over(people, Wiring.standing(parts)).withdrawals();
    var withdrawals = new Withdrawals(parts.store(), disposing);
    var rebuilding = new Rebuilding(people);
    return new Quarantine(
        parts.store(),
        Wiring.register(parts).tenants(),
        records,
        List.of(
            new RegisterReplay(parts.store(), parts.documentSeal()),
            new PeopleReplay(people, records),
            new WithdrawalReplay(parts.store())),
        rebuilding,
        new Returning(people, Wiring.standing(parts)),
        tenant -> restorer(tenant, parts),
        tenant -> listUses(Wiring.register(parts), rebuilding, tenant),
        new LogRecovery(
            parts.store(),
            parts.ledgerObjects(),
            environment.region(),
            parts.ledgerSigner(),
            environment.ledgerOrigin(),
            parts.clock()),
        new ChangedPeople(parts.store()),
        tenant -> withdrawals.takeUp(restorer(tenant, parts)));
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
    return new KeyCopies(
        new DynamoRecovery(Clients.dynamo(parts.environment()), parts.clock()), parts.depots());
  }
}
