package emanet.breaches;

import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.local.Stack;
import emanet.store.DynamoStore;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What a tenant's people do, straight into its ledger.
final class Doings {
  private static final SubjectId PERSON = new SubjectId("0".repeat(26));

  private final TenantId tenant;
  private final AtomicInteger calls = new AtomicInteger();

  Doings(String tenant) {
    this.tenant = new TenantId(tenant);
  }

  /// Something that an agent does, about one and the same person.
  Intent by(String actor, Action action) {
    var caller =
        new Caller(
            tenant,
            new ActorId(actor),
            Set.of(Role.AGENT),
            Optional.empty(),
            false,
            Instant.MAX,
            "request-" + calls.getAndIncrement());
    return Intent.of(caller, action).about(PERSON);
  }

  /// The same person was found by that search.
  Intent found(Intent search) {
    return Intent.of(search.caller(), Action.FOUND).about(PERSON);
  }

  /// The ledger as it is written to at that time.
  static Ledger ledger(Stack stack, Instant at) {
    var ids = new Ids(Randomness.system(), () -> at);
    return new Ledger(new DynamoStore(stack.dynamo(), InstantSource.system()), ids);
  }
}
