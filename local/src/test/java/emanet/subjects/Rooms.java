package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.envelope.Envelope;
import emanet.jobs.Jobs;
import emanet.keys.AwsKms;
import emanet.keys.BlindIndex;
import emanet.keys.DocumentKeys;
import emanet.keys.Keyring;
import emanet.keys.TenantKeys;
import emanet.ledger.Ledger;
import emanet.local.Stack;
import emanet.register.ConsentStates;
import emanet.register.DocumentSeal;
import emanet.register.EnvelopeSeal;
import emanet.register.Policy;
import emanet.register.Tenant;
import emanet.register.replay.ReplayRecords;
import emanet.store.DynamoStore;
import emanet.store.Key;
import emanet.store.S3Objects;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The room's parts over a stack's AWS, for what no route leads to.
final class Rooms {
  final InstantSource clock;
  final DynamoStore store;
  final TenantKeys tenants;
  final Keyring keyring;
  final DocumentSeal seal;
  final Subjects.Needs needs;

  Rooms(Stack stack) {
    this(stack, InstantSource.system());
  }

  Rooms(Stack stack, InstantSource clock) {
    this.clock = clock;
    var randomness = Randomness.system();
    var ids = new Ids(randomness, clock);
    store = new DynamoStore(stack.dynamo(), clock);
    tenants = new TenantKeys(store, new AwsKms(stack.kms(), "alias/emanet"), randomness, clock);
    keyring = new Keyring(store, tenants, randomness);
    seal = new EnvelopeSeal(new DocumentKeys(tenants, randomness), new Envelope());
    needs =
        new Subjects.Needs(
            store,
            new Ledger(store, ids),
            Policy.over(store, seal, ConsentStates.none(), clock),
            tenants,
            keyring,
            new BlindIndex(tenants),
            new Envelope(),
            new Unlimited(),
            ids,
            clock);
  }

  private record Unlimited() implements SearchLimits {
    @Override
    public Set<Key> keys(TenantId tenant) {
      return Set.of();
    }

    @Override
    public long searchesAnHour(Caller caller, Map<Key, emanet.store.Item> read) {
      return Tenant.Settings.DEFAULT.searches();
    }
  }

  Disposing disposing(ConsentStanding consents) {
    return Disposing.over(needs, consents);
  }

  /// What a restore replays, as one Region alone has it.
  ReplayRecords records(Stack stack, String region) {
    var objects = new S3Objects(stack.s3(region), Stack.bucket("erasures", region));
    return new ReplayRecords(objects, Optional.empty(), seal, new Jobs(store, clock));
  }

  Caller caller(String tenant) {
    return new Caller(
        new TenantId(tenant),
        new ActorId("emanet"),
        Set.of(),
        Optional.empty(),
        false,
        Instant.MAX,
        "none");
  }

  /// A clock that is ahead.
  static InstantSource ahead(Duration by) {
    return () -> InstantSource.system().instant().plus(by);
  }
}
