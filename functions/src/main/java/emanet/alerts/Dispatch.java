package emanet.alerts;

import emanet.alerts.Carrier.Carried;
import emanet.alerts.Send.State;
import emanet.keys.CaseKeys;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One try of one send: claimed, carried out, recorded.
final class Dispatch {
  /// The pause after each try that counts; after the last one it is given up.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofHours(24));

  private static final int TRIES = PAUSES.size() + 1;
  private static final Duration BUSY = Duration.ofMinutes(1);

  /// How long a channel that takes nothing is waited for.
  private static final Duration PATIENCE = Duration.ofDays(7);

  /// Tries of which nobody knows whether they delivered. A webhook's receiver knows a second
  /// delivery by its id, a person does not.
  private static final int DOUBTS = 3;

  /// An entry whose send never came: its caller died in between, and was told nothing.
  private static final Duration ORPHAN = Duration.ofHours(1);

  private final SendStore store;
  private final LetterSeal seal;
  private final Allowance allowance;
  private final Carrier carrier;
  private final InstantSource clock;

  Dispatch(
      SendStore store, LetterSeal seal, Allowance allowance, Carrier carrier, InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.allowance = allowance;
    this.carrier = carrier;
    this.clock = clock;
  }

  /// What came of one entry.
  enum End {
    SENT,
    AGAIN,
    DEAD,
    /// Another worker's, or a leftover.
    NOTHING,
    /// No allowance is left; it stays where it is.
    BLOCKED,
    /// Our own failure.
    BROKEN
  }

  /// What shares an allowance: a tenant's channel, or, without a tenant, everyone's.
  record Lane(Optional<TenantId> tenant, Channel channel) {}

  /// A send that is due, with what was read for it.
  record Due(TenantId tenant, SendId id, Key entry, Item item, Optional<CaseKeys> keys) {}

  /// Reads what a page of entries needs, in two calls, and clears away leftovers.
  List<Due> prepare(TenantId tenant, List<Item> entries, Set<Lane> blocked) {
    var open = new ArrayList<Key>();
    for (var entry : entries) {
      var channel = Channel.valueOf(entry.text(SendItem.CHANNEL));
      if (!isBlocked(blocked, tenant, channel)) {
        open.add(entry.key());
      }
    }
    var items = store.readAll(tenant, open.stream().map(SendItem::idOf).distinct().toList());
    var cases = new HashSet<String>();
    items.values().forEach(item -> cases.add(item.text(SendItem.CASE)));
    var keys = items.isEmpty() ? Map.<String, CaseKeys>of() : seal.keys(tenant, cases);
    var due = new HashMap<SendId, Due>();
    for (var entry : open) {
      var id = SendItem.idOf(entry);
      var item = Optional.ofNullable(items.get(id));
      if (isLeftover(entry, item)) {
        store.drop(entry);
      } else {
        item.ifPresent(there ->
            due.put(
                id,
                new Due(
                    tenant,
                    id,
                    entry,
                    there,
                    Optional.ofNullable(keys.get(there.text(SendItem.CASE))))));
      }
    }
    return List.copyOf(due.values());
  }

  private static boolean isBlocked(Set<Lane> blocked, TenantId tenant, Channel channel) {
    return blocked.contains(new Lane(Optional.empty(), channel))
        || blocked.contains(new Lane(Optional.of(tenant), channel));
  }

  private boolean isLeftover(Key entry, Optional<Item> item) {
    if (item.isEmpty()) {
      return SendItem.dueOf(entry).isBefore(clock.instant().minus(ORPHAN));
    }
    return switch (State.valueOf(item.get().text(SendItem.STATE))) {
      case SENT, DEAD -> true;
      case QUEUED -> item.get().number(SendItem.DUE) != SendItem.dueOf(entry).toEpochMilli();
      case CLAIMED -> false;
    };
  }

  End deliver(Due due, Set<Lane> blocked) {
    var now = clock.instant();
    boolean doubtful = due.item().text(SendItem.STATE).equals(State.CLAIMED.name());
    if (doubtful && !isLapsed(due.item(), now)) {
      return End.NOTHING;
    }
    var send = SendItem.parse(due.tenant(), due.id(), due.item());
    if (isBlocked(blocked, due.tenant(), send.channel())) {
      return End.BLOCKED;
    }
    switch (allowance.take(due.tenant(), send.channel(), send.units())) {
      case YES -> {}
      case RATE -> {
        blocked.add(new Lane(Optional.empty(), send.channel()));
        return End.BLOCKED;
      }
      case SPENT -> {
        blocked.add(new Lane(Optional.of(due.tenant()), send.channel()));
        return End.BLOCKED;
      }
    }
    var held =
        doubtful
            ? store.claimDoubtful(due.tenant(), due.id(), due.item(), now)
            : store.claim(due.tenant(), due.id(), due.item(), now);
    if (held.isEmpty()) {
      return End.NOTHING;
    }
    var end = tried(held.get(), opened(held.get(), due.keys()));
    store.drop(due.entry());
    return end;
  }

  private static boolean isLapsed(Item item, Instant now) {
    return item.number(SendItem.CLAIMED_AT) + SendStore.LEASE.toMillis() <= now.toEpochMilli();
  }

  private Optional<Letter> opened(SendStore.Held held, Optional<CaseKeys> keys) {
    return held.item()
        .optionalBytes(SendItem.LETTER)
        .flatMap(sealed -> keys.flatMap(k -> seal.open(k, held.send().id(), sealed)));
  }

  private End tried(SendStore.Held held, Optional<Letter> letter) {
    if (letter.isEmpty()) {
      store.dead(held, "KEY_GONE", false);
      return End.DEAD;
    }
    if (isDoubtfulTooOften(held.send(), held.send().freshDoubts())) {
      store.dead(held, "IN_DOUBT", false);
      return End.DEAD;
    }
    var send = held.send();
    return recorded(held, carrier.carry(send.tenant(), send.id(), letter.get()), Optional.empty());
  }

  private static boolean isDoubtfulTooOften(Send send, int doubts) {
    return send.channel() != Channel.WEBHOOK && doubts > DOUBTS;
  }

  private End recorded(SendStore.Held held, Carried carried, Optional<Bytes> letter) {
    return switch (carried) {
      case Carried.Taken _ -> {
        store.sent(held, clock.instant());
        yield End.SENT;
      }
      case Carried.Busy(var code) -> later(held, code, letter);
      case Carried.Refused(var code) -> again(held, code, false, letter);
      case Carried.Unknown(var code) -> again(held, code, true, letter);
      case Carried.Impossible(var code) -> {
        store.dead(held, code, false);
        yield End.DEAD;
      }
    };
  }

  private End later(SendStore.Held held, String code, Optional<Bytes> letter) {
    var now = clock.instant();
    if (held.send().queuedAt().isBefore(now.minus(PATIENCE))) {
      store.dead(held, code, false);
      return End.DEAD;
    }
    store.again(held, now.plus(BUSY), code, false, false, letter);
    return End.AGAIN;
  }

  private End again(SendStore.Held held, String code, boolean doubtful, Optional<Bytes> letter) {
    var send = held.send();
    int doubts = send.freshDoubts() + (doubtful ? 1 : 0);
    if (send.attempts() >= TRIES || isDoubtfulTooOften(send, doubts)) {
      store.dead(held, code, doubtful);
      return End.DEAD;
    }
    var pause = PAUSES.get(Math.max(1, send.attempts()) - 1);
    store.again(held, clock.instant().plus(pause), code, true, doubtful, letter);
    return End.AGAIN;
  }

  /// `Delivery.dispatch`.
  Send now(Order order) {
    var now = clock.instant();
    var seen = store.read(order.tenant(), order.id());
    taken(order, seen, now).ifPresent(held -> carryOut(held, order));
    return known(order);
  }

  /// `Delivery.attempt`.
  Attempt attempt(Order order) {
    var now = clock.instant();
    var seen = store.read(order.tenant(), order.id());
    if (seen.isEmpty() || isTakeable(seen.get(), now)) {
      var letter = order.letter();
      var allowed = allowance.take(order.tenant(), letter.channel(), letter.units());
      if (allowed != Allowance.Answer.YES) {
        return new Attempt.Waits(allowance.over(allowed));
      }
      taken(order, seen, now)
          .ifPresent(held -> {
            var carried = carrier.carry(order.tenant(), order.id(), letter);
            // what was taken needs no letter any more
            var kept =
                carried instanceof Carried.Taken
                    ? Optional.<Bytes>empty()
                    : Optional.of(sealed(order));
            var _ = recorded(held, carried, kept);
          });
    }
    return new Attempt.Made(known(order));
  }

  /// Takes a send that is new, or in doubt.
  private Optional<SendStore.Held> taken(Order order, Optional<Item> seen, Instant now) {
    if (seen.isEmpty()) {
      var fresh = SendItem.fresh(order, now, Optional.empty());
      return store.create(order.tenant(), order.id(), fresh, now);
    }
    return seen.filter(item -> isTakeable(item, now))
        .flatMap(item -> store.claimDoubtful(order.tenant(), order.id(), item, now));
  }

  private Send known(Order order) {
    return store
        .read(order.tenant(), order.id())
        .map(item -> SendItem.parse(order.tenant(), order.id(), item))
        .orElseThrow();
  }

  private static boolean isTakeable(Item item, Instant now) {
    return item.text(SendItem.STATE).equals(State.CLAIMED.name()) && isLapsed(item, now);
  }

  /// The letter is sealed before it is carried out, so that a try which fails can be queued.
  private void carryOut(SendStore.Held held, Order order) {
    var letter = Optional.of(sealed(order));
    var carried =
        switch (allowance.take(order.tenant(), held.send().channel(), held.send().units())) {
          case YES -> carrier.carry(order.tenant(), order.id(), order.letter());
          case RATE -> new Carried.Busy("RATE");
          case SPENT -> new Carried.Busy("SPENT");
        };
    var _ = recorded(held, carried, letter);
  }

  private Bytes sealed(Order order) {
    var keys = seal.keysFor(order.tenant(), order.caseId());
    return seal.seal(keys, order.id(), order.letter());
  }
}
