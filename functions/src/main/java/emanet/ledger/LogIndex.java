package emanet.ledger;

import emanet.ledger.tlog.Tile;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Finds sealed entries: by their place in the tree, and their places by their ids.
///
/// It holds nothing that does not follow from the heads that once were. A batch of the head is
/// indexed before the head is written again, by whoever comes to it first, in steps that can be
/// stopped anywhere and done again: first the places of late entries, then the bundles, from the
/// lowest on, each by a put on the condition that the bundle had not grown so far.
///
/// A bundle's `latest` never falls from one to the next, and no entry in it is later. All but late
/// entries are sealed in the order of their times but for `DISORDER`, so an entry is found by
/// bisection.
final class LogIndex {
  /// Overlap of what is read anew in each round, and how far an entry's clock may be ahead.
  static final Duration DISORDER = Sealer.OVERLAP.plus(Sealer.AHEAD);

  private static final int PAGE = 16;
  private static final String INDEX = "index";

  private final Store store;

  LogIndex(Store store) {
    this.store = store;
  }

  /// Indexes the head's last batch, if that is not done.
  void add(TenantId tenant, LogHead head) {
    if (head.batch().isEmpty() || isIndexed(tenant, head)) {
      return;
    }
    if (head.late()) {
      addLate(tenant, head);
    }
    long start = head.start();
    int done = 0;
    while (done < head.batch().size()) {
      long number = (start + done) / Tile.FULL;
      int room =
          (int) Math.min((number + 1) * Tile.FULL - start - done, head.batch().size() - done);
      grow(tenant, head, number, head.batch().subList(done, done + room), start + done);
      done += room;
    }
  }

  private boolean isIndexed(TenantId tenant, LogHead head) {
    return bundle(tenant, (head.size() - 1) / Tile.FULL)
        .map(bundle -> bundle.end() >= head.size())
        .orElse(false);
  }

  private void addLate(TenantId tenant, LogHead head) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < head.batch().size(); i++) {
      items.add(Item.at(late(tenant, head.batch().get(i).id())).with(INDEX, head.start() + i));
    }
    store.writeAll(items, List.of());
  }

  /// Adds `part`, which begins at tree index `from`, to a bundle that ends there.
  private void grow(TenantId tenant, LogHead head, long number, List<SealedEntry> part, long from) {
    var before = bundle(tenant, number).orElse(IndexedBundle.empty(number));
    if (before.end() > from) {
      return; // somebody else came first; what stands there is the same
    }
    if (before.end() < from) {
      throw new IllegalStateException("a bundle lacks what was sealed before");
    }
    var condition =
        before.entries().isEmpty()
            ? Condition.noItem()
            : Condition.equal(IndexedBundle.COUNT, before.entries().size());
    // a conflict is an own write whose answer was lost, or another's of the same or a later batch
    var _ = store.put(before.with(part, head).item(tenant), condition);
  }

  Optional<IndexedBundle> bundle(TenantId tenant, long number) {
    return store.read(IndexedBundle.key(tenant, number)).map(IndexedBundle::of);
  }

  /// Bundles by their numbers, from `first` to `last`, all of which there are.
  List<IndexedBundle> bundles(TenantId tenant, long first, long last) {
    var keys = new ArrayList<Key>();
    for (long number = first; number <= last; number++) {
      keys.add(IndexedBundle.key(tenant, number));
    }
    var read = store.readAll(keys);
    return keys.stream().map(key -> required(read, key)).toList();
  }

  /// The ids of all sealed entries that are from `from` or later, and of some earlier ones.
  Set<String> idsSince(TenantId tenant, Instant from) {
    var ids = new HashSet<String>();
    var range =
        Range.between(
                Table.LEDGER,
                IndexedBundle.partition(tenant),
                IndexedBundle.LOWEST,
                IndexedBundle.HIGHEST)
            .backwards()
            .limit(PAGE);
    while (true) {
      var page = store.query(range).stream().map(IndexedBundle::of).toList();
      for (var bundle : page) {
        if (bundle.latest().isBefore(from)) {
          return ids;
        }
        bundle.entries().forEach(entry -> ids.add(entry.id()));
      }
      if (page.size() < PAGE) {
        return ids;
      }
      range = range.after(IndexedBundle.name(page.getLast().number()));
    }
  }

  /// An entry's place.
  ///
  /// @param size of the tree
  Optional<Place> find(TenantId tenant, String id, long size) {
    if (size == 0) {
      return Optional.empty();
    }
    var at = Ids.timeOf(id);
    for (long number = firstFrom(tenant, at, size); number * Tile.FULL < size; number++) {
      var bundle = bundle(tenant, number);
      if (bundle.isEmpty()) {
        break;
      }
      var position = position(bundle.get(), id);
      if (position.isPresent()) {
        return Optional.of(new Place(bundle.get(), (int) position.getAsLong()));
      }
      if (bundle.get().latest().isAfter(at.plus(DISORDER))) {
        break;
      }
    }
    return findLate(tenant, id);
  }

  /// Where an entry stands.
  record Place(IndexedBundle bundle, int position) {
    long index() {
      return bundle.start() + position;
    }

    boolean late() {
      return bundle.late().contains(position);
    }

    SealedEntry entry() {
      return bundle.entries().get(position);
    }
  }

  private Optional<Place> findLate(TenantId tenant, String id) {
    return store
        .read(late(tenant, id))
        .map(item -> item.number(INDEX))
        .flatMap(index ->
            bundle(tenant, index / Tile.FULL)
                // the place is noted first: the bundle may not have it yet
                .filter(bundle -> bundle.end() > index)
                .map(bundle -> new Place(bundle, (int) (index % Tile.FULL))));
  }

  /// Which of these ids have a place among those that came late.
  Set<String> placedLate(TenantId tenant, List<String> ids) {
    var found = new HashSet<String>();
    store
        .readAll(ids.stream().map(id -> late(tenant, id)).toList())
        .keySet()
        .forEach(key -> found.add(key.sort()));
    return found;
  }

  private static OptionalLong position(IndexedBundle bundle, String id) {
    for (int i = 0; i < bundle.entries().size(); i++) {
      if (bundle.entries().get(i).id().equals(id)) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  /// The first bundle that can hold an entry of that time, by bisection.
  long firstFrom(TenantId tenant, Instant at, long size) {
    long low = 0;
    long high = (size - 1) / Tile.FULL;
    while (low < high) {
      long middle = (low + high) >>> 1;
      boolean before =
          bundle(tenant, middle).map(bundle -> bundle.latest().isBefore(at)).orElse(false);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Key late(TenantId tenant, String id) {
    return new Key(Table.LEDGER, latePartition(tenant), id);
  }

  /// The places of late entries, by their ids.
  static String latePartition(TenantId tenant) {
    return "T#" + tenant + "#L#X";
  }

  static long latePlace(Item item) {
    return item.number(INDEX);
  }

  private static IndexedBundle required(Map<Key, Item> read, Key key) {
    var item = read.get(key);
    if (item == null) {
      throw new IllegalStateException("a bundle of the ledger's index is missing");
    }
    return IndexedBundle.of(item);
  }
}
