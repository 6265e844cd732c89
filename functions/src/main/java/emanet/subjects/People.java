package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.ledger.Receipt;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Takes up people.
///
/// A person is two items: their keys, and what is known of them. Whoever has a reference (the
/// platform's own id for them) also has one pointer from its keyed tag, which makes the reference
/// unique. Stages:
///
/// 1. the strong read of policy and pointer;
/// 2. the intent, which names the new id; the trace that leads back to the pointer; the id in the
///    list of people;
/// 3. the pointer, if there is none; the item of keys;
/// 4. the person's own item.
///
/// A stop in between leaves an id that counts as absent. Whoever comes next with the same reference
/// finds its pointer, and goes through with the creation under the id that it names.
public final class People {
  static final String REFERENCE = "externalRef";

  private final Store store;
  private final Ledger ledger;
  private final Policy policy;
  private final Keyring keyring;
  private final BlindIndex index;
  private final Vault vault;
  private final Customs customs;
  private final InstantSource clock;

  People(
      Store store,
      Ledger ledger,
      Policy policy,
      Keyring keyring,
      BlindIndex index,
      Vault vault,
      Customs customs,
      InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.policy = policy;
    this.keyring = keyring;
    this.index = index;
    this.vault = vault;
    this.customs = customs;
    this.clock = clock;
  }

  /// A person to take up.
  ///
  /// @param reference the platform's own id for the person: sealed, and unique in the tenant
  public record Newcomer(Set<String> groups, Optional<String> reference) {
    public Newcomer {
      groups = Set.copyOf(groups);
    }

    @Override
    public String toString() {
      return "Newcomer" + groups;
    }
  }

  /// A person taken up.
  public record Created(SubjectId subject, Receipt receipt) {}

  /// What was read before people are taken up.
  ///
  /// @param arrivals one for each newcomer, in their order
  /// @param categories those of the activity: their keys are made with the person, so that no first
  ///   record of a category has to
  public record Allowed(
      Caller caller, ActivityCode activity, Set<CategoryCode> categories, List<Arrival> arrivals) {
    public Allowed {
      categories = Set.copyOf(categories);
      arrivals = List.copyOf(arrivals);
    }
  }

  /// A newcomer.
  ///
  /// @param pointer the key that makes the reference unique
  /// @param known who has the reference already, or whose creation stopped half-way
  record Arrival(Newcomer newcomer, Optional<Key> pointer, Optional<SubjectId> known) {}

  /// Stage 1.
  ///
  /// @throws FaultException `Refused` if the activity does not cover the groups of all
  public Allowed allow(Caller caller, ActivityCode activity, List<Newcomer> newcomers) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(policy.keysFor(caller, activity, Set.of(), Optional.empty()));
    var pointers =
        newcomers.stream()
            .map(newcomer -> newcomer.reference().map(text -> pointer(index, tenant, text)))
            .toList();
    pointers.forEach(pointer -> pointer.ifPresent(keys::add));
    var read = store.readAll(keys);
    var arrivals = new ArrayList<Arrival>(newcomers.size());
    var categories = new HashSet<CategoryCode>();
    categories.add(Vault.PERSON);
    for (int i = 0; i < newcomers.size(); i++) {
      var newcomer = newcomers.get(i);
      var filed =
          policy.enter(
              caller,
              read,
              activity,
              Operation.CREATE,
              Optional.empty(),
              Optional.of(newcomer.groups()));
      filed.value().uses().forEach(use -> categories.add(use.category()));
      var pointer = pointers.get(i);
      arrivals.add(new Arrival(newcomer, pointer, pointer.flatMap(key -> subjectAt(read, key))));
    }
    return new Allowed(caller, activity, categories, arrivals);
  }

  static Key pointer(BlindIndex index, TenantId tenant, String reference) {
    // one tag, whoever the person is: it makes the reference unique
    var tag = index.tag(tenant, Vault.PERSON, REFERENCE, reference);
    return Pointers.unique(tenant, REFERENCE, tag);
  }

  private static Optional<SubjectId> subjectAt(Map<Key, Item> read, Key pointer) {
    return Optional.ofNullable(read.get(pointer))
        .map(item -> new SubjectId(item.text(Pointers.SUBJECT)));
  }

  /// Stages 2 to 4 of one.
  ///
  /// @param fresh the id to take, unless a creation that stopped half-way has one already
  /// @throws FaultException `Conflicting` with `existing`, if the reference is taken
  public Created create(Allowed allowed, SubjectId fresh, Bytes mark) {
    return switch (createAll(allowed, _ -> fresh, mark).getFirst()) {
      case Welcome.Done(var created) -> created;
      case Welcome.Failed(var failure) -> throw failure;
    };
  }

  /// What came of a newcomer.
  public sealed interface Welcome {
    /// Taken up.
    record Done(Created created) implements Welcome {}

    /// Not taken up; nothing of it stands.
    record Failed(FaultException failure) implements Welcome {}
  }

  /// Stages 2 to 4 of many, each stage for all.
  ///
  /// @param fresh the id of the n-th, unless a creation that stopped half-way has one already
  public List<Welcome> createAll(Allowed allowed, IntFunction<SubjectId> fresh, Bytes mark) {
    var tenant = allowed.caller().tenant();
    var calls = new ArrayList<Stage.Pending<SubjectId>>();
    for (int i = 0; i < allowed.arrivals().size(); i++) {
      var known = allowed.arrivals().get(i).known();
      var id = fresh.apply(i);
      calls.add(
          Stage.start(() -> known.isPresent() ? takenOrOpen(tenant, known.get(), id, mark) : id));
    }
    calls.forEach(Stage::settle);
    var welcomes = new TreeMap<Integer, Welcome>();
    var ids = new ArrayList<Optional<SubjectId>>();
    for (int i = 0; i < calls.size(); i++) {
      try {
        ids.add(Optional.of(calls.get(i).get()));
      } catch (FaultException e) {
        ids.add(Optional.empty());
        welcomes.put(i, new Welcome.Failed(e));
      }
    }
    var receipts = announce(allowed, ids);
    var introductions = new HashMap<Integer, Stage.Pending<SubjectId>>();
    for (int i = 0; i < ids.size(); i++) {
      var arrival = allowed.arrivals().get(i);
      var id = ids.get(i);
      if (id.isPresent()) {
        introductions.put(i, Stage.start(() -> settle(allowed, arrival, id.get(), mark)));
      }
    }
    introductions.values().forEach(Stage::settle);
    introductions.forEach((index, call) -> {
      try {
        welcomes.put(index, new Welcome.Done(new Created(call.get(), receipts.get(index))));
      } catch (FaultException e) {
        welcomes.put(index, new Welcome.Failed(e));
      }
    });
    return List.copyOf(welcomes.values());
  }

  /// Stages 3 and 4.
  private SubjectId settle(Allowed allowed, Arrival arrival, SubjectId subject, Bytes mark) {
    var tenant = allowed.caller().tenant();
    var pointing = Stage.start(() -> point(arrival, subject));
    var categories = new HashSet<>(allowed.categories());
    categories.addAll(customs.of(tenant, arrival.newcomer().groups()));
    var keying = Stage.start(() -> keyring.createPerson(tenant, subject, categories));
    Stage.settle(pointing, keying);
    var holder = pointing.get();
    if (!holder.equals(subject)) {
      // another took the reference in between: nothing but an id without a person is left of ours
      store.writeAll(List.of(), List.of(Keyring.item(tenant, subject), trace(tenant, subject)));
      throw taken(holder);
    }
    introduce(tenant, arrival, subject, keying.get(), mark);
    return subject;
  }

  /// Whether the reference's holder is a person, an erased one, or one whose creation stopped.
  private SubjectId takenOrOpen(TenantId tenant, SubjectId known, SubjectId fresh, Bytes mark) {
    var person = Person.of(store.readAll(Person.keysFor(tenant, known)), tenant, known);
    if (person.isErased()) {
      return fresh;
    }
    var stored = person.stored();
    if (person.keys().isPresent() && stored.isPresent()) {
      if (stored.get().mark().equals(Optional.of(mark))) {
        return known;
      }
      throw taken(known);
    }
    return known;
  }

  private static FaultException taken(SubjectId existing) {
    return new Fault.Conflicting(Conflict.EXISTS, Map.of("existing", existing.value())).exception();
  }

  /// Stage 2.
  ///
  /// @param ids empty for those who will not be taken up; theirs is entered all the same, as
  ///   refused
  private List<Receipt> announce(Allowed allowed, List<Optional<SubjectId>> ids) {
    var tenant = allowed.caller().tenant();
    var intents = new ArrayList<Intent>();
    var traces = new ArrayList<Item>();
    for (int i = 0; i < ids.size(); i++) {
      var intent = Intent.of(allowed.caller(), Action.CREATE_SUBJECT).under(allowed.activity());
      var id = ids.get(i).or(allowed.arrivals().get(i)::known);
      intents.add(id.map(intent::about).orElse(intent));
      var pointer = allowed.arrivals().get(i).pointer();
      if (ids.get(i).isPresent() && pointer.isPresent()) {
        traces.add(filled(tenant, ids.get(i).get(), pointer.get()));
      }
      ids.get(i).ifPresent(newcomer -> traces.add(Roster.item(tenant, newcomer)));
    }
    var entering = Stage.start(() -> ledger.intents(tenant, intents));
    var tracing =
        Stage.start(() -> {
          store.writeAll(traces, List.of());
          return true;
        });
    Stage.settle(entering, tracing);
    var receipts = entering.get();
    var _ = tracing.get();
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).isEmpty()) {
        var _ =
            ledger.outcome(
                tenant, receipts.get(i), intents.get(i), Outcome.CONFLICT, OptionalLong.empty());
      }
    }
    return receipts;
  }

  /// Who holds the reference now.
  private SubjectId point(Arrival arrival, SubjectId subject) {
    if (arrival.pointer().isEmpty()) {
      return subject;
    }
    var item = Item.at(arrival.pointer().get()).with(Pointers.SUBJECT, subject.value());
    var free =
        arrival
            .known()
            .map(old ->
                Condition.any(Condition.noItem(), Condition.equal(Pointers.SUBJECT, old.value())))
            .orElseGet(Condition::noItem);
    return switch (store.put(item, free)) {
      case Written.Done _ -> subject;
      case Written.Conflict(var current) ->
          current.map(c -> new SubjectId(c.text(Pointers.SUBJECT))).orElse(subject);
    };
  }

  private void introduce(
      TenantId tenant, Arrival arrival, SubjectId subject, PersonKeys keys, Bytes mark) {
    var content = content(arrival.newcomer().reference());
    var stored =
        new StoredSubject(
            1,
            arrival.newcomer().groups(),
            vault.sealPerson(keys, 1, content).ciphertext(),
            clock.instant().toString(),
            false,
            Optional.of(mark));
    var written = store.put(stored.at(StoredSubject.key(tenant, subject)), Condition.noItem());
    if (written instanceof Written.Conflict(var current)
        && !current.map(StoredSubject::of).flatMap(StoredSubject::mark).equals(Optional.of(mark))) {
      throw taken(subject);
    }
  }

  static Content content(Optional<String> reference) {
    var fields = JsonNodeFactory.instance.objectNode();
    reference.ifPresent(text -> fields.put(REFERENCE, text));
    return new Content(fields, Optional.empty(), Optional.empty());
  }

  private static Key trace(TenantId tenant, SubjectId subject) {
    return new Key(Table.LOOKUPS, Pointers.tracePartition(tenant, subject), "U#" + REFERENCE);
  }

  /// The id is new and random, so that this trace can name the pointer from the start.
  static Item filled(TenantId tenant, SubjectId subject, Key pointer) {
    return Item.at(trace(tenant, subject))
        .with(Pointers.FILLED, true)
        .with(Pointers.POINTERS, Value.of(Set.of(Pointers.text(pointer))));
  }
}
