package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.keys.AwsKms;
import emanet.keys.BlindIndex;
import emanet.keys.DocumentKeys;
import emanet.keys.Keyring;
import emanet.keys.TenantKeys;
import emanet.ledger.Ledger;
import emanet.register.ConsentStates;
import emanet.register.EnvelopeSeal;
import emanet.register.Policy;
import emanet.store.DynamoStore;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes up many people, each with a record or two, faster than the API could: the product's own
/// steps, pointers and ledger entries included, whose items go to the tables in batches
/// (`Gathering`). None of its calls is counted as the product's.
public final class Crowd {
  /// A multiple of the other.
  private static final int BATCH = 100;

  /// Every fourth has contacts too.
  private static final int REACHABLE = 4;

  private static final ActivityCode ACTIVITY = new ActivityCode(Customer.HR);

  private final Gathering store;
  private final Subjects subjects;
  private final Ids ids;
  private final Randomness randomness = Randomness.system();
  private final Caller caller;
  private final List<SubjectId> people = new ArrayList<>();

  Crowd(Customer customer) {
    var clock = InstantSource.system();
    var dynamo = new DynamoStore(customer.stack.dynamo(), clock);
    var tenants =
        new TenantKeys(dynamo, new AwsKms(customer.stack.kms(), "alias/emanet"), randomness, clock);
    store = new Gathering(dynamo);
    ids = new Ids(randomness, clock);
    caller =
        new Caller(
            new TenantId(customer.tenant),
            new ActorId("platform-1"),
            Set.of(Role.SERVICE),
            Optional.empty(),
            false,
            clock.instant().plus(Duration.ofHours(1)),
            "crowd");
    var seal = new EnvelopeSeal(new DocumentKeys(tenants, randomness), new Envelope());
    subjects =
        Subjects.over(
            new Subjects.Needs(
                store,
                new Ledger(store, ids),
                Policy.over(store, seal, ConsentStates.none(), clock),
                tenants,
                new Keyring(store, tenants, randomness),
                new BlindIndex(tenants),
                new Envelope(),
                new Unlimited(),
                ids,
                clock));
  }

  /// Nobody searches while a crowd is made.
  private record Unlimited() implements SearchLimits {
    @Override
    public Set<Key> keys(TenantId tenant) {
      return Set.of();
    }

    @Override
    public long searchesAnHour(Caller caller, Map<Key, Item> read) {
      return Long.MAX_VALUE;
    }
  }

  /// Goes on until there are so many.
  public void growTo(int most) {
    while (people.size() < most) {
      var taken = takeUp(Math.min(BATCH, most - people.size()));
      write(identities(taken));
      write(contacts(taken));
      store.flush();
      people.addAll(taken);
    }
  }

  /// All of them, in the order of their numbers.
  public List<String> people() {
    return people.stream().map(SubjectId::value).toList();
  }

  /// How many records the n-th was taken up with.
  public static int records(int n) {
    return n % REACHABLE == 0 ? 2 : 1;
  }

  /// The reference under which the n-th was taken up.
  public static String reference(int n) {
    return "crowd-" + n;
  }

  private List<SubjectId> takeUp(int count) {
    var newcomers = new ArrayList<People.Newcomer>();
    for (int i = 0; i < count; i++) {
      newcomers.add(
          new People.Newcomer(Set.of("EMPLOYEE"), Optional.of(reference(people.size() + i))));
    }
    var allowed = subjects.people().allow(caller, ACTIVITY, newcomers);
    var taken = new ArrayList<SubjectId>();
    for (var welcome :
        subjects.people().createAll(allowed, _ -> new SubjectId(ids.random()), mark())) {
      switch (welcome) {
        case People.Welcome.Done(var created) -> taken.add(created.subject());
        case People.Welcome.Failed(var failure) -> throw failure;
      }
    }
    return taken;
  }

  private List<RecordBatches.Entry> identities(List<SubjectId> taken) {
    var entries = new ArrayList<RecordBatches.Entry>();
    for (int i = 0; i < taken.size(); i++) {
      var fields = JsonNodeFactory.instance.objectNode();
      fields.put("firstName", "Ad" + (people.size() + i)).put("lastName", "Soyad");
      fields.put("nationalId", nationalId(people.size() + i));
      entries.add(entry(taken.get(i), "identity", fields));
    }
    return entries;
  }

  private List<RecordBatches.Entry> contacts(List<SubjectId> taken) {
    var entries = new ArrayList<RecordBatches.Entry>();
    for (int i = 0; i < taken.size(); i += REACHABLE) {
      var fields = JsonNodeFactory.instance.objectNode();
      fields.put("email", "kisi%d@ornek.example".formatted(people.size() + i));
      fields.put("phone", "+9050%08d".formatted(people.size() + i));
      entries.add(entry(taken.get(i), "contact", fields));
    }
    return entries;
  }

  private RecordBatches.Entry entry(SubjectId person, String category, ObjectNode fields) {
    return new RecordBatches.Entry(
        new RecordPlace(caller.tenant(), person, new CategoryCode(category), new RecordId("main")),
        new Change(fields, Optional.empty(), Optional.empty(), false));
  }

  private void write(List<RecordBatches.Entry> entries) {
    var batches = subjects.batches();
    var result = batches.write(batches.allow(caller, ACTIVITY, entries, false), mark());
    if (!result.failed().isEmpty()) {
      throw result.failed().values().iterator().next();
    }
  }

  private Bytes mark() {
    return Bytes.of(randomness.bytes(16));
  }

  /// The national id of the n-th: nine digits, and the two that prove them.
  public static String nationalId(int n) {
    var nine = Integer.toString(200_000_000 + n);
    int odd = 0;
    int even = 0;
    for (int i = 0; i < 9; i++) {
      int digit = nine.charAt(i) - '0';
      if (i % 2 == 0) {
        odd += digit;
      } else {
        even += digit;
      }
    }
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return nine + tenth + (odd + even + tenth) % 10;
  }
}
