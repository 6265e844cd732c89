package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
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
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes up people.
///
/// A person is two items: their keys, and what is known of them. Whoever has a reference (the platform's
/// own id for them) also has one pointer from its keyed tag, which makes the reference unique. Stages:
///
/// 1. the strong read of policy and pointer;
/// 2. the intent, which names the new id; the trace that leads back to the pointer;
/// 3. the pointer, if there is none; the item of keys;
/// 4. the person's own item.
///
/// A stop in between leaves an id that counts as absent. Whoever comes next with the same reference finds
/// its pointer, and goes through with the creation under the id that it names.
public final class People {
  static final String REFERENCE = "externalRef";

  private final Store store;
  private final Ledger ledger;
  private final Policy policy;
  private final Keyring keyring;
  private final BlindIndex index;
  private final Vault vault;
  private final InstantSource clock;

  People(
      Store store,
      Ledger ledger,
      Policy policy,
      Keyring keyring,
      BlindIndex index,
      Vault vault,
      InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.policy = policy;
    this.keyring = keyring;
    this.index = index;
    this.vault = vault;
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

  /// What was read before a person is taken up.
  ///
  /// @param pointer the key that makes the reference unique
  /// @param known who has the reference already, or whose creation stopped half-way
  public record Allowed(
      Caller caller,
      ActivityCode activity,
      Newcomer newcomer,
      Optional<Key> pointer,
      Optional<SubjectId> known) {}

  /// Stage 1.
  public Allowed allow(Caller caller, ActivityCode activity, Newcomer newcomer) {
    var pointer = newcomer.reference().map(reference -> pointer(caller.tenant(), reference));
    var keys = new HashSet<>(policy.keysFor(caller, activity, Set.of(), Optional.empty()));
    pointer.ifPresent(keys::add);
    var read = store.readAll(keys);
    var _ =
        policy.enter(
            caller,
            read,
            activity,
            Operation.CREATE,
            Optional.empty(),
            Optional.of(newcomer.groups()));
    return new Allowed(
        caller, activity, newcomer, pointer, pointer.flatMap(key -> subjectAt(read, key)));
  }

  private Key pointer(TenantId tenant, String reference) {
    // one tag, whoever the person is: it makes the reference unique
    var tag = index.tags(tenant, Vault.PERSON, REFERENCE, reference).getFirst();
    return Pointers.unique(tenant, REFERENCE, tag);
  }

  private static Optional<SubjectId> subjectAt(Map<Key, Item> read, Key pointer) {
    return Optional.ofNullable(read.get(pointer))
        .map(item -> new SubjectId(item.text(Pointers.SUBJECT)));
  }

  /// Stages 2 to 4.
  ///
  /// @param fresh the id to take, unless a creation that stopped half-way has one already
  /// @throws emanet.fault.FaultException `Conflicting` with `existing`, if the reference is taken
  public Created create(Allowed allowed, SubjectId fresh, Bytes mark) {
    var tenant = allowed.caller().tenant();
    var subject = allowed.known().map(known -> takenOrOpen(tenant, known, fresh, mark)).orElse(fresh);
    var receipt = announce(allowed, subject);
    var pointing = Stage.start(() -> point(allowed, subject));
    var keying =
        Stage.start(() -> keyring.createPerson(tenant, subject, Set.of(Vault.PERSON)));
    Stage.settle(pointing, keying);
    var holder = pointing.get();
    if (!holder.equals(subject)) {
      // another took the reference in between: nothing but an id without a person is left of ours
      store.writeAll(List.of(), List.of(Keyring.item(tenant, subject), trace(tenant, subject)));
      throw taken(holder);
    }
    var _ = introduce(allowed, subject, keying.get(), mark);
    return new Created(subject, receipt);
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

  private static emanet.fault.FaultException taken(SubjectId existing) {
    return new Fault.Conflicting(Conflict.EXISTS, Map.of("existing", existing.value())).exception();
  }

  private Receipt announce(Allowed allowed, SubjectId subject) {
    var tenant = allowed.caller().tenant();
    var entering =
        Stage.start(
            () ->
                ledger.intent(
                    tenant,
                    Intent.of(allowed.caller(), Action.CREATE_SUBJECT)
                        .under(allowed.activity())
                        .about(subject)));
    var tracing =
        Stage.start(
            () -> {
              allowed
                  .pointer()
                  .ifPresent(key -> store.writeAll(List.of(filled(tenant, subject, key)), List.of()));
              return true;
            });
    Stage.settle(entering, tracing);
    var receipt = entering.get();
    var _ = tracing.get();
    return receipt;
  }

  /// Who holds the reference now.
  private SubjectId point(Allowed allowed, SubjectId subject) {
    if (allowed.pointer().isEmpty()) {
      return subject;
    }
    var item = Item.at(allowed.pointer().get()).with(Pointers.SUBJECT, subject.value());
    var free =
        allowed
            .known()
            .map(
                old ->
                    Condition.any(
                        Condition.noItem(), Condition.equal(Pointers.SUBJECT, old.value())))
            .orElseGet(Condition::noItem);
    return switch (store.put(item, free)) {
      case Written.Done _ -> subject;
      case Written.Conflict(var current) ->
          current.map(c -> new SubjectId(c.text(Pointers.SUBJECT))).orElse(subject);
    };
  }

  private boolean introduce(Allowed allowed, SubjectId subject, PersonKeys keys, Bytes mark) {
    var tenant = allowed.caller().tenant();
    var content = content(allowed.newcomer().reference());
    var stored =
        new StoredSubject(
            1,
            allowed.newcomer().groups(),
            vault.sealPerson(keys, 1, content).ciphertext(),
            clock.instant().toString(),
            Optional.of(mark));
    var written = store.put(stored.at(StoredSubject.key(tenant, subject)), Condition.noItem());
    if (written instanceof Written.Conflict(var current)
        && !current.map(StoredSubject::of).flatMap(StoredSubject::mark).equals(Optional.of(mark))) {
      throw taken(subject);
    }
    return true;
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
  private static Item filled(TenantId tenant, SubjectId subject, Key pointer) {
    return Item.at(trace(tenant, subject))
        .with(Pointers.FILLED, true)
        .with(Pointers.POINTERS, Value.of(Set.of(Pointers.text(pointer))));
  }
}
