package emanet.local.verify;

import emanet.ledger.tlog.Tile;
import emanet.values.Bytes;
import java.util.Optional;

/// Checks what a log leaves behind as it grows: each narrower tile or bundle must be the beginning
/// of the one that is there now, and nothing else may lie among them.
final class LeftBehind {
  private static final String TILES = "tile/";

  private final LogFiles files;
  private final Findings findings;
  private final long size;
  private String lastRead = "";
  private Optional<Bytes> last = Optional.empty();

  LeftBehind(LogFiles files, Findings findings, long size) {
    this.files = files;
    this.findings = findings;
    this.size = size;
  }

  void check() {
    for (var name : files.list(TILES)) {
      var tile = Tile.parse(name);
      if (tile.isEmpty()) {
        findings.add(Finding.Kind.FILE_UNEXPECTED, name, "it is no tile and no bundle");
      } else if (tile.get().isWithin(size)) {
        var now = tile.get().asWideAsIn(size);
        if (now.width() > tile.get().width()) {
          check(tile.get(), now);
        }
      }
      // what is wider belongs to a later checkpoint, which is not there yet
    }
  }

  private void check(Tile tile, Tile now) {
    var content = files.read(tile.path());
    var wider = read(now.path());
    if (content.isPresent() && wider.isPresent()) {
      try {
        if (!tile.beginningOf(wider.get()).equals(content.get())) {
          findings.add(
              Finding.Kind.TILE_ALTERED, tile.path(), "it is not the beginning of " + now.path());
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // the wider one is broken, and was found so before
      }
    }
  }

  /// The same file is read for many narrower ones, one behind the other.
  private Optional<Bytes> read(String name) {
    if (!name.equals(lastRead)) {
      last = files.read(name);
      lastRead = name;
    }
    return last;
  }
}
