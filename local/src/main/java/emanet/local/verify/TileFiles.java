package emanet.local.verify;

import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Tile;
import emanet.values.Bytes;
import java.util.List;
import java.util.Optional;

/// Tiles and bundles as they lie there, whether they are right or not.
final class TileFiles {
  private final LogFiles files;
  private final Findings findings;

  TileFiles(LogFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /// A tile's hashes; empty if it is not there or is of another length than its name says.
  Optional<List<Bytes>> hashes(Tile tile) {
    var content = content(tile);
    if (content.isPresent() && content.get().length() != tile.width() * Hashing.LENGTH) {
      findings.add(
          Finding.Kind.FILE_MALFORMED,
          tile.path(),
          "it has " + content.get().length() + " bytes, not " + tile.width() * Hashing.LENGTH);
      return Optional.empty();
    }
    return content.map(HashList::decode);
  }

  /// A bundle's entries, however many; empty if it is not there or cannot be read to its end.
  Optional<List<byte[]>> entries(Tile bundle) {
    try {
      return content(bundle).map(EntryBundle::decode);
    } catch (IllegalArgumentException e) {
      findings.add(Finding.Kind.FILE_MALFORMED, bundle.path(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Bytes> content(Tile tile) {
    var content = files.read(tile.path());
    if (content.isEmpty()) {
      findings.add(Finding.Kind.FILE_MISSING, tile.path(), "it is not there");
    }
    return content;
  }
}
