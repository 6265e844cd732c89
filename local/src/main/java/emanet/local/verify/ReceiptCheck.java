package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Proofs;
import emanet.ledger.tlog.Tile;
import emanet.ledger.tlog.TileNodes;
import emanet.values.Bytes;
import emanet.values.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks whether a log keeps what a receipt promised.
public final class ReceiptCheck {
  /// After a day is over, all of it is sealed, late entries too.
  private static final Duration DAYS_CHECK = Duration.ofHours(1);

  /// Entries are sealed in the order of their times but for this.
  private static final Duration DISORDER = Duration.ofDays(2);

  /// What is wrong with a copy that shows nothing of what the log has.
  private static final Set<Finding.Kind> UNPROVED =
      EnumSet.of(
          Finding.Kind.FILE_MISSING,
          Finding.Kind.FILE_MALFORMED,
          Finding.Kind.TILE_ALTERED,
          Finding.Kind.ROOT_DIFFERS,
          Finding.Kind.ENTRY_ALTERED,
          Finding.Kind.ENTRY_REMOVED,
          Finding.Kind.ENTRY_INSERTED,
          Finding.Kind.ENTRIES_REORDERED);

  private final LogFiles files;
  private final NoteKey key;
  private final Findings findings = new Findings();

  public ReceiptCheck(LogFiles files, NoteKey key) {
    this.files = files;
    this.key = key;
  }

  /// What came of it.
  public enum Verdict {
    /// The entry is in the tree, as promised.
    INCLUDED,
    /// An entry of that id is in the tree, and it is another one.
    ALTERED,
    /// The log goes on long after the entry was promised, without it: an omission.
    OMITTED,
    /// The log does not go so far yet that the entry must be in it.
    NOT_YET,
    /// The log, or what of it could hold the entry, cannot be read, or is signed by another key.
    UNREADABLE
  }

  /// The verdict in words.
  ///
  /// @param index the entry's place; -1 if it has none
  public record Result(Verdict verdict, long index, String text, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  /// Checks a receipt as `Emanet-Ledger` shows it.
  ///
  /// @throws IllegalArgumentException if it is none
  public Result check(String receipt) {
    int dot = receipt.indexOf('.');
    if (dot != Ids.ORDERED_LENGTH) {
      throw new IllegalArgumentException("a receipt is <entry id>.<leaf hash>");
    }
    var id = receipt.substring(0, dot);
    var promised = Bytes.ofHex(receipt.substring(dot + 1));
    if (promised.length() != Hashing.LENGTH) {
      throw new IllegalArgumentException("a receipt ends with a hash of 32 bytes in hex");
    }
    var at = Ids.timeOf(id);
    var head = new SignedHeads(files, key, findings).read(List.of());
    if (head.isEmpty()) {
      return result(Verdict.UNREADABLE, -1, "there is no checkpoint that the key signed");
    }
    return search(head.get().checkpoint(), id, promised, at);
  }

  private Result search(Checkpoint checkpoint, String id, Bytes promised, Instant at) {
    var tiles = new TileFiles(files, findings);
    var trust = new TileTrust(tiles, findings, checkpoint.size(), checkpoint.root());
    var bundles = Tile.of(Tile.ENTRIES, checkpoint.size());
    Collections.reverse(bundles);
    Optional<Instant> latest = Optional.empty();
    for (var bundle : bundles) {
      var read = tiles.entries(bundle);
      var entries = read.orElse(List.of());
      for (int i = 0; i < entries.size(); i++) {
        if (EntryScan.idOf(entries.get(i)).equals(Optional.of(id))) {
          return found(checkpoint, tiles, bundle.start() + i, entries.get(i), promised);
        }
      }
      prove(bundle, read, trust);
      var times = entries.stream().map(EntryScan::idOf).flatMap(Optional::stream).map(Ids::timeOf);
      var newest = times.max(Instant::compareTo);
      latest = latest.or(() -> newest);
      if (newest.isPresent() && newest.get().plus(DISORDER).isBefore(at)) {
        break;
      }
    }
    return findings.all().stream().map(Finding::kind).anyMatch(UNPROVED::contains)
        ? result(
            Verdict.UNREADABLE,
            -1,
            "it was not found, and not all that was looked through is what was signed")
        : absent(at, latest.orElse(Instant.EPOCH));
  }

  /// That an entry is not in the log is proved by what the root proves alone.
  private void prove(Tile bundle, Optional<List<byte[]>> entries, TileTrust trust) {
    var right = trust.leaves(new Tile(0, bundle.index(), bundle.width()));
    if (right.isEmpty()) {
      findings.add(Finding.Kind.FILE_MISSING, bundle.path(), "nothing there proves it");
    } else if (entries.isPresent()) {
      var hashes = entries.get().stream().map(Hashing::leaf).toList();
      new BundleCheck(findings, bundle.path(), bundle.start(), hashes, right.get()).run();
    }
  }

  private Result found(
      Checkpoint checkpoint, TileFiles tiles, long index, byte[] entry, Bytes promised) {
    var hash = Hashing.leaf(entry);
    if (!hash.equals(promised)) {
      return result(
          Verdict.ALTERED, index, "entry " + index + " has its id, and is not what was promised");
    }
    var nodes =
        new TileNodes(
            checkpoint.size(),
            tile ->
                HashList.encode(
                    tiles
                        .hashes(tile)
                        .orElseThrow(() -> new IllegalArgumentException(tile + " is broken"))));
    try {
      var proof = Proofs.inclusion(index, checkpoint.size(), nodes);
      if (Proofs.provesInclusion(hash, index, checkpoint.size(), proof, checkpoint.root())) {
        return result(
            Verdict.INCLUDED,
            index,
            "entry " + index + " of " + checkpoint.size() + ", as it was promised");
      }
    } catch (IllegalArgumentException e) {
      // told below: a tile is missing or broken
    }
    return result(
        Verdict.ALTERED, index, "entry " + index + " is there, and the tiles do not prove it");
  }

  private Result absent(Instant at, Instant latest) {
    var due = at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
    return latest.isBefore(due.plus(DAYS_CHECK))
        ? result(
            Verdict.NOT_YET,
            -1,
            "it is not in the log, which goes to " + latest + "; by " + due + " it must be")
        : result(
            Verdict.OMITTED,
            -1,
            "promised at " + at + ", it is not in the log, which goes on to " + latest);
  }

  private Result result(Verdict verdict, long index, String text) {
    return new Result(verdict, index, text, findings.all());
  }
}
