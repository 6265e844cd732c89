package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The tiles that a growing tree gets, out of the rightmost ones that it had.
public final class TileGrowth {
  private final List<List<Bytes>> rows = new ArrayList<>();
  private final Map<Tile, Bytes> full = new LinkedHashMap<>();
  private final long from;
  private long size;

  /// Begins to grow.
  ///
  /// @param from how large the tree was
  /// @param tiles gives its rightmost tiles, where they are not full
  public TileGrowth(long from, Function<Tile, Bytes> tiles) {
    this.from = from;
    this.size = from;
    for (int level = 0; level < Tile.levels(from); level++) {
      long count = from >> (Tile.HEIGHT * level);
      int width = (int) (count % Tile.FULL);
      rows.add(
          width == 0
              ? new ArrayList<>()
              : new ArrayList<>(
                  HashList.decode(tiles.apply(new Tile(level, count / Tile.FULL, width)))));
    }
  }

  /// Adds the hash of a leaf at the end.
  public void add(Bytes leafHash) {
    add(0, leafHash);
    size++;
  }

  private void add(int level, Bytes hash) {
    if (level == rows.size()) {
      rows.add(new ArrayList<>());
    }
    var row = rows.get(level);
    row.add(hash);
    if (row.size() == Tile.FULL) {
      // the tree has `size` entries before this one
      long index = ((size + 1) >> (Tile.HEIGHT * level)) / Tile.FULL - 1;
      full.put(new Tile(level, index, Tile.FULL), HashList.encode(row));
      var root = HashList.root(row);
      row.clear();
      add(level + 1, root);
    }
  }

  /// All tiles that the tree has now and had not, or had narrower.
  public Map<Tile, Bytes> tiles() {
    var all = new LinkedHashMap<>(full);
    for (var tile : Tile.grown(from, size)) {
      if (tile.level() != Tile.ENTRIES && !tile.full()) {
        all.put(tile, HashList.encode(rows.get(tile.level())));
      }
    }
    return all;
  }

  public Bytes root() {
    var peaks = new ArrayList<Bytes>();
    for (int level = rows.size() - 1; level >= 0; level--) {
      addPeaks(rows.get(level), peaks);
    }
    if (peaks.isEmpty()) {
      return Hashing.EMPTY_ROOT;
    }
    var root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Hashing.node(peaks.get(i), root);
    }
    return root;
  }

  /// The roots of a row's full subtrees, from the left.
  private static void addPeaks(List<Bytes> row, List<Bytes> peaks) {
    int from = 0;
    while (from < row.size()) {
      int width = Integer.highestOneBit(row.size() - from);
      peaks.add(HashList.root(row.subList(from, from + width)));
      from += width;
    }
  }
}
