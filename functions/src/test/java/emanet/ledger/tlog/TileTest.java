package emanet.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of tiles, C2SP tlog-tiles.
class TileTest {
  @Test
  void namesAreThoseOfTheStandard() {
    assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(1, 5, 17).path()).isEqualTo("tile/1/005.p/17");
    assertThat(new Tile(Tile.ENTRIES, 273, 112).path()).isEqualTo("tile/entries/273.p/112");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/000",
        "tile/0/x001/x234/067",
        "tile/7/001.p/255",
        "tile/entries/x001/000.p/1"
      })
  void aNameIsReadAsItIsWritten(String path) {
    assertThat(Tile.parse(path).orElseThrow().path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/8/000",
        "tile/00/000",
        "tile/0/0",
        "tile/0/001/002",
        "tile/0/x000/001",
        "tile/0/001.p/0",
        "tile/0/001.p/01",
        "tile/0/001.p/256",
        "tile/0/001.p/",
        "tile/0/../checkpoint",
        "tile/entries/x001",
        "checkpoint",
        ""
      })
  void whatIsNoNameIsRefused(String path) {
    assertThat(Tile.parse(path)).isEmpty();
  }

  /// The standard's own example.
  @Test
  void aTreeOf70000HasTheTilesOfTheStandard() {
    assertThat(Tile.of(0, 70_000))
        .hasSize(274)
        .filteredOn(tile -> !tile.full())
        .containsExactly(new Tile(0, 273, 112));
    assertThat(Tile.of(1, 70_000)).containsExactly(new Tile(1, 0, 256), new Tile(1, 1, 17));
    assertThat(Tile.of(2, 70_000)).containsExactly(new Tile(2, 0, 1));
    assertThat(Tile.of(3, 70_000)).isEmpty();
    assertThat(Tile.of(Tile.ENTRIES, 70_000)).hasSize(274);
    assertThat(Tile.levels(70_000)).isEqualTo(3);
    assertThat(Tile.grown(0, 256))
        .containsExactly(new Tile(Tile.ENTRIES, 0, 256), new Tile(0, 0, 256), new Tile(1, 0, 1));
  }

  @Test
  void growthIsWhatTheSmallerTreeHadNot() {
    assertThat(Tile.grown(250, 260))
        .containsExactly(
            new Tile(Tile.ENTRIES, 0, 256),
            new Tile(Tile.ENTRIES, 1, 4),
            new Tile(0, 0, 256),
            new Tile(0, 1, 4),
            new Tile(1, 0, 1));
    assertThat(Tile.grown(260, 261))
        .containsExactly(new Tile(Tile.ENTRIES, 1, 5), new Tile(0, 1, 5));
    assertThat(Tile.grown(260, 260)).isEmpty();
  }
}
