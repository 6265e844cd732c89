package emanet.ledger;

import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// A tenant's entries, or their fragments, in the order of their ids, read strongly: day by day, a
/// day's shards merged, each read only as far as it is needed.
final class Shards implements Iterator<Item> {
  private static final int PART = 1000;

  private final Store store;
  private final Table table;
  private final Function<LocalDate, List<String>> partitions;
  private final String from;
  private final String to;
  private final LocalDate lastDay;
  private final PriorityQueue<Shard> heads = new PriorityQueue<>(Comparator.comparing(Shard::id));
  private LocalDate nextDay;

  /// @param from inclusive, a millisecond
  /// @param to inclusive, a millisecond
  Shards(Store store, TenantId tenant, Instant from, Instant to) {
    this(store, Table.LEDGER, day -> Placement.partitions(tenant, day), from, to);
  }

  private Shards(
      Store store,
      Table table,
      Function<LocalDate, List<String>> partitions,
      Instant from,
      Instant to) {
    this.store = store;
    this.table = table;
    this.partitions = partitions;
    this.from = Ids.lowestAt(from);
    this.to = Ids.highestAt(to);
    this.nextDay = day(from);
    this.lastDay = day(to);
  }

  /// A tenant's fragments.
  ///
  /// @param from inclusive, a millisecond
  /// @param to inclusive, a millisecond
  static Shards ofFragments(Store store, TenantId tenant, Instant from, Instant to) {
    return new Shards(store, Table.FRAGMENTS, day -> Fragments.partitions(tenant, day), from, to);
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public boolean hasNext() {
    while (heads.isEmpty() && !nextDay.isAfter(lastDay)) {
      open(nextDay);
      nextDay = nextDay.plusDays(1);
    }
    return !heads.isEmpty();
  }

  @Override
  public Item next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    var head = heads.remove();
    var item = head.take();
    if (head.hasItem()) {
      heads.add(head);
    }
    return item;
  }

  /// The first part of every shard of a day, in one stage.
  private void open(LocalDate day) {
    var openings = new ArrayList<Callable<Shard>>();
    for (var partition : partitions.apply(day)) {
      var range = Range.between(table, partition, from, to).limit(PART);
      openings.add(() -> new Shard(range));
    }
    Stage.all(openings).stream().filter(Shard::hasItem).forEach(heads::add);
  }

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

    String id() {
      return part.get(next).key().sort();
    }

    Item take() {
      var item = part.get(next++);
      if (next == part.size() && part.size() == PART) {
        part = store.query(range.after(item.key().sort()));
        next = 0;
      }
      return item;
    }
  }
}
