package emanet.ledger;

import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;

/// Merges the shards of one index partition in the order of time, reading each only as far as the
/// page needs.
final class EntryQuery {
  /// Most intents have no outcome, and few have two.
  private static final int SPARE = 4;

  private final Store store;
  private final Placement.View view;
  private final List<String> partitions;

  EntryQuery(Store store, Placement.View view, List<String> partitions) {
    this.store = store;
    this.view = view;
    this.partitions = partitions;
  }

  Page page(Instant from, Instant to, int limit, Optional<String> after) {
    var lowest = after.map(Placement::pastOutcomesOf).orElseGet(() -> Ids.lowestAt(from));
    var merged = merge(open(lowest, Ids.lowestAt(to), limit));
    var entries = new ArrayList<EntryReader>();
    while (merged.hasNext()) {
      var item = merged.next();
      var order = view.order(item);
      if (Placement.isOutcome(order)) {
        attach(entries, order, item);
      } else if (entries.size() < limit) {
        entries.add(EntryReader.ofIntent(item));
      } else {
        return new Page(read(entries), Optional.of(entries.getLast().id()));
      }
    }
    return new Page(read(entries), Optional.empty());
  }

  /// An outcome whose intent has not come to the index yet is passed over: both are shown later.
  private static void attach(List<EntryReader> entries, String order, Item item) {
    if (!entries.isEmpty() && entries.getLast().id().equals(Placement.intentOf(order))) {
      entries.getLast().add(item);
    }
  }

  private static List<Entry> read(List<EntryReader> entries) {
    return entries.stream().map(EntryReader::entry).toList();
  }

  /// The first part of every shard, in one stage.
  private List<Shard> open(String lowest, String highest, int limit) {
    return Stage.all(partitions.stream().map(p -> opening(p, lowest, highest, limit)).toList());
  }

  private Callable<Shard> opening(String partition, String lowest, String highest, int limit) {
    var range = Range.ofIndex(Table.LEDGER, view.index(), partition, lowest, highest);
    return () -> new Shard(range.limit(limit + SPARE));
  }

  private Iterator<Item> merge(List<Shard> shards) {
    var heads = new PriorityQueue<Shard>(Comparator.comparing(Shard::order));
    shards.stream().filter(Shard::hasItem).forEach(heads::add);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !heads.isEmpty();
      }

      @Override
      public Item next() {
        var head = heads.poll();
        if (head == null) {
          throw new NoSuchElementException();
        }
        var item = head.take();
        if (head.hasItem()) {
          heads.add(head);
        }
        return item;
      }
    };
  }

  /// One shard, read part by part.
  private final class Shard {
    private final Range range;
    private List<Item> part;
    private int next;

    Shard(Range range) {
      this.range = range;
      this.part = store.query(range);
    }

    boolean hasItem() {
      return next < part.size();
    }

    String order() {
      return view.order(part.get(next));
    }

    Item take() {
      var item = part.get(next++);
      if (next == part.size() && part.size() == range.limit()) {
        part = store.query(range.after(view.order(item)));
        next = 0;
      }
      return item;
    }
  }
}
