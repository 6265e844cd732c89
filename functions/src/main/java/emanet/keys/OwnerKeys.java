package emanet.keys;

import emanet.fault.Fault;
import emanet.store.Item;
import emanet.store.Value;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One item of the table `keys`, as it was read: a person's, or a case's.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `state` | S | `ACTIVE`; `ERASED`: a tombstone, final, without a key |
/// | `deks` | M | by category: M, by version: B, the wrapped key |
/// | `destroyed` | M | by category: N, the highest destroyed version |
/// | `erasures` | SS | ids of the erasures that took effect on the owner |
/// | `erasedAt` | N | ms: when the tombstone was made |
/// | `holds` | SS | what forbids destruction: `<id>`, or `<id>#<category>`; absent: none |
///
/// Other rooms keep attributes of their own beside these; no update here touches them.
///
/// @param live wrapped keys by category (a case has one, `case`) and version, none at or below the
///   highest destroyed one
record OwnerKeys(
    Owner owner,
    boolean erased,
    Map<String, NavigableMap<Integer, Bytes>> live,
    Map<String, Integer> destroyed,
    Set<Hold> holds,
    Set<String> erasures,
    Optional<Instant> erasedAt) {
  static final String STATE = "state";
  static final String ACTIVE = "ACTIVE";
  static final String ERASED = "ERASED";
  static final String DEKS = "deks";
  static final String DESTROYED = "destroyed";
  static final String HOLDS = "holds";
  static final String ERASURES = "erasures";
  static final String ERASED_AT = "erasedAt";

  private static final int NONE = 0;

  OwnerKeys {
    live = Map.copyOf(live);
    destroyed = Map.copyOf(destroyed);
    holds = Set.copyOf(holds);
    erasures = Set.copyOf(erasures);
  }

  /// A new item, with these first keys.
  static Item fresh(Owner owner, Map<String, Bytes> wrapped) {
    var deks = new HashMap<String, Value>();
    wrapped.forEach(
        (slot, bytes) -> deks.put(slot, Value.of(Map.of(Integer.toString(1), Value.of(bytes)))));
    return Item.at(owner.item()).with(STATE, ACTIVE).with(DEKS, deks).with(DESTROYED, Map.of());
  }

  /// @throws emanet.fault.FaultException `Tampered` if it is not such an item
  static OwnerKeys parse(Owner owner, Item item) {
    try {
      if (!item.key().equals(owner.item())) {
        throw new IllegalArgumentException("the item is another owner's");
      }
      var destroyed = new HashMap<String, Integer>();
      boolean erased = item.text(STATE).equals(ERASED);
      if (!erased || item.has(DESTROYED)) {
        item.tree(DESTROYED).forEach((slot, version) -> destroyed.put(slot, whole(version)));
      }
      var erasures = item.texts(ERASURES);
      var erasedAt = item.optionalNumber(ERASED_AT).map(Instant::ofEpochMilli);
      if (erased) {
        return new OwnerKeys(owner, true, Map.of(), destroyed, holds(item), erasures, erasedAt);
      }
      var live = new HashMap<String, NavigableMap<Integer, Bytes>>();
      item.tree(DEKS)
          .forEach((slot, versions) -> {
            var usable = versions(versions).tailMap(destroyed.getOrDefault(slot, NONE), false);
            if (!usable.isEmpty()) {
              live.put(slot, usable);
            }
          });
      return new OwnerKeys(owner, false, live, destroyed, holds(item), erasures, erasedAt);
    } catch (IllegalStateException | NumberFormatException | ArithmeticException e) {
      throw new Fault.Tampered().exception(e);
    }
  }

  private static Set<Hold> holds(Item item) {
    return item.texts(HOLDS).stream().map(Hold::parse).collect(Collectors.toSet());
  }

  /// Whether a hold forbids destroying that slot's keys.
  boolean keeps(String slot) {
    return holds.stream()
        .anyMatch(hold -> hold.category().map(code -> code.value().equals(slot)).orElse(true));
  }

  boolean has(String slot) {
    return live.containsKey(slot);
  }

  /// The version that seals now.
  OptionalInt current(String slot) {
    var versions = live.get(slot);
    return versions == null ? OptionalInt.empty() : OptionalInt.of(versions.lastKey());
  }

  /// The version that a new key gets: higher than any that there is or was.
  int next(String slot) {
    return current(slot).orElse(highestDestroyed(slot)) + 1;
  }

  int highestDestroyed(String slot) {
    return destroyed.getOrDefault(slot, NONE);
  }

  private static NavigableMap<Integer, Bytes> versions(Value value) {
    if (!(value instanceof Value.Tree(var entries))) {
      throw new IllegalStateException("wrapped keys lie in a map by version");
    }
    var versions = new TreeMap<Integer, Bytes>();
    entries.forEach((version, wrapped) -> {
      if (!(wrapped instanceof Value.Binary(var bytes))) {
        throw new IllegalStateException("a wrapped key is binary");
      }
      versions.put(Integer.parseInt(version), bytes);
    });
    return versions;
  }

  private static int whole(Value value) {
    if (value instanceof Value.Whole(var number)) {
      return Math.toIntExact(number);
    }
    throw new IllegalStateException("a version is a number");
  }

  @Override
  public String toString() {
    return "OwnerKeys[" + owner.kind() + "]";
  }
}
