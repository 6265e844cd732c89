package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  /// The same parts over a store of which something is to be seen.
  Subjects.Needs over(Store other) {
    return new Subjects.Needs(
        other,
        needs.ledger(),
        needs.policy(),
        needs.tenants(),
        needs.keyring(),
        needs.index(),
        needs.envelope(),
        needs.limits(),
        needs.ids(),
        needs.clock());
  }

  /// A service's wish to put a person's names and number, as `Customer` does.
  static RecordWrites.Ask ask(RecordPlace place, String nationalId) {
    var caller =
        new Caller(
            place.tenant(),
            new ActorId("platform-1"),
            Set.of(Role.SERVICE),
            Optional.empty(),
            false,
            Instant.MAX,
            "none");
    var fields = JsonNodeFactory.instance.objectNode();
    fields.put("firstName", "Işıl").put("lastName", "Aslan").put("nationalId", nationalId);
    return new RecordWrites.Ask(
        caller,
        new ActivityCode(Customer.HR),
        place,
        Optional.of(new Change(fields, Optional.empty(), Optional.empty(), false)),
        OptionalLong.empty(),
        false);
  }

  /// A clock that is ahead.
  static InstantSource ahead(Duration by) {
    return () -> InstantSource.system().instant().plus(by);
  }
}
