package emanet.backups;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a restore, or a drill, could not do, as it found it. A drill's goes when its report stands.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | finding | `T#platform#RS#<restore>` | `<what>#<about>` | `at` N, ms |
///
/// `what` is `IMPOSSIBLE`, `UNREADABLE`, `TAMPERED`, `KEYLESS`, `CLOSED`, `CHANGED`, `MISSING`,
/// `LATER` or `TAKEN`, where `about` is a tenant, and behind it a kind and an id, a record's place,
/// or a person; `KEPT`, a table; `BROKEN`, a flaw and an object; of a drill also `STOPPED`, why it
/// came to no end.
///
/// Who fills these tables, `T#platform#RS#owner` / `BY`, one item in the register that is filled:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `by` | S | the restore |
/// | `at` | N | ms: when it said so last |
final class RestoreItems {
  private static final String AT = "at";
  private static final String BY = "by";
  private static final Key OWNER = new Key(Table.REGISTER, partition("owner"), "BY");

  private final Store store;

  RestoreItems(Store store) {
    this.store = store;
  }

  private static String partition(String restore) {
    return "T#" + Caller.PLATFORM + "#RS#" + restore;
  }

  /// Whose the tables are.
  record Owner(String restore, Instant at) {}

  Optional<Owner> owner() {
    return store
        .read(OWNER)
        .map(item -> new Owner(item.text(BY), Instant.ofEpochMilli(item.number(AT))));
  }

  /// Makes the tables this restore's, once more if they are: one conditional write.
  ///
  /// @param seen whose they were
  /// @return false if they are another's by now, or were asked for again
  boolean own(String restore, Optional<Owner> seen, Instant now) {
    var asSeen =
        seen.map(owner ->
                Condition.all(
                    Condition.equal(BY, owner.restore()),
                    Condition.equal(AT, owner.at().toEpochMilli())))
            .orElseGet(Condition::noItem);
    var item = Item.at(OWNER).with(BY, restore).with(AT, now.toEpochMilli());
    return store.put(item, asSeen) instanceof Written.Done;
  }

  void note(String restore, String what, List<String> about, long at) {
    var items =
        about.stream()
            .map(one ->
                Item.at(new Key(Table.REGISTER, partition(restore), what + "#" + one)).with(AT, at))
            .toList();
    store.writeAll(items, List.of());
  }

  /// Forgets what was noted.
  void clear(String restore) {
    var all = Range.between(Table.REGISTER, partition(restore), "!", "~");
    store.writeAll(List.of(), store.queryAll(all).stream().map(Item::key).toList());
  }

  List<String> noted(String restore, String what) {
    return about(store.queryAll(of(restore, what)), what);
  }

  /// A page of them, in order.
  ///
  /// @param after empty for the first page
  List<String> noted(String restore, String what, Optional<String> after, int limit) {
    var all = of(restore, what).limit(limit);
    return about(store.query(after.map(last -> all.after(what + "#" + last)).orElse(all)), what);
  }

  private static Range of(String restore, String what) {
    return Range.prefix(Table.REGISTER, partition(restore), what + "#");
  }

  private static List<String> about(List<Item> items, String what) {
    return items.stream().map(item -> item.key().sort().substring(what.length() + 1)).toList();
  }
}
