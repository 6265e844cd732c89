package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.closure.StoredClosure.State;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.store.Condition;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Closures in the table, and outside it.
///
/// Guarantee: a change is one conditional put of the tenant's one item; and what is `kept` is
/// written once, under Object Lock, before it is acknowledged, among the deployment's own records:
/// a tenant's own key opens nothing once its contract has ended.
///
/// A record's name says which tenant it is of and how far it was: `<tenant>.<6 digits>-<state>`. So
/// who has ended is known from names alone.
final class ClosureItems {
  private static final int ATTEMPTS = 8;

  private final Store store;
  private final ReplayRecords records;

  ClosureItems(Store store, ReplayRecords records) {
    this.store = store;
    this.records = records;
  }

  Optional<StoredClosure> find(TenantId tenant) {
    return store.read(StoredClosure.key(tenant)).map(item -> StoredClosure.of(tenant, item));
  }

  /// The closure of that id.
  ///
  /// @throws emanet.fault.FaultException `Absent`
  StoredClosure required(TenantId tenant, String id) {
    return find(tenant)
        .filter(found -> found.id().equals(id))
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  /// Puts one in the place of `before`.
  ///
  /// @return whether it stands
  boolean put(Optional<StoredClosure> before, StoredClosure next) {
    var condition =
        before
            .map(found -> Condition.equal(StoredClosure.VERSION, found.version()))
            .orElse(Condition.noItem());
    return switch (store.put(next.item(), condition)) {
      case Written.Done _ -> true;
      // our own put, whose answer was lost
      case Written.Conflict(var current) -> current.filter(next.item()::equals).isPresent();
    };
  }

  /// Changes one, as long as it is of that id and in one of these states; where it is in `next`
  /// already, somebody did it before.
  ///
  /// @throws emanet.fault.FaultException `Conflicting` where it is in another state
  StoredClosure move(
      StoredClosure from, State expected, State next, UnaryOperator<ObjectNode> change) {
    var now = from;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (now.state() == next && next != expected) {
        return now;
      }
      if (now.state() != expected) {
        throw Fault.Conflicting.of(Conflict.CLOSURE).exception();
      }
      var changed = now.to(next, change.apply(now.doc()));
      if (put(Optional.of(now), changed)) {
        return changed;
      }
      now = required(from.tenant(), from.id());
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// Changes one exactly as it was looked at: what was decided of it, was decided of this.
  ///
  /// @return as it stands then; empty where somebody changed it meanwhile
  Optional<StoredClosure> changed(StoredClosure from, State next, ObjectNode doc) {
    var changed = from.to(next, doc);
    return put(Optional.of(from), changed) ? Optional.of(changed) : Optional.empty();
  }

  /// Changes what is known of one, in whatever state of the end it is.
  StoredClosure note(StoredClosure from, UnaryOperator<ObjectNode> change) {
    return move(from, from.state(), from.state(), change);
  }

  /// Keeps it outside the table as it stands.
  ///
  /// @return whether it is in all Regions
  boolean keep(StoredClosure closure) {
    return records.write(Caller.PLATFORM, Replayed.CLOSURE, recordId(closure), closure.record());
  }

  /// Brings what was kept to the Region that lacks it.
  boolean copied(StoredClosure closure) {
    return records.copy(Caller.PLATFORM, Replayed.CLOSURE, recordId(closure));
  }

  private static String recordId(StoredClosure closure) {
    return "%s.%06d-%s".formatted(closure.tenant(), closure.version(), closure.state());
  }

  /// The tenant that a record's name says to have ended.
  static Optional<TenantId> endedBy(String recordId) {
    int dot = recordId.indexOf('.');
    int dash = recordId.lastIndexOf('-');
    if (dot < 0 || dash < dot) {
      return Optional.empty();
    }
    var state = recordId.substring(dash + 1);
    boolean over =
        java.util.Arrays.stream(State.values())
            .anyMatch(one -> one.isOver() && one.name().equals(state));
    return over ? TenantId.parse(recordId.substring(0, dot)) : Optional.empty();
  }
}
