package emanet.keys;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// The conditional writes of people's and cases' items. Making a key, setting a hold and destroying
/// are each **one** conditional update of the same item, so they cannot miss each other: whichever
/// comes second sees the first, and acts on what it sees.
///
/// A lost answer shows as a conflict with one's own write, which reads like any winner's.
final class KeyItems {
  private static final int ATTEMPTS = 32;
  private static final int FIRST = 1;

  private final Store store;
  private final Wrapping wrapping;

  KeyItems(Store store, Wrapping wrapping) {
    this.store = store;
    this.wrapping = wrapping;
  }

  Optional<OwnerKeys> read(Owner owner) {
    return store.read(owner.item()).map(item -> OwnerKeys.parse(owner, item));
  }

  /// A new item with these keys, or the one that is there.
  OwnerKeys create(Owner owner, Collection<String> slots) {
    var wrapped = new HashMap<String, Bytes>();
    slots.forEach(slot -> wrapped.put(slot, wrapping.fresh(owner, slot, FIRST)));
    var item = OwnerKeys.fresh(owner, wrapped);
    return switch (store.put(item, Condition.noItem())) {
      case Written.Done _ -> OwnerKeys.parse(owner, item);
      case Written.Conflict(var current) -> winner(owner, current);
    };
  }

  /// `seen`, or what has come of it since, with a key in each of `slots`.
  ///
  /// An attempt fails only because another writer made a key or destroyed one. What it made is
  /// taken over, so no record is ever sealed under a key that lost.
  OwnerKeys withKeys(OwnerKeys seen, Collection<String> slots) {
    var known = seen;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      requireActive(known);
      var now = known;
      var missing = slots.stream().filter(slot -> !now.has(slot)).distinct().toList();
      if (missing.isEmpty()) {
        return known;
      }
      known = added(known, missing);
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// A new version of the category's key, from now on the one that seals; earlier ones still open.
  /// Where others change the item at the same time, theirs is taken over instead.
  OwnerKeys renew(OwnerKeys seen, String slot) {
    requireActive(seen);
    var renewed = added(seen, List.of(slot));
    requireActive(renewed);
    return renewed;
  }

  /// The same, but surely a later version than `seen` has, and unless a hold keeps what lies under
  /// the earlier ones.
  ///
  /// @return empty where a hold forbids it
  Optional<OwnerKeys> supersede(OwnerKeys seen, String slot) {
    var known = seen;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      requireActive(known);
      if (known.keeps(slot)) {
        return Optional.empty();
      }
      if (known.current(slot).orElse(0) > seen.current(slot).orElse(0)) {
        return Optional.of(known);
      }
      known = added(known, List.of(slot), heldAsSeen(known));
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// Destroys the category's keys up to the version that `upTo` names for what the item is when it
  /// is written.
  Destruction destroy(OwnerKeys seen, String slot, ToIntFunction<OwnerKeys> upTo) {
    var known = seen;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int version = upTo.applyAsInt(known);
      if (known.erased() || known.highestDestroyed(slot) >= version) {
        return Destruction.DONE;
      }
      if (known.keeps(slot)) {
        return Destruction.HELD;
      }
      var owner = known.owner();
      var condition = Condition.all(untouched(known, slot), heldAsSeen(known));
      if (!(store.update(owner.item(), destruction(known, slot, version), condition)
          instanceof Written.Conflict(var current))) {
        return Destruction.DONE;
      }
      if (current.isEmpty()) {
        return Destruction.ABSENT;
      }
      known = winner(owner, current);
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// Destroys all keys and leaves the tombstone: one write, whatever was there.
  Destruction erase(Owner owner) {
    var written =
        store.update(
            owner.item(),
            List.of(
                Change.set(OwnerKeys.STATE, OwnerKeys.ERASED),
                Change.remove(OwnerKeys.DEKS),
                Change.remove(OwnerKeys.DESTROYED)),
            Condition.all(
                Condition.equal(OwnerKeys.STATE, OwnerKeys.ACTIVE),
                Condition.absent(OwnerKeys.HOLDS)));
    return switch (written) {
      case Written.Done _ -> Destruction.DONE;
      case Written.Conflict(var current) ->
          current
              .map(item -> OwnerKeys.parse(owner, item).erased())
              .map(erased -> erased ? Destruction.DONE : Destruction.HELD)
              .orElse(Destruction.ABSENT);
    };
  }

  /// Destroys all keys of a person, in the name of one erasure: one conditional write.
  ///
  /// It is conditional on the very keys that `seen` has, so that the tombstone tells every key that
  /// went; where others keep making keys, they are read again.
  ErasedKeys erase(OwnerKeys seen, String id, Instant at, List<Change> beside) {
    var known = seen;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (known.erased() || !known.holds().isEmpty()) {
        return ended(known, id);
      }
      var destroyed = new HashMap<String, Value>();
      known.destroyed().forEach((slot, version) -> destroyed.put(slot, Value.of(version)));
      var conditions = new ArrayList<Condition>();
      conditions.add(Condition.equal(OwnerKeys.STATE, OwnerKeys.ACTIVE));
      conditions.add(Condition.absent(OwnerKeys.HOLDS));
      var live = new HashMap<String, Value>();
      known
          .live()
          .forEach((slot, versions) -> {
            destroyed.put(slot, Value.of(versions.lastKey()));
            var wrapped = new HashMap<String, Value>();
            versions.forEach(
                (version, bytes) -> wrapped.put(Integer.toString(version), Value.of(bytes)));
            live.put(slot, Value.of(wrapped));
          });
      // keys that a foreign hand put back are no reason not to erase
      if (attempt < ATTEMPTS / 2) {
        conditions.add(Condition.equal(OwnerKeys.DEKS, Value.of(live)));
      }
      var changes = new ArrayList<>(beside);
      changes.add(Change.set(OwnerKeys.STATE, OwnerKeys.ERASED));
      changes.add(Change.remove(OwnerKeys.DEKS));
      changes.add(Change.set(OwnerKeys.DESTROYED, Value.of(destroyed)));
      changes.add(new Change.Include(OwnerKeys.ERASURES, Set.of(id)));
      changes.add(Change.set(OwnerKeys.ERASED_AT, at.toEpochMilli()));
      switch (store.update(known.owner().item(), changes, new Condition.All(conditions))) {
        case Written.Done(var item) -> {
          return ended(winner(known.owner(), item), id);
        }
        case Written.Conflict(var current) -> {
          if (current.isEmpty()) {
            return ErasedKeys.none(Destruction.ABSENT);
          }
          known = winner(known.owner(), current);
        }
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  private static ErasedKeys ended(OwnerKeys now, String id) {
    if (!now.erased()) {
      return ErasedKeys.none(Destruction.HELD);
    }
    // a tombstone that another erasure made is nobody else's
    return now.erasures().contains(id)
        ? new ErasedKeys(Destruction.DONE, now.destroyed(), now.erasedAt())
        : ErasedKeys.none(Destruction.ABSENT);
  }

  /// Destroys all keys that the category has by now, in the name of one erasure: one conditional
  /// write, however often it is begun.
  ErasedKeys erase(OwnerKeys seen, String slot, String id) {
    var known = seen;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (known.erasures().contains(id)) {
        return new ErasedKeys(
            Destruction.DONE, Map.of(slot, known.highestDestroyed(slot)), Optional.empty());
      }
      if (known.erased()) {
        return ErasedKeys.none(Destruction.ABSENT);
      }
      if (known.keeps(slot)) {
        return ErasedKeys.none(Destruction.HELD);
      }
      var changes = new ArrayList<>(destruction(known, slot, known.next(slot) - 1));
      changes.add(new Change.Include(OwnerKeys.ERASURES, Set.of(id)));
      var condition = Condition.all(untouched(known, slot), heldAsSeen(known));
      switch (store.update(known.owner().item(), changes, condition)) {
        case Written.Done(var item) -> known = winner(known.owner(), item);
        case Written.Conflict(var current) -> {
          if (current.isEmpty()) {
            return ErasedKeys.none(Destruction.ABSENT);
          }
          known = winner(known.owner(), current);
        }
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// Takes away all of an owner's keys, whatever hold there is: the tenant's own, which wrap them,
  /// are destroyed by then.
  void end(Owner owner) {
    var _ =
        store.update(
            owner.item(),
            List.of(
                Change.set(OwnerKeys.STATE, OwnerKeys.ERASED),
                Change.remove(OwnerKeys.DEKS),
                Change.remove(OwnerKeys.HOLDS)),
            Condition.present(OwnerKeys.STATE));
  }

  /// Changes what other rooms keep beside the keys, unless the owner was erased.
  ///
  /// @return empty if it was done; else the item as it stands, if it does
  Optional<Written.Conflict> mark(Owner owner, List<Change> changes, Condition condition) {
    var alive = Condition.equal(OwnerKeys.STATE, OwnerKeys.ACTIVE);
    return store.update(owner.item(), changes, Condition.all(alive, condition))
            instanceof Written.Conflict conflict
        ? Optional.of(conflict)
        : Optional.empty();
  }

  /// Wraps under the tenant's current KEK what lies under an earlier one. May be repeated, stopped
  /// anywhere, and done by several at once.
  ///
  /// @return how many keys were wrapped anew
  int rewrap(Owner owner) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var keys = read(owner).orElseThrow(() -> new Fault.Absent().exception());
      var changes = new ArrayList<Change>();
      var conditions = new ArrayList<Condition>();
      conditions.add(Condition.equal(OwnerKeys.STATE, OwnerKeys.ACTIVE));
      keys.live()
          .forEach((slot, versions) ->
              versions.forEach((version, wrapped) ->
                  wrapping
                      .renewed(owner, slot, version, wrapped)
                      .ifPresent(renewed -> {
                        var path = path(slot, version);
                        changes.add(Change.set(path, Value.of(renewed)));
                        conditions.add(Condition.equal(path, Value.of(wrapped)));
                      })));
      if (changes.isEmpty()) {
        return 0;
      }
      if (store.update(owner.item(), changes, new Condition.All(conditions))
          instanceof Written.Done) {
        return changes.size();
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// One attempt to add a key to each of `slots`: what the item is afterwards, whoever wrote it.
  private OwnerKeys added(OwnerKeys known, List<String> slots, Condition... beside) {
    var owner = known.owner();
    var changes = new ArrayList<Change>();
    var conditions = new ArrayList<>(List.of(beside));
    for (var slot : slots) {
      int version = known.next(slot);
      var wrapped = Value.of(wrapping.fresh(owner, slot, version));
      changes.add(
          known.has(slot)
              ? Change.set(path(slot, version), wrapped)
              : Change.set(path(slot), Value.of(Map.of(Integer.toString(version), wrapped))));
      conditions.add(untouched(known, slot));
    }
    return switch (store.update(owner.item(), changes, new Condition.All(conditions))) {
      case Written.Done(var item) -> winner(owner, item);
      case Written.Conflict(var current) -> winner(owner, current);
    };
  }

  /// Nobody made or destroyed a key of the category since `known` was read.
  private static Condition untouched(OwnerKeys known, String slot) {
    var conditions = new ArrayList<Condition>();
    conditions.add(Condition.equal(OwnerKeys.STATE, OwnerKeys.ACTIVE));
    if (known.has(slot)) {
      conditions.add(Condition.present(path(slot, known.current(slot).orElseThrow())));
      conditions.add(Condition.absent(path(slot, known.next(slot))));
    } else {
      conditions.add(Condition.absent(path(slot)));
    }
    int destroyed = known.highestDestroyed(slot);
    var mark = OwnerKeys.DESTROYED + "/" + slot;
    var asSeen = Condition.equal(mark, destroyed);
    // erasures of what never had a key once left a mark of 0, which says the same as none
    conditions.add(destroyed == 0 ? Condition.any(Condition.absent(mark), asSeen) : asSeen);
    return new Condition.All(conditions);
  }

  private static Condition heldAsSeen(OwnerKeys known) {
    return known.holds().isEmpty()
        ? Condition.absent(OwnerKeys.HOLDS)
        : Condition.equal(
            OwnerKeys.HOLDS,
            Value.of(known.holds().stream().map(Hold::text).collect(Collectors.toSet())));
  }

  private static List<Change> destruction(OwnerKeys known, String slot, int upTo) {
    var changes = new ArrayList<Change>();
    if (upTo > 0) {
      changes.add(Change.set(OwnerKeys.DESTROYED + "/" + slot, upTo));
    }
    var live = known.live().get(slot);
    if (live != null && live.lastKey() <= upTo) {
      changes.add(Change.remove(path(slot)));
    } else if (live != null) {
      live.headMap(upTo, true).keySet().forEach(v -> changes.add(Change.remove(path(slot, v))));
    }
    return changes;
  }

  private static String path(String slot) {
    return OwnerKeys.DEKS + "/" + slot;
  }

  private static String path(String slot, int version) {
    return path(slot) + "/" + version;
  }

  private static OwnerKeys winner(Owner owner, Optional<Item> current) {
    return OwnerKeys.parse(owner, current.orElseThrow(() -> new Fault.Absent().exception()));
  }

  private static void requireActive(OwnerKeys keys) {
    if (keys.erased()) {
      throw new Fault.Erased().exception();
    }
  }
}
