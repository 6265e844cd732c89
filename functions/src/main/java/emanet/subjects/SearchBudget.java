package emanet.subjects;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Counts an actor's searches in the current hour: one item an actor, one call a search.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | budget | `T#<tenant>#B#<actor>` | `SEARCH` | `hour` S (RFC 3339, start of the hour), `count` N |
final class SearchBudget {
  private static final String HOUR = "hour";
  private static final String COUNT = "count";

  private final Store store;
  private final InstantSource clock;

  SearchBudget(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Counts one more, and tells how many it makes.
  long spend(Caller caller) {
    var key = new Key(Table.REGISTER, "T#" + caller.tenant() + "#B#" + caller.actor(), "SEARCH");
    var hour = hour(clock.instant());
    var one = java.util.List.of(Change.add(COUNT, 1));
    if (store.update(key, one, Condition.equal(HOUR, hour.toString()))
        instanceof Written.Done(var item)) {
      return item.map(i -> i.number(COUNT)).orElse(1L);
    }
    var first = Item.at(key).with(HOUR, hour.toString()).with(COUNT, 1);
    var fresh = Condition.any(Condition.noItem(), Condition.less(HOUR, hour.toString()));
    if (store.put(first, fresh) instanceof Written.Done) {
      return 1;
    }
    // another search of the same actor began the hour first
    return store.update(key, one, Condition.item()) instanceof Written.Done(var item)
        ? item.map(i -> i.number(COUNT)).orElse(1L)
        : 1;
  }

  /// @throws emanet.fault.FaultException `TooMany` until the hour ends
  void require(long spent, long most) {
    if (spent > most) {
      var now = clock.instant();
      throw new Fault.TooMany(Duration.between(now, hour(now).plus(1, ChronoUnit.HOURS)))
          .exception();
    }
  }

  private static Instant hour(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }
}
