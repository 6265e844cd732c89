package emanet.disclosures;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts the transfers that rest on an occasional mechanism, so that a flow which recurs is
/// refused (Art. 9/6): one item for an activity and a recipient, changed by conditional writes
/// alone, so that of two calls at once only as many pass as may.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | count | `T#<tenant>#DO#<activity>#<recipient>` | `C` | `version` N; `times` M: by disclosure, N, ms |
///
/// Twelve months are calendar months back from today in Istanbul. A transfer is counted before it
/// is entered; one that then fails is taken back, unless its call died: then it stays counted.
final class OccasionalTransfers {
  private static final int MONTHS = 12;
  private static final int TRIES = 8;
  private static final String VERSION = "version";
  private static final String TIMES = "times";

  private final Store store;
  private final InstantSource clock;

  OccasionalTransfers(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Counts one more.
  ///
  /// @param most how many there may be
  /// @throws emanet.fault.FaultException `Refused` if it is one too many
  void take(TenantId tenant, ActivityCode activity, String recipient, String disclosure, int most) {
    change(
        tenant,
        activity,
        recipient,
        times -> {
          if (!times.containsKey(disclosure)) {
            if (times.size() >= most) {
              throw new Fault.Refused(Refusal.RECURRING).exception();
            }
            times.put(disclosure, Value.of(clock.instant().toEpochMilli()));
          }
        });
  }

  /// Whether one more would be too many, by now.
  void requireRoom(TenantId tenant, ActivityCode activity, String recipient, int most) {
    if (recent(store.read(key(tenant, activity, recipient))).size() >= most) {
      throw new Fault.Refused(Refusal.RECURRING).exception();
    }
  }

  /// Takes one back that did not come about.
  void giveBack(TenantId tenant, ActivityCode activity, String recipient, String disclosure) {
    change(tenant, activity, recipient, times -> times.remove(disclosure));
  }

  private interface Edit {
    void edit(Map<String, Value> times);
  }

  private void change(TenantId tenant, ActivityCode activity, String recipient, Edit edit) {
    var key = key(tenant, activity, recipient);
    for (int i = 0; i < TRIES; i++) {
      var seen = store.read(key);
      var times = recent(seen);
      var before = Map.copyOf(times);
      edit.edit(times);
      if (times.equals(before)) {
        return;
      }
      long version = seen.map(item -> item.number(VERSION)).orElse(0L) + 1;
      var next = Item.at(key).with(VERSION, version).with(TIMES, times);
      var asSeen =
          seen.map(item -> Condition.equal(VERSION, item.number(VERSION)))
              .orElse(Condition.noItem());
      if (store.put(next, asSeen) instanceof Written.Done) {
        return;
      }
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  private Map<String, Value> recent(Optional<Item> item) {
    var times = new HashMap<String, Value>();
    var since = since();
    item.ifPresent(there ->
        there
            .tree(TIMES)
            .forEach((id, value) -> {
              if (value instanceof Value.Whole(var ms) && Instant.ofEpochMilli(ms).isAfter(since)) {
                times.put(id, value);
              }
            }));
    return times;
  }

  private Instant since() {
    return clock.instant().atZone(Istanbul.ZONE).minusMonths(MONTHS).toInstant();
  }

  private static Key key(TenantId tenant, ActivityCode activity, String recipient) {
    return new Key(Table.REGISTER, "T#" + tenant + "#DO#" + activity + "#" + recipient, "C");
  }
}
