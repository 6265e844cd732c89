package emanet.local.verify;

import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Tile;
import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out, from the signed root down, which hashes of a tree are the right ones.
///
/// A tile is right if it hashes to what its parent, which was found right before, has of it. Where
/// it does not, but what lies below it does, the tile is the one that was altered, and what lies
/// below takes its place. The tiles at the right edge have no parents: together they give the root.
final class TileTrust {
  private final TileFiles files;
  private final Findings findings;
  private final long size;

  /// The right hashes of the tiles above the lowest level, as far as they can be known.
  private final Map<Tile, List<Bytes>> right = new HashMap<>();

  TileTrust(TileFiles files, Findings findings, long size, Bytes root) {
    this.files = files;
    this.findings = findings;
    this.size = size;
    trustEdge(root);
  }

  /// The right hashes of a tile of the lowest level; empty if they cannot be known.
  Optional<List<Bytes>> leaves(Tile tile) {
    if (tile.full()) {
      return trusted(tile);
    }
    return Optional.ofNullable(right.get(tile)).filter(hashes -> !hashes.isEmpty());
  }

  /// The right hashes of a tile above the lowest level; none if they cannot be known. Each is found
  /// out when it is first asked for, so that a part of a tree needs no more tiles than prove it.
  private List<Bytes> right(Tile tile) {
    var known = right.get(tile);
    if (known != null) {
      return known;
    }
    var found = tile.full() ? trusted(tile).orElse(List.of()) : List.<Bytes>of();
    right.put(tile, found);
    return found;
  }

  private Optional<List<Bytes>> trusted(Tile tile) {
    var stored = files.hashes(tile);
    var expected = hashInParent(tile);
    if (expected.isEmpty()) {
      return stored; // its parent is not known: it is compared with what lies below all the same
    }
    if (stored.isPresent() && HashList.root(stored.get()).equals(expected.get())) {
      return stored;
    }
    var below = below(tile).filter(hashes -> HashList.root(hashes).equals(expected.get()));
    if (stored.isPresent()) {
      findings.add(Finding.Kind.TILE_ALTERED, tile.path(), difference(stored.get(), below));
    }
    return below.or(() -> stored);
  }

  private Optional<Bytes> hashInParent(Tile tile) {
    var parent = Tile.of(tile.level() + 1, size).get((int) (tile.index() / Tile.FULL));
    var hashes = right(parent);
    int position = (int) (tile.index() % Tile.FULL);
    return position < hashes.size() ? Optional.of(hashes.get(position)) : Optional.empty();
  }

  /// What a tile must hold by what lies below it.
  private Optional<List<Bytes>> below(Tile tile) {
    var hashes = new ArrayList<Bytes>();
    for (long i = tile.start(); i < tile.start() + tile.width(); i++) {
      if (tile.level() == 0) {
        break;
      }
      var child = files.hashes(new Tile(tile.level() - 1, i, Tile.FULL));
      if (child.isEmpty()) {
        return Optional.empty();
      }
      hashes.add(HashList.root(child.get()));
    }
    if (tile.level() == 0) {
      return files
          .entries(new Tile(Tile.ENTRIES, tile.index(), tile.width()))
          .map(entries -> entries.stream().map(Hashing::leaf).toList())
          .filter(leaves -> leaves.size() == tile.width());
    }
    return Optional.of(hashes);
  }

  /// Tries the tiles at the right edge as they are, then with one or more replaced by what lies
  /// below them, until they give the root.
  private void trustEdge(Bytes root) {
    var tiles = new ArrayList<Tile>();
    for (int level = Tile.levels(size) - 1; level >= 0; level--) {
      var last = Tile.of(level, size).getLast();
      if (!last.full()) {
        tiles.add(last);
      }
    }
    var stored = tiles.stream().map(files::hashes).toList();
    if (gives(root, stored)) {
      keep(tiles, stored);
      return;
    }
    var below = tiles.stream().map(this::below).toList();
    for (int replaced = 1; replaced < 1 << tiles.size(); replaced++) {
      var mixed = mix(stored, below, replaced);
      if (gives(root, mixed)) {
        for (int i = 0; i < tiles.size(); i++) {
          if ((replaced >> i & 1) == 1 && stored.get(i).isPresent()) {
            findings.add(
                Finding.Kind.TILE_ALTERED,
                tiles.get(i).path(),
                difference(stored.get(i).get(), below.get(i)));
          }
        }
        keep(tiles, mixed);
        return;
      }
    }
    findings.add(
        Finding.Kind.ROOT_DIFFERS,
        SignedHeads.NEWEST,
        "the tiles at the right edge, " + tiles + ", do not give the signed root");
    keep(tiles, stored);
  }

  private void keep(List<Tile> tiles, List<Optional<List<Bytes>>> hashes) {
    for (int i = 0; i < tiles.size(); i++) {
      right.put(tiles.get(i), hashes.get(i).orElse(List.of()));
    }
  }

  private static List<Optional<List<Bytes>>> mix(
      List<Optional<List<Bytes>>> stored, List<Optional<List<Bytes>>> below, int replaced) {
    var mixed = new ArrayList<Optional<List<Bytes>>>();
    for (int i = 0; i < stored.size(); i++) {
      mixed.add((replaced >> i & 1) == 1 ? below.get(i) : stored.get(i));
    }
    return mixed;
  }

  /// Whether rows of hashes, from the highest level down, are the right edge of that tree.
  private static boolean gives(Bytes root, List<Optional<List<Bytes>>> rows) {
    if (rows.stream().anyMatch(Optional::isEmpty)) {
      return false;
    }
    var peaks = new ArrayList<Bytes>();
    for (var row : rows) {
      var hashes = row.orElseThrow();
      int from = 0;
      while (from < hashes.size()) {
        int width = Integer.highestOneBit(hashes.size() - from);
        peaks.add(HashList.root(hashes.subList(from, from + width)));
        from += width;
      }
    }
    var result = peaks.isEmpty() ? Hashing.EMPTY_ROOT : peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      result = Hashing.node(peaks.get(i), result);
    }
    return result.equals(root);
  }

  private static String difference(List<Bytes> stored, Optional<List<Bytes>> below) {
    if (below.isEmpty()) {
      return "it does not hash to what stands above it, nor does what lies below it";
    }
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < stored.size(); i++) {
      if (!stored.get(i).equals(below.get().get(i))) {
        positions.add(i);
      }
    }
    return "its hashes " + positions + " are not those of what lies below it, which gives the root";
  }
}
