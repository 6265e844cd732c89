package emanet.subjects;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts an actor's erasures of a day of Istanbul: one item an actor.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | budget | `T#<tenant>#B#<actor>` | `ERASURE` | `day` S (a date), `count` N |
final class ErasureBudget {
  private static final String DAY = "day";
  private static final String COUNT = "count";
  private final Store store;
  private final ErasureLimits limits;
  private final InstantSource clock;

  ErasureBudget(Store store, ErasureLimits limits, InstantSource clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  Set<Key> keys(TenantId tenant) {
    return limits.keys(tenant);
  }

  /// Counts one more.
  ///
  /// @return whether it is within the budget
  boolean spend(Caller caller, Map<Key, Item> read) {
    long most = limits.erasuresADay(caller.tenant(), read);
    return most > 0 && count(caller) <= most;
  }

  private long count(Caller caller) {
    var key = new Key(Table.REGISTER, "T#" + caller.tenant() + "#B#" + caller.actor(), "ERASURE");
    var day = LocalDate.ofInstant(clock.instant(), Istanbul.ZONE).toString();
    var one = List.of(Change.add(COUNT, 1));
    if (store.update(key, one, Condition.equal(DAY, day)) instanceof Written.Done(var item)) {
      return item.map(i -> i.number(COUNT)).orElse(1L);
    }
    var first = Item.at(key).with(DAY, day).with(COUNT, 1);
    var fresh = Condition.any(Condition.noItem(), Condition.less(DAY, day));
    if (store.put(first, fresh) instanceof Written.Done) {
      return 1;
    }
    // another erasure of the same actor began the day first
    return store.update(key, one, Condition.item()) instanceof Written.Done(var item)
        ? item.map(i -> i.number(COUNT)).orElse(1L)
        : 1;
  }
}
