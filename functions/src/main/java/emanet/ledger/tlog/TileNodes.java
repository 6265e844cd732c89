package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Nodes read from the tiles of a tree of one size, each tile once.
public final class TileNodes implements Nodes {
  private final long size;
  private final Function<Tile, Bytes> tiles;
  private final Map<Tile, List<Bytes>> read = new HashMap<>();

  /// @param tiles gives a tile's hashes, as many as it is wide
  public TileNodes(long size, Function<Tile, Bytes> tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  @Override
  public Bytes hash(int height, long index) {
    int level = height / Tile.HEIGHT;
    int above = height % Tile.HEIGHT;
    long first = index << above;
    var tile = Tile.in(size, level, first / Tile.FULL);
    int from = (int) (first % Tile.FULL);
    return HashList.root(hashes(tile).subList(from, from + (1 << above)));
  }

  private List<Bytes> hashes(Tile tile) {
    return read.computeIfAbsent(
        tile,
        wanted -> {
          var hashes = HashList.decode(tiles.apply(wanted));
          if (hashes.size() != wanted.width()) {
            throw new IllegalArgumentException(wanted + " is of another width");
          }
          return hashes;
        });
  }
}
