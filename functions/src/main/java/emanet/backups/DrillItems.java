package emanet.backups;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import java.time.Instant;
import java.util.Optional;

/// What the deployment knows of its drills beside their jobs, in `T#platform#DR` of the register.
///
/// Whose the scratch tables are, `SCRATCH`; absent while there are none:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `by` | S | the drill |
/// | `region` | S | the AWS Region that they are in |
/// | `at` | N | ms: since when |
///
/// Since when drills are looked after, `WATCH`: `since` N, ms.
final class DrillItems {
  private static final String PARTITION = "T#" + Caller.PLATFORM + "#DR";
  private static final Key SCRATCH = new Key(Table.REGISTER, PARTITION, "SCRATCH");
  private static final Key WATCH = new Key(Table.REGISTER, PARTITION, "WATCH");
  private static final String BY = "by";
  private static final String REGION = "region";
  private static final String AT = "at";
  private static final String SINCE = "since";

  private final Store store;

  DrillItems(Store store) {
    this.store = store;
  }

  /// Whose the scratch tables are.
  record Owner(String drill, String region, Instant at) {}

  Optional<Owner> owner() {
    return store
        .read(SCRATCH)
        .map(item ->
            new Owner(item.text(BY), item.text(REGION), Instant.ofEpochMilli(item.number(AT))));
  }

  /// Makes them a drill's: one conditional write.
  ///
  /// @param seen whose they were
  /// @return false if they are another's by now
  boolean own(Owner next, Optional<Owner> seen) {
    var asSeen = seen.map(DrillItems::is).orElseGet(Condition::noItem);
    var item =
        Item.at(SCRATCH)
            .with(BY, next.drill())
            .with(REGION, next.region())
            .with(AT, next.at().toEpochMilli());
    return store.put(item, asSeen) instanceof Written.Done;
  }

  /// Says that there are none any more, if they were that drill's.
  void release(Owner owner) {
    var _ = store.delete(SCRATCH, is(owner));
  }

  private static Condition is(Owner owner) {
    return Condition.all(
        Condition.equal(BY, owner.drill()), Condition.equal(AT, owner.at().toEpochMilli()));
  }

  /// When this was first asked.
  Instant since(Instant now) {
    var item = store.read(WATCH);
    if (item.isEmpty()) {
      var _ = store.put(Item.at(WATCH).with(SINCE, now.toEpochMilli()), Condition.noItem());
    }
    return item.map(one -> Instant.ofEpochMilli(one.number(SINCE))).orElse(now);
  }
}
