package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a tile or of a bundle of entries, C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]`,
/// `tile/entries/<N>[.p/<W>]`.
///
/// @param level 0 holds the leaves' hashes, each higher one the roots of the full tiles below it;
///   `ENTRIES` holds the entries themselves
/// @param width how many it holds; 256 if it is full
public record Tile(int level, long index, int width) {
  public static final int ENTRIES = -1;
  public static final int HEIGHT = 8;
  public static final int FULL = 1 << HEIGHT;

  /// Levels of a tree of less than 2^63 leaves.
  private static final int LEVELS = 8;

  private static final int GROUP = 1000;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public Tile {
    if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile");
    }
  }

  /// The tiles and bundles that a tree of `to` entries has and one of `from` had not, or had
  /// narrower.
  public static List<Tile> grown(long from, long to) {
    var tiles = new ArrayList<Tile>();
    add(tiles, ENTRIES, from, to);
    for (int level = 0; level < LEVELS && to >> (HEIGHT * level) > 0; level++) {
      add(tiles, level, from >> (HEIGHT * level), to >> (HEIGHT * level));
    }
    return List.copyOf(tiles);
  }

  /// All tiles of one level of a tree of this size.
  public static List<Tile> of(int level, long size) {
    var tiles = new ArrayList<Tile>();
    add(tiles, level, 0, level == ENTRIES ? size : size >> (HEIGHT * level));
    return tiles;
  }

  /// The tile at the right edge of a level that a tree of this size has.
  public static Tile last(int level, long size) {
    long held = size >> (HEIGHT * Math.max(level, 0));
    return in(size, level, (held - 1) / FULL);
  }

  /// The levels above the entries in a tree of this size.
  public static int levels(long size) {
    int levels = 0;
    while (levels < LEVELS && size >> (HEIGHT * levels) > 0) {
      levels++;
    }
    return levels;
  }

  /// The tile of that number in a tree of this size, as wide as it is there.
  static Tile in(long size, int level, long index) {
    long held = (size >> (HEIGHT * Math.max(level, 0))) - index * FULL;
    return new Tile(level, index, (int) Math.min(FULL, held));
  }

  private static void add(List<Tile> tiles, int level, long from, long to) {
    if (to > from) {
      for (long index = from / FULL; index < to / FULL; index++) {
        tiles.add(new Tile(level, index, FULL));
      }
      if (to % FULL > 0) {
        tiles.add(new Tile(level, to / FULL, (int) (to % FULL)));
      }
    }
  }

  /// Reads a name; empty if it is none, or not the one way to write it.
  public static Optional<Tile> parse(String path) {
    var match = PATH.matcher(path);
    if (!match.matches()) {
      return Optional.empty();
    }
    long index = 0;
    for (var group : match.group(2).split("/", -1)) {
      index = index * GROUP + Integer.parseInt(group.replace("x", ""));
    }
    int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
    if (width > FULL || (width == FULL && match.group(3) != null)) {
      return Optional.empty();
    }
    int level = match.group(1).equals("entries") ? ENTRIES : Integer.parseInt(match.group(1));
    return Optional.of(new Tile(level, index, width)).filter(tile -> tile.path().equals(path));
  }

  public boolean full() {
    return width == FULL;
  }

  /// Whether a tree of this size has so much of the tile.
  public boolean isWithin(long size) {
    return start() + width <= size >> (HEIGHT * Math.max(level, 0));
  }

  /// The tile as it is in a tree of this size, which has at least so much of it.
  public Tile asWideAsIn(long size) {
    return in(size, level, index);
  }

  /// What this tile holds, out of a wider one of its number.
  public Bytes beginningOf(Bytes wider) {
    if (level == ENTRIES) {
      return EntryBundle.encode(EntryBundle.decode(wider).subList(0, width));
    }
    return HashList.encode(HashList.decode(wider).subList(0, width));
  }

  /// The index of its first hash or entry within its level.
  public long start() {
    return index * FULL;
  }

  public String path() {
    var number = "%03d".formatted(index % GROUP);
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      number = "x%03d/".formatted(rest % GROUP) + number;
    }
    return "tile/"
        + (level == ENTRIES ? "entries" : level)
        + "/"
        + number
        + (full() ? "" : ".p/" + width);
  }

  @Override
  public String toString() {
    return path();
  }
}
