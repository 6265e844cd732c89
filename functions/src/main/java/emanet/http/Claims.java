package emanet.http;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Claims on idempotency keys: one item a key, changed by conditional writes alone, so that of two
/// calls at once, in one Region or two, one runs.
///
/// The item, in `register`:
///
/// | attribute | what |
/// |---|---|
/// | `pk`, `sk` | `T#<tenant>#I#<first hex digit of the key's MAC>`, the MAC in hex |
/// | `body` | B, MAC of the body |
/// | `seed` | B, 32 random bytes: what marks and ids are made from |
/// | `owner` | B, 16 random bytes: the run that holds it |
/// | `state` | S, `RUNNING`, `FREE` (the run failed, its writes may stand), `DONE` |
/// | `lease` | N, ms: until then the run is taken to be alive |
/// | `expiresAt` | N, ms: 24 hours from the first claim |
/// | `answer` | S, JSON of what a replay shows, once `DONE` |
///
/// A claim is never deleted by a run that may have written something: it is set free with its seed,
/// so that the next run makes the same ids and finds its predecessor's writes by their mark.
final class Claims {
  static final Duration LIFE = Duration.ofHours(24);

  /// A run that dies where it cannot give its key back is waited for so long by whoever repeats the
  /// call, so it is little longer than a run can be: functions that take claims are stopped after
  /// 10 s (`Timeout` in template.yaml), which began before the claim; a second more is for clocks
  /// that differ and for a write that was on its way. Where that is not enough, the conditions on
  /// the very items hold.
  static final Duration LEASE = Duration.ofSeconds(11);

  static final String EXPIRES = "expiresAt";
  private static final String BODY = "body";
  private static final String SEED = "seed";
  private static final String OWNER = "owner";
  private static final String STATE = "state";
  private static final String LEASE_END = "lease";
  private static final String ANSWER = "answer";
  private static final String RUNNING = "RUNNING";
  private static final String FREE = "FREE";
  private static final String DONE = "DONE";
  private static final int OWNER_LENGTH = 16;
  private static final int TRIES = 4;

  private final Store store;
  private final InstantSource clock;
  private final Randomness randomness;

  Claims(Store store, InstantSource clock, Randomness randomness) {
    this.store = store;
    this.clock = clock;
    this.randomness = randomness;
  }

  /// What came of claiming a key.
  sealed interface State {
    /// It is this run's.
    record Held(Key key, Bytes owner, Bytes seed, boolean resumed) implements State {}

    /// The work was done before; `answer` is what was remembered.
    record Done(String answer) implements State {}

    /// Another run holds it; its lease ends in `left`.
    record Running(Duration left) implements State {}

    /// It was used with another body.
    record Reused() implements State {}
  }

  static String partition(TenantId tenant, char shard) {
    return "T#" + tenant + "#I#" + shard;
  }

  /// One conditional put where the key is new; one more conditional update where an earlier run did
  /// not end.
  State claim(TenantId tenant, Bytes keyMac, Bytes bodyMac) {
    var sort = keyMac.toHex();
    var key = new Key(Table.REGISTER, partition(tenant, sort.charAt(0)), sort);
    var now = clock.instant();
    var mine =
        Item.at(key)
            .with(BODY, bodyMac)
            .with(SEED, Bytes.of(randomness.bytes(Claim.SEED_LENGTH)))
            .with(OWNER, Bytes.of(randomness.bytes(OWNER_LENGTH)))
            .with(STATE, RUNNING)
            .with(LEASE_END, now.plus(LEASE).toEpochMilli())
            .with(EXPIRES, now.plus(LIFE).toEpochMilli());
    for (int i = 0; i < TRIES; i++) {
      var written =
          store.put(
              mine, Condition.any(Condition.noItem(), Condition.less(EXPIRES, now.toEpochMilli())));
      var state =
          switch (written) {
            case Written.Done _ -> Optional.of(held(mine, false));
            case Written.Conflict(var current) -> current.flatMap(there -> met(there, mine, now));
          };
      if (state.isPresent()) {
        return state.get();
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// Empty if it changed meanwhile, so that it must be looked at again.
  private Optional<State> met(Item there, Item mine, Instant now) {
    if (there.bytes(OWNER).equals(mine.bytes(OWNER))) {
      return Optional.of(held(there, false)); // our own put, whose answer was lost
    }
    var left = Duration.ofMillis(there.number(LEASE_END) - now.toEpochMilli());
    if (there.text(STATE).equals(RUNNING) && left.isPositive()) {
      return Optional.of(new State.Running(left));
    }
    if (!there.bytes(BODY).equals(mine.bytes(BODY))) {
      return Optional.of(new State.Reused());
    }
    if (there.text(STATE).equals(DONE)) {
      return Optional.of(new State.Done(there.text(ANSWER)));
    }
    return takenOver(there, mine);
  }

  private Optional<State> takenOver(Item there, Item mine) {
    var changes =
        List.of(
            Change.set(OWNER, Value.of(mine.bytes(OWNER))),
            Change.set(STATE, RUNNING),
            Change.set(LEASE_END, mine.number(LEASE_END)));
    var asSeen =
        Condition.all(
            Condition.equal(OWNER, Value.of(there.bytes(OWNER))),
            Condition.equal(STATE, there.text(STATE)));
    return switch (store.update(there.key(), changes, asSeen)) {
      case Written.Done(var after) -> after.map(item -> held(item, true));
      case Written.Conflict(var current) ->
          current
              .filter(item -> item.bytes(OWNER).equals(mine.bytes(OWNER)))
              .map(item -> held(item, true));
    };
  }

  private static State held(Item item, boolean resumed) {
    return new State.Held(item.key(), item.bytes(OWNER), item.bytes(SEED), resumed);
  }

  /// Remembers the answer. If another run took the claim over meanwhile, that one will: it makes
  /// the same ids and marks.
  void complete(State.Held held, String answer) {
    var changes = new ArrayList<Change>();
    changes.add(Change.set(STATE, DONE));
    changes.add(Change.set(ANSWER, answer));
    var _ = store.update(held.key(), changes, stillHeld(held));
  }

  /// Gives up a claim under which nothing was written.
  void release(State.Held held) {
    var _ = store.delete(held.key(), stillHeld(held));
  }

  /// Lets the next run begin at once, with the same seed.
  void setFree(State.Held held) {
    var _ = store.update(held.key(), List.of(Change.set(STATE, FREE)), stillHeld(held));
  }

  private static Condition stillHeld(State.Held held) {
    return Condition.equal(OWNER, Value.of(held.owner()));
  }
}
