package emanet.ledger;

import emanet.ledger.tlog.Tile;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which entries stand where in the tree: one item for each 256 of them, growing until it is full.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L#I`, the bundle's number in 12 digits |
/// | `count` | N | entries in it, 1 to 256 |
/// | `ids`, `hashes` | B | see `PackedEntries` |
/// | `latest` | N | milliseconds since 1970: the time of the latest entry up to its end; never less than in the bundle before |
/// | `sealed` | N | milliseconds since 1970: when it last grew |
/// | `late` | SS | the positions in it of entries that came late; absent where none did |
///
/// @param late positions in the bundle
record IndexedBundle(
    long number, List<SealedEntry> entries, Instant latest, Instant sealed, Set<Integer> late) {
  static final String COUNT = "count";
  static final String LOWEST = name(0);
  static final String HIGHEST = "9".repeat(12);

  private static final String LATEST = "latest";
  private static final String SEALED = "sealed";
  private static final String LATE = "late";

  IndexedBundle {
    entries = List.copyOf(entries);
    late = Set.copyOf(late);
  }

  static Key key(TenantId tenant, long number) {
    return new Key(Table.LEDGER, partition(tenant), name(number));
  }

  static String partition(TenantId tenant) {
    return "T#" + tenant + "#L#I";
  }

  static String name(long number) {
    return "%012d".formatted(number);
  }

  static IndexedBundle of(Item item) {
    var late = new TreeSet<Integer>();
    item.texts(LATE).forEach(position -> late.add(Integer.valueOf(position)));
    return new IndexedBundle(
        Long.parseLong(item.key().sort()),
        PackedEntries.of(item),
        Instant.ofEpochMilli(item.number(LATEST)),
        Instant.ofEpochMilli(item.number(SEALED)),
        late);
  }

  Item item(TenantId tenant) {
    var positions = new TreeSet<String>();
    late.forEach(position -> positions.add(position.toString()));
    return PackedEntries.into(
        Item.at(key(tenant, number))
            .with(COUNT, entries.size())
            .with(LATEST, latest.toEpochMilli())
            .with(SEALED, sealed.toEpochMilli())
            .with(LATE, Set.copyOf(positions)),
        entries);
  }

  /// The tree index of its first entry.
  long start() {
    return number * Tile.FULL;
  }

  /// The tree index behind its last entry.
  long end() {
    return start() + entries.size();
  }

  /// The bundle with a part of the head's last batch more.
  IndexedBundle with(List<SealedEntry> next, LogHead head) {
    var all = new ArrayList<>(entries);
    var allLate = new TreeSet<>(late);
    var until = LogHead.later(latest, head.latestBefore());
    for (var entry : next) {
      if (head.late()) {
        allLate.add(all.size());
      }
      all.add(entry);
      until = LogHead.later(until, Ids.timeOf(entry.id()));
    }
    return new IndexedBundle(number, all, until, head.sealed(), allLate);
  }

  static IndexedBundle empty(long number) {
    return new IndexedBundle(number, List.of(), Instant.EPOCH, Instant.EPOCH, Set.of());
  }
}
