package emanet.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Items in strongly consistent tables.
///
/// Guarantees: a read sees every write that was acknowledged before it began, in any Region; a
/// conditional write is decided once for all Regions. Calls that are throttled, or lose their
/// answer, are tried again for a bounded time; then a `Fault.Unavailable` is thrown, **and the
/// write may or may not have happened**.
///
/// Not guaranteed: anything across two items. Steps over several items are ordered and repeatable
/// by their caller.
public interface Store {
  /// Strong; absent items are absent from the answer. One call per 100 keys, in parallel.
  Map<Key, Item> readAll(Collection<Key> keys);

  /// Strong.
  Optional<Item> read(Key key);

  /// One page of at most `range.limit()` items: strong on a table, lagging on an index.
  List<Item> query(Range range);

  /// All pages of a range of a table, one after the other, `range.limit()` items each: for what is
  /// known to fit into memory.
  default List<Item> queryAll(Range range) {
    var all = new ArrayList<>(query(range));
    for (int last = all.size(); last == range.limit(); ) {
      var page = query(range.after(all.getLast().key().sort()));
      all.addAll(page);
      last = page.size();
    }
    return all;
  }

  Written put(Item item, Condition condition);

  Written update(Key key, List<Change> changes, Condition condition);

  Written delete(Key key, Condition condition);

  /// Unconditional puts and deletions, 25 a call, calls in parallel, until all are durable. Not
  /// atomic.
  void writeAll(Collection<Item> puts, Collection<Key> deletions);

  /// The same, of rows that come from an export.
  default void putRows(Collection<Row> rows) {
    writeAll(Row.items(rows), List.of());
  }
}
