package emanet.alerts;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.CaseKeys;
import emanet.store.Item;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends that nobody misses.
///
/// Guarantees: what was queued is delivered, or stands in the list of what was given up; queueing
/// the same id again is the same send, whatever it says. Not guaranteed: exactly once. Where a
/// try's end is not known, it is made once more, and the send stands in the list `TWICE`.
///
/// To whom and what lies sealed under the case's key until it is sent, and is opened by the worker
/// (`Delivery`) alone. Whoever queues a send about a person has entered that in the ledger before.
public final class Sends {
  private final SendStore store;
  private final LetterSeal seal;
  private final InstantSource clock;

  Sends(SendStore store, LetterSeal seal, InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
  }

  public void queue(Order order) {
    queueAll(List.of(order));
  }

  /// Queues many: not atomic, and safe to do again.
  public void queueAll(List<Order> orders) {
    var now = clock.instant();
    var keys = new HashMap<List<String>, CaseKeys>();
    var items = new ArrayList<Item>();
    for (var order : orders) {
      var ofCase =
          keys.computeIfAbsent(
              List.of(order.tenant().value(), order.caseId()),
              _ -> seal.keysFor(order.tenant(), order.caseId()));
      var letter = seal.seal(ofCase, order.id(), order.letter());
      items.add(SendItem.fresh(order, now, Optional.of(letter)));
    }
    store.queue(orders, items);
  }

  /// How far they came; those that there are.
  public Map<SendId, Send> read(TenantId tenant, Collection<SendId> ids) {
    var found = new HashMap<SendId, Send>();
    store
        .readAll(tenant, ids)
        .forEach((id, item) -> found.put(id, SendItem.parse(tenant, id, item)));
    return found;
  }

  /// A page of a list.
  ///
  /// @param next after which to go on; empty at the end
  public record Page(List<Send> items, Optional<String> next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /// What somebody should look at, in the order of ids.
  public Page list(TenantId tenant, SendList list, Optional<String> after, int limit) {
    var ids = store.listed(tenant, list, after, limit);
    var read = read(tenant, ids);
    var items = new ArrayList<Send>();
    for (var id : ids) {
      var send = read.get(id);
      if (send != null && belongs(send, list)) {
        items.add(send);
      }
    }
    return new Page(
        items, ids.size() < limit ? Optional.empty() : Optional.of(ids.getLast().value()));
  }

  private static boolean belongs(Send send, SendList list) {
    return switch (list) {
      case DEAD -> send.state() == Send.State.DEAD;
      case TWICE -> send.possiblyTwice();
    };
  }

  /// Tries again what was given up.
  ///
  /// @throws emanet.fault.FaultException `Absent`; `Conflicting` if it was not given up
  public Send retry(TenantId tenant, SendId id) {
    var item = store.read(tenant, id).orElseThrow(() -> new Fault.Absent().exception());
    var send = SendItem.parse(tenant, id, item);
    if (send.state() != Send.State.DEAD || !store.revive(tenant, id, item, clock.instant())) {
      throw Fault.Conflicting.of(Conflict.CHANGED).exception();
    }
    var now = store.read(tenant, id).orElseThrow(() -> new Fault.Absent().exception());
    return SendItem.parse(tenant, id, now);
  }
}
