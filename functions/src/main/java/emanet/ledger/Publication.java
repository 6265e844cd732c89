package emanet.ledger;

import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Tile;
import emanet.ledger.tlog.TileGrowth;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Objects;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// Keeps one Region's copy of the sealed logs: tiles, bundles of entries and checkpoints, under
/// Object Lock. What it writes follows from the index and from the entries alone, so a Region that
/// was gone catches up by itself, and what is written twice is the same twice.
///
/// In order: tiles and bundles up to the size that is signed, at most `STEP` entries at a time,
/// each step noted when it is done; then the checkpoint, so that one is never there before its
/// tiles; then that it is there. Whatever is found to be another than it must be stops the copy
/// there.
final class Publication {
  private static final int STEP = 16 * Tile.FULL;

  /// Objects put at once.
  private static final int AT_ONCE = 16;

  private final Store store;
  private final LogIndex index;
  private final Objects objects;
  private final String region;

  Publication(Store store, Objects objects, String region) {
    this.store = store;
    this.index = new LogIndex(store);
    this.objects = objects;
    this.region = region;
  }

  /// How far this Region's copy goes.
  PublishedLog published(TenantId tenant) {
    return PublishedLog.of(store.read(PublishedLog.key(tenant, region)));
  }

  /// Calls the newest of the published checkpoints so again, where a sealer that was stopped has
  /// put an older one in its place: in a log that grows no more it would stay there.
  void name(TenantId tenant) {
    var copy = new LogObjects(objects, tenant);
    published(tenant)
        .checkpoint()
        .filter(newest -> copy.named().filter(named -> named.size() >= newest.size()).isEmpty())
        .ifPresent(copy::name);
  }

  /// Brings the copy up to the newest checkpoint.
  void publish(TenantId tenant) {
    var key = PublishedLog.key(tenant, region);
    var newest = SignedCheckpoint.key(tenant);
    var read = store.readAll(List.of(key, newest));
    var signed = Optional.ofNullable(read.get(newest)).map(SignedCheckpoint::of);
    if (signed.isPresent()) {
      publish(tenant, signed.get(), PublishedLog.of(Optional.ofNullable(read.get(key))));
    }
  }

  private void publish(TenantId tenant, SignedCheckpoint signed, PublishedLog stands) {
    var copy = new LogObjects(objects, tenant);
    var state = stands;
    while (state.tiles() < signed.size()) {
      long to = Math.min(signed.size(), (state.tiles() / Tile.FULL) * Tile.FULL + STEP);
      var growth = grow(tenant, copy, state.tiles(), to);
      if (to == signed.size() && !growth.root().equals(signed.checkpoint().root())) {
        throw BrokenLogException.otherRoot(to);
      }
      state = state.withTiles(to);
      note(tenant, state);
    }
    if (state.size() < signed.size()) {
      copy.putCheckpoint(signed);
      note(tenant, state.with(signed))
          .flatMap(PublishedLog::checkpoint)
          // somebody else was further: what is called `checkpoint` must not go back
          .filter(other -> other.size() > signed.size())
          .ifPresent(copy::putCheckpoint);
    }
  }

  /// Puts what a tree of `to` entries has more than one of `from`.
  private TileGrowth grow(TenantId tenant, LogObjects copy, long from, long to) {
    var growth = new TileGrowth(from, tile -> rightmost(tenant, copy, tile));
    var puts = new ArrayList<Callable<Boolean>>();
    for (var bundle : index.bundles(tenant, from / Tile.FULL, (to - 1) / Tile.FULL)) {
      int width = (int) Math.min(bundle.entries().size(), to - bundle.start());
      var entries = bundle.entries().subList(0, width);
      var tile = new Tile(Tile.ENTRIES, bundle.number(), width);
      var content = EntryBundle.encode(leaves(tenant, entries));
      puts.add(() -> put(copy, tile, content));
      for (int i = (int) Math.max(0, from - bundle.start()); i < width; i++) {
        growth.add(entries.get(i).leafHash());
      }
    }
    growth.tiles().forEach((tile, content) -> puts.add(() -> put(copy, tile, content)));
    puts.stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(Stage::all);
    return growth;
  }

  /// A tile at the right edge of the copy as it stands. The lowest is made anew from the index.
  private Bytes rightmost(TenantId tenant, LogObjects copy, Tile tile) {
    if (tile.level() > 0) {
      return copy.get(tile).orElseThrow(() -> BrokenLogException.forked(tile.path()));
    }
    var bundle = index.bundles(tenant, tile.index(), tile.index()).getFirst();
    return HashList.encode(
        bundle.entries().subList(0, tile.width()).stream().map(SealedEntry::leafHash).toList());
  }

  /// The entries' own bytes, which must be those that were sealed.
  private List<byte[]> leaves(TenantId tenant, List<SealedEntry> entries) {
    var keys = entries.stream().map(entry -> Placement.key(tenant, entry.id())).toList();
    var read = store.readAll(keys);
    return entries.stream().map(entry -> leaf(tenant, entry, read)).toList();
  }

  private static byte[] leaf(TenantId tenant, SealedEntry entry, Map<Key, Item> read) {
    var leaf =
        Optional.ofNullable(read.get(Placement.key(tenant, entry.id())))
            .flatMap(item -> item.optionalText(Placement.LEAF))
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .filter(bytes -> Hashing.leaf(bytes).equals(entry.leafHash()));
    return leaf.orElseThrow(() -> BrokenLogException.altered(entry.id()));
  }

  private static boolean put(LogObjects copy, Tile tile, Bytes content) {
    copy.put(tile, content);
    return true;
  }

  /// Notes how far the copy goes.
  ///
  /// @return what stands there, if that goes further
  private Optional<PublishedLog> note(TenantId tenant, PublishedLog state) {
    var item = state.item(PublishedLog.key(tenant, region));
    return switch (store.put(item, state.forward())) {
      case Written.Done _ -> Optional.empty();
      case Written.Conflict(var current) -> Optional.of(PublishedLog.of(current));
    };
  }
}
