package emanet.wiring;

import emanet.backups.Ended;
import emanet.breaches.BreachAccount;
import emanet.closure.CaseLists;
import emanet.closure.ClosureRoom;
import emanet.closure.EndedTenants;
import emanet.envelope.Envelope;
import emanet.http.FailureLog;
import emanet.keys.Keyring;
import emanet.requests.RequestAccount;
import emanet.subjects.ErasureAccount;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The end of contracts: how its room is put together, for the functions that propose it, approve
/// it, carry it out, and bring tables back.
final class Closing {
  private Closing() {}

  static ClosureRoom room(Parts parts) {
    var store = parts.store();
    var keyring = new Keyring(store, parts.tenants(), parts.randomness());
    var envelope = new Envelope();
    return ClosureRoom.over(
        new ClosureRoom.Needs(
            store,
            Wiring.register(parts),
            parts.tenants(),
            keyring,
            parts.ledger(),
            parts.jobs(),
            Late.of(() -> Wiring.auditRoom(parts).returns()),
            new CaseLists(
                List.of(
                    new RequestAccount(store, keyring, envelope)::cases,
                    new BreachAccount(store, keyring, envelope)::cases,
                    new ErasureAccount(store)::cases)),
            parts.replayRecords(),
            parts.certificateSigner(),
            Safekeeping.copiesOfKeys(parts),
            parts.environment().horizon(),
            (job, _) -> FailureLog.standard().late("closure not final", job.id()),
            job -> FailureLog.standard().late("closure without a package", job.id()),
            parts.clock()));
  }

  /// In whose name a tenant's data is opened to be given back to it.
  static Caller returner(TenantId tenant, Parts parts) {
    return new Caller(
        tenant,
        new ActorId("return"),
        Set.of(Role.DPO),
        Optional.empty(),
        true,
        parts.clock().instant().plus(Duration.ofHours(1)),
        "return");
  }

  /// Of whom a restore brings the ledger back, and nothing else.
  static Ended ended(EndedTenants tenants) {
    return new Ended() {
      @Override
      public void settle() {
        tenants.settle();
      }

      @Override
      public Set<TenantId> tenants() {
        return tenants.tenants();
      }
    };
  }
}
