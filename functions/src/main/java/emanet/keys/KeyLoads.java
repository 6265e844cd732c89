package emanet.keys;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Base32;
import emanet.values.Ids;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is noted before KMS is asked to open a tenant's key: an id, which the call carries in its
/// user agent. Whatever the cloud's own trail shows of a tenant's key without such an id, nothing
/// of the product has asked for.
///
/// A stop between note and call leaves a note too many, which says nothing. Attempts of one call
/// carry the same id: so a note stands for six calls at most, the SDK's attempts, all by one
/// principal from one address within a minute of the note.
///
/// In `deployment`, which is of no generation, so that a restore neither loses a note nor looks for
/// it in other tables than it was written to: `T#<tenant>#LOADS` / id.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `sk` | S | time-ordered id: when it was noted |
/// | `kek` | N | the version of the KEK that KMS is asked to open |
/// | `by` | S | once the trail has shown it: a hash of principal and address |
/// | `events` | SS | ids of the events that have shown it |
///
/// Notes are deleted after seven days.
public final class KeyLoads {
  /// How long notes are kept: a trail that is read later than that has nothing to be held against.
  public static final Duration KEPT = Duration.ofDays(7);

  /// What the id follows in the user agent.
  static final String API = "emanet-load";

  private static final String KEK = "kek";
  private static final String BY = "by";
  private static final String EVENTS = "events";

  /// The SDK's attempts of one call, as its client has them (see `Clients` in wiring).
  private static final int ATTEMPTS = 6;

  /// A note takes 8 s at most, and the call another 8; clocks differ, and the trail has seconds.
  private static final Duration NEAR = Duration.ofMinutes(1);

  private static final int HASH_BYTES = 10;
  private static final int PAGE = 500;
  private static final Pattern CARRIED =
      Pattern.compile("(?:^|[ \\[])" + API + "/([0-9a-z]{" + Ids.ORDERED_LENGTH + "})(?:$|[ \\]])");

  private final Store store;
  private final Ids ids;

  public KeyLoads(Store store, Ids ids) {
    this.store = store;
    this.ids = ids;
  }

  /// A call to KMS that the cloud's trail shows, with the id of a load.
  ///
  /// @param event the trail's id of it
  /// @param kek the version of the KEK that it opened, as it said itself
  public record Shown(
      String event,
      TenantId tenant,
      String load,
      String kek,
      Instant at,
      String principal,
      String address) {}

  /// Notes, durably, that a KEK is about to be opened.
  ///
  /// @return the id that the call is to carry
  String note(TenantId tenant, int kekVersion) {
    var id = ids.ordered();
    var _ = store.put(Item.at(key(tenant, id)).with(KEK, kekVersion), Condition.always());
    return id;
  }

  /// The load whose id a user agent carries, as the cloud's trail has it.
  public static Optional<String> carried(String userAgent) {
    var found = CARRIED.matcher(userAgent);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /// Holds calls against what was noted. The same call again is the same one, so that a trail can
  /// be read again.
  ///
  /// @return the events that no note stands for
  public Set<String> unnoted(Collection<Shown> calls) {
    var keys = calls.stream().map(call -> key(call.tenant(), call.load())).distinct().toList();
    var notes = new HashMap<>(store.readAll(keys));
    var changed = new HashMap<Key, Item>();
    var unnoted = new HashSet<String>();
    for (var call : calls.stream().sorted(Comparator.comparing(Shown::at)).toList()) {
      var key = key(call.tenant(), call.load());
      var note = notes.get(key);
      if (note == null || !standsFor(note, call)) {
        unnoted.add(call.event());
      } else if (!note.texts(EVENTS).contains(call.event())) {
        var events = new HashSet<>(note.texts(EVENTS));
        events.add(call.event());
        var next = note.with(BY, by(call)).with(EVENTS, events);
        notes.put(key, next);
        changed.put(key, next);
      }
    }
    if (!changed.isEmpty()) {
      store.writeAll(changed.values(), List.of());
    }
    return unnoted;
  }

  private static boolean standsFor(Item note, Shown call) {
    var events = note.texts(EVENTS);
    var distance = Duration.between(Ids.timeOf(call.load()), call.at()).abs();
    return events.contains(call.event())
        || (distance.compareTo(NEAR) <= 0
            && Long.toString(note.number(KEK)).equals(call.kek())
            && note.optionalText(BY).map(by(call)::equals).orElse(true)
            && events.size() < ATTEMPTS);
  }

  private static String by(Shown call) {
    var hash = Sha256.of(call.principal() + "\n" + call.address());
    return Base32.encode(Arrays.copyOf(hash.toArray(), HASH_BYTES));
  }

  /// Deletes notes that are older than they are kept, until all is done or time is over.
  ///
  /// @return how many
  public int sweep(Collection<TenantId> tenants, InstantSource clock, Instant end) {
    var oldest = Ids.lowestAt(clock.instant().minus(KEPT));
    int deleted = 0;
    for (var tenant : tenants) {
      var range = Range.between(Table.DEPLOYMENT, partition(tenant), "0", oldest).limit(PAGE);
      for (int found = PAGE; found == PAGE && clock.instant().isBefore(end); ) {
        var old = store.query(range).stream().map(Item::key).toList();
        if (!old.isEmpty()) {
          store.writeAll(List.of(), old);
        }
        found = old.size();
        deleted += found;
      }
    }
    return deleted;
  }

  private static String partition(TenantId tenant) {
    return "T#" + tenant + "#LOADS";
  }

  private static Key key(TenantId tenant, String id) {
    return new Key(Table.DEPLOYMENT, partition(tenant), id);
  }
}
