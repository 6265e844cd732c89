package emanet.ledger;

import emanet.ledger.tlog.Frontier;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;

/// The head of a tenant's log: how far it is sealed, and what was sealed last. It is the one place
/// where the order of entries is decided, by one conditional write; all else follows from it and
/// can be made again.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L`, `HEAD` |
/// | `turn` | N | how often it was written: the condition of the next write |
/// | `size` | N | entries in the tree |
/// | `frontier` | B | the roots of the tree's full subtrees, 32 bytes each, from the left |
/// | `through` | N | milliseconds since 1970: until then all shards have been read |
/// | `latest` | N | milliseconds since 1970: the time of the latest entry so far |
/// | `latestBefore` | N | milliseconds since 1970: the same, before the last batch |
/// | `sealed` | N | milliseconds since 1970: when the last batch was added |
/// | `late` | BOOL | whether the last batch came late |
/// | `ids`, `hashes` | B | the entries of the last batch, see `PackedEntries` |
///
/// @param through until when all shards have been read
/// @param latest the time of the latest entry
/// @param latestBefore the same, before the last batch
/// @param batch the entries that were added last, the end of the tree
record LogHead(
    long turn,
    Frontier frontier,
    Instant through,
    Instant latest,
    Instant latestBefore,
    Instant sealed,
    boolean late,
    List<SealedEntry> batch) {
  private static final String TURN = "turn";
  private static final String SIZE = "size";
  private static final String FRONTIER = "frontier";
  private static final String THROUGH = "through";
  private static final String LATEST = "latest";
  private static final String LATEST_BEFORE = "latestBefore";
  private static final String SEALED = "sealed";
  private static final String LATE = "late";

  LogHead {
    batch = List.copyOf(batch);
  }

  static Key key(TenantId tenant) {
    return new Key(Table.LEDGER, "T#" + tenant + "#L", "HEAD");
  }

  /// A log of which nothing is sealed.
  static LogHead start(Instant through) {
    return new LogHead(
        0,
        Frontier.empty(),
        through,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        false,
        List.of());
  }

  static LogHead of(Item item) {
    return new LogHead(
        item.number(TURN),
        Frontier.of(item.number(SIZE), item.bytes(FRONTIER)),
        Instant.ofEpochMilli(item.number(THROUGH)),
        Instant.ofEpochMilli(item.number(LATEST)),
        Instant.ofEpochMilli(item.number(LATEST_BEFORE)),
        Instant.ofEpochMilli(item.number(SEALED)),
        item.flag(LATE),
        PackedEntries.of(item));
  }

  Item item(TenantId tenant) {
    return PackedEntries.into(
        Item.at(key(tenant))
            .with(TURN, turn)
            .with(SIZE, size())
            .with(FRONTIER, frontier.encoded())
            .with(THROUGH, through.toEpochMilli())
            .with(LATEST, latest.toEpochMilli())
            .with(LATEST_BEFORE, latestBefore.toEpochMilli())
            .with(SEALED, sealed.toEpochMilli())
            .with(LATE, late),
        batch);
  }

  long size() {
    return frontier.size();
  }

  /// Where the last batch begins.
  long start() {
    return size() - batch.size();
  }

  /// The head with a batch more. Its times never go back.
  LogHead with(List<SealedEntry> next, Instant now, boolean isLate) {
    var grown = frontier.copy();
    var latestNow = latest;
    for (var entry : next) {
      grown.append(entry.leafHash());
      latestNow = later(latestNow, Ids.timeOf(entry.id()));
    }
    return new LogHead(
        turn + 1, grown, through, latestNow, latest, later(sealed, now), isLate, next);
  }

  /// The head when all shards have been read until then.
  LogHead readThrough(Instant until) {
    return new LogHead(
        turn, frontier, later(through, until), latest, latestBefore, sealed, late, batch);
  }

  /// On what condition this head is written: that the one it was made from stands.
  Condition follows() {
    return turn == 1 ? Condition.noItem() : Condition.equal(TURN, turn - 1);
  }

  /// The same head, to be written as it is.
  LogHead again() {
    return new LogHead(turn + 1, frontier, through, latest, latestBefore, sealed, late, batch);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
