package emanet.alerts;

import emanet.alerts.Send.State;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// The steps of a send, each one conditional write of its item. Where an entry or a mark goes with
/// it, that is written **before**: so a send that waits is always in the queue, and one that is
/// given up is always in its list; what is left over of them is seen by the item and cleared away.
final class SendStore {
  /// Longer than any function runs, so that an unrecorded claim means a try whose end nobody knows.
  static final Duration LEASE = Duration.ofMinutes(3);

  private static final int CLAIM_LENGTH = 16;
  private static final int PARALLEL = 25;

  private final Store store;
  private final Randomness randomness;

  SendStore(Store store, Randomness randomness) {
    this.store = store;
    this.randomness = randomness;
  }

  /// A try that holds its send: its end is recorded under `token`.
  record Held(Send send, Item item, Bytes token) {}

  Optional<Item> read(TenantId tenant, SendId id) {
    return store.read(SendItem.key(tenant, id));
  }

  Map<SendId, Item> readAll(TenantId tenant, Collection<SendId> ids) {
    var read = store.readAll(ids.stream().map(id -> SendItem.key(tenant, id)).toList());
    var found = new HashMap<SendId, Item>();
    for (var id : ids) {
      var item = read.get(SendItem.key(tenant, id));
      if (item != null) {
        found.put(id, item);
      }
    }
    return found;
  }

  /// Entries that are due, oldest first.
  List<Item> due(TenantId tenant, int shard, Instant now, Optional<String> after, int limit) {
    var range =
        Range.between(
                Table.REGISTER,
                SendItem.queue(tenant, shard),
                "0",
                SendItem.upTo(now.plusMillis(1)))
            .limit(limit);
    return store.query(after.map(range::after).orElse(range));
  }

  /// First all entries, then the items; one that is there already stays as it is.
  void queue(List<Order> orders, List<Item> items) {
    var entries = new ArrayList<Item>();
    for (var order : orders) {
      entries.add(entry(order.tenant(), order.id(), order.letter().channel(), order.notBefore()));
    }
    store.writeAll(entries, List.of());
    var puts = new ArrayList<Callable<Boolean>>();
    items.forEach(item -> puts.add(() -> put(item, Condition.noItem())));
    for (var window : puts.stream().gather(Gatherers.windowFixed(PARALLEL)).toList()) {
      var _ = Stage.all(window);
    }
  }

  private static Item entry(TenantId tenant, SendId id, Channel channel, Instant due) {
    return Item.at(SendItem.entry(tenant, id, due)).with(SendItem.CHANNEL, channel.name());
  }

  private boolean put(Item item, Condition condition) {
    return store.put(item, condition) instanceof Written.Done;
  }

  /// Takes a new send to be sent at once, before anything is queued; empty if there is one already.
  Optional<Held> create(TenantId tenant, SendId id, Item fresh, Instant now) {
    var token = token();
    var claimed =
        fresh
            .with(SendItem.STATE, State.CLAIMED.name())
            .with(SendItem.ATTEMPTS, 1)
            .with(SendItem.CLAIM, token)
            .with(SendItem.CLAIMED_AT, now.toEpochMilli());
    boolean mine =
        switch (store.put(claimed, Condition.noItem())) {
          case Written.Done _ -> true;
          case Written.Conflict(var current) -> isHeldBy(current, token);
        };
    return mine ? Optional.of(held(tenant, id, claimed, token)) : Optional.empty();
  }

  /// Takes a send that waits; empty if another try has it.
  Optional<Held> claim(TenantId tenant, SendId id, Item seen, Instant now) {
    var asSeen =
        Condition.all(
            Condition.equal(SendItem.STATE, State.QUEUED.name()),
            Condition.equal(SendItem.ATTEMPTS, seen.number(SendItem.ATTEMPTS)));
    return taken(tenant, id, seen, new ArrayList<>(), asSeen, now);
  }

  /// Takes a send that is in doubt, after it is in the list of those.
  Optional<Held> claimDoubtful(TenantId tenant, SendId id, Item seen, Instant now) {
    mark(tenant, SendList.TWICE, id);
    var asSeen =
        Condition.all(
            Condition.equal(SendItem.STATE, State.CLAIMED.name()),
            Condition.equal(SendItem.CLAIM, Value.of(seen.bytes(SendItem.CLAIM))));
    var changes = new ArrayList<>(List.of(Change.add(SendItem.DOUBTS, 1)));
    return taken(tenant, id, seen, changes, asSeen, now);
  }

  private Optional<Held> taken(
      TenantId tenant, SendId id, Item seen, List<Change> changes, Condition asSeen, Instant now) {
    var token = token();
    changes.add(Change.set(SendItem.STATE, State.CLAIMED.name()));
    changes.add(Change.set(SendItem.CLAIM, Value.of(token)));
    changes.add(Change.set(SendItem.CLAIMED_AT, now.toEpochMilli()));
    changes.add(Change.add(SendItem.ATTEMPTS, 1));
    return switch (store.update(seen.key(), changes, asSeen)) {
      case Written.Done(var after) -> after.map(item -> held(tenant, id, item, token));
      case Written.Conflict(var current) ->
          current.filter(_ -> isHeldBy(current, token)).map(item -> held(tenant, id, item, token));
    };
  }

  private static Held held(TenantId tenant, SendId id, Item item, Bytes token) {
    return new Held(SendItem.parse(tenant, id, item), item, token);
  }

  private static boolean isHeldBy(Optional<Item> current, Bytes token) {
    return current.flatMap(item -> item.optionalBytes(SendItem.CLAIM)).equals(Optional.of(token));
  }

  /// Records that it was sent; the letter goes.
  void sent(Held held, Instant now) {
    end(
        held,
        List.of(
            Change.set(SendItem.STATE, State.SENT.name()),
            Change.set(SendItem.SENT_AT, now.toEpochMilli()),
            Change.remove(SendItem.LETTER),
            Change.remove(SendItem.CODE)));
  }

  /// Records a try that failed, to be made again at `due`.
  ///
  /// @param counted whether it counts as a try
  /// @param doubtful whether it may have been delivered
  /// @param letter to be kept, where the item has none yet
  void again(
      Held held,
      Instant due,
      String code,
      boolean counted,
      boolean doubtful,
      Optional<Bytes> letter) {
    var send = held.send();
    if (doubtful) {
      mark(send.tenant(), SendList.TWICE, send.id());
    }
    store.writeAll(List.of(entry(send.tenant(), send.id(), send.channel(), due)), List.of());
    var changes = new ArrayList<Change>();
    changes.add(Change.set(SendItem.STATE, State.QUEUED.name()));
    changes.add(Change.set(SendItem.DUE, due.toEpochMilli()));
    changes.add(Change.set(SendItem.CODE, code));
    changes.add(Change.add(SendItem.ATTEMPTS, counted ? 0 : -1));
    changes.add(Change.add(SendItem.DOUBTS, doubtful ? 1 : 0));
    letter.ifPresent(sealed -> changes.add(Change.set(SendItem.LETTER, Value.of(sealed))));
    end(held, changes);
  }

  /// Records that it is given up, once it is in the list of those.
  void dead(Held held, String code, boolean doubtful) {
    var send = held.send();
    if (doubtful) {
      mark(send.tenant(), SendList.TWICE, send.id());
    }
    mark(send.tenant(), SendList.DEAD, send.id());
    end(
        held,
        List.of(
            Change.set(SendItem.STATE, State.DEAD.name()),
            Change.set(SendItem.CODE, code),
            Change.add(SendItem.DOUBTS, doubtful ? 1 : 0)));
  }

  /// Where another try took it over as doubtful, that one's end is recorded, and not this one's.
  private void end(Held held, List<Change> changes) {
    var mine =
        Condition.all(
            Condition.equal(SendItem.STATE, State.CLAIMED.name()),
            Condition.equal(SendItem.CLAIM, Value.of(held.token())));
    var _ = store.update(held.item().key(), changes, mine);
  }

  /// Takes a send that was given up back into the queue, with all its tries: what was doubtful so
  /// far still counts as possibly sent twice, and no more against its being tried.
  boolean revive(TenantId tenant, SendId id, Item seen, Instant now) {
    var channel = Channel.valueOf(seen.text(SendItem.CHANNEL));
    store.writeAll(List.of(entry(tenant, id, channel, now)), List.of());
    var changes =
        List.of(
            Change.set(SendItem.STATE, State.QUEUED.name()),
            Change.set(SendItem.ATTEMPTS, 0),
            Change.set(SendItem.FORGIVEN, seen.number(SendItem.DOUBTS)),
            Change.set(SendItem.DUE, now.toEpochMilli()));
    var dead =
        Condition.all(
            Condition.equal(SendItem.STATE, State.DEAD.name()),
            Condition.equal(SendItem.DOUBTS, seen.number(SendItem.DOUBTS)));
    boolean done = store.update(seen.key(), changes, dead) instanceof Written.Done;
    unlist(tenant, SendList.DEAD, id);
    return done;
  }

  private void mark(TenantId tenant, SendList list, SendId id) {
    store.writeAll(List.of(Item.at(SendItem.listed(tenant, list, id))), List.of());
  }

  void unlist(TenantId tenant, SendList list, SendId id) {
    store.writeAll(List.of(), List.of(SendItem.listed(tenant, list, id)));
  }

  List<SendId> listed(TenantId tenant, SendList list, Optional<String> after, int limit) {
    var range = Range.between(Table.REGISTER, SendItem.list(tenant, list), "!", "~").limit(limit);
    return store.query(after.map(range::after).orElse(range)).stream()
        .map(item -> new SendId(item.key().sort()))
        .toList();
  }

  void drop(Key entry) {
    store.writeAll(List.of(), List.of(entry));
  }

  private Bytes token() {
    return Bytes.of(randomness.bytes(CLAIM_LENGTH));
  }
}
