package emanet.ledger.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A tree that grew in steps has the very tiles and the very root of one that was laid down at
/// once, whatever the steps.
class TileGrowthTest {
  private static Bytes leaf(long index) {
    return Hashing.leaf(("entry " + index).getBytes(UTF_8));
  }

  /// Each level's hashes, worked out from the leaves alone.
  private static List<List<Bytes>> rows(long size) {
    var rows = new ArrayList<List<Bytes>>();
    List<Bytes> row = LongStream.range(0, size).mapToObj(TileGrowthTest::leaf).toList();
    while (!row.isEmpty()) {
      rows.add(row);
      var above = new ArrayList<Bytes>();
      for (int at = 0; at + Tile.FULL <= row.size(); at += Tile.FULL) {
        above.add(HashList.root(row.subList(at, at + Tile.FULL)));
      }
      row = above;
    }
    return rows;
  }

  /// The tiles of the first `size` leaves.
  private static Map<Tile, Bytes> laidDown(List<List<Bytes>> rows, long size) {
    var tiles = new HashMap<Tile, Bytes>();
    for (int level = 0; level < rows.size(); level++) {
      var row = rows.get(level).subList(0, (int) (size >> (Tile.HEIGHT * level)));
      for (int at = 0; at < row.size(); at += Tile.FULL) {
        var part = row.subList(at, Math.min(at + Tile.FULL, row.size()));
        tiles.put(new Tile(level, at / Tile.FULL, part.size()), HashList.encode(part));
      }
    }
    return tiles;
  }

  private static Bytes root(List<Bytes> leaves) {
    var frontier = Frontier.empty();
    leaves.forEach(frontier::append);
    return frontier.root();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "0, 255",
    "0, 256",
    "0, 257",
    "1, 2",
    "200, 255",
    "200, 256",
    "200, 300",
    "255, 256",
    "256, 256",
    "256, 257",
    "256, 512",
    "300, 700",
    "511, 513",
    "0, 65536",
    "65300, 65792",
    "65536, 65537"
  })
  void growsIntoTheTilesOfTheWholeTree(long from, long to) {
    var rows = rows(to);
    var leaves = rows.isEmpty() ? List.<Bytes>of() : rows.getFirst();
    var before = laidDown(rows, from);
    var growth =
        new TileGrowth(
            from,
            tile -> {
              assertThat(before).as("only tiles that there are").containsKey(tile);
              return before.get(tile);
            });
    leaves.subList((int) from, (int) to).forEach(growth::add);
    var expected = new HashMap<Tile, Bytes>();
    laidDown(rows, to)
        .forEach((tile, hashes) -> {
          if (!hashes.equals(before.get(tile))) {
            expected.put(tile, hashes);
          }
        });
    assertThat(growth.tiles()).isEqualTo(expected);
    assertThat(growth.root()).isEqualTo(root(leaves));
    assertThat(List.copyOf(growth.tiles().keySet()))
        .as("in the order of the standard's list, full ones first")
        .containsExactlyInAnyOrderElementsOf(
            Tile.grown(from, to).stream().filter(tile -> tile.level() >= 0).toList());
  }

  @Test
  void aTileIsWithinATreeThatHasSoMuchOfIt() {
    assertThat(new Tile(0, 1, 3).isWithin(259)).isTrue();
    assertThat(new Tile(0, 1, 3).isWithin(258)).isFalse();
    assertThat(new Tile(1, 0, 2).isWithin(512)).isTrue();
    assertThat(new Tile(1, 0, 2).isWithin(511)).isFalse();
    assertThat(new Tile(Tile.ENTRIES, 2, 1).isWithin(513)).isTrue();
    assertThat(new Tile(Tile.ENTRIES, 2, 1).isWithin(512)).isFalse();
  }

  @Test
  void aNarrowTileIsTheBeginningOfAWiderOne() {
    assertThat(new Tile(0, 1, 3).asWideAsIn(300)).isEqualTo(new Tile(0, 1, 44));
    assertThat(new Tile(0, 1, 3).asWideAsIn(5000)).isEqualTo(new Tile(0, 1, Tile.FULL));
    var hashes = List.of(leaf(0), leaf(1), leaf(2));
    assertThat(new Tile(0, 0, 2).beginningOf(HashList.encode(hashes)))
        .isEqualTo(HashList.encode(hashes.subList(0, 2)));
    var entries = List.of("a".getBytes(UTF_8), "bc".getBytes(UTF_8));
    assertThat(new Tile(Tile.ENTRIES, 0, 1).beginningOf(EntryBundle.encode(entries)))
        .isEqualTo(EntryBundle.encode(entries.subList(0, 1)));
    assertThat(new Tile(1, 5, 17)).hasToString("tile/1/005.p/17");
  }
}
