package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Frontier;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Tile;
import emanet.values.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Checks a whole log, entry by entry, and names what is wrong and where.
///
/// From the largest checkpoint whose signature verifies, down: the tiles, the entries, every kept
/// checkpoint as a beginning of the log, and every narrower tile and bundle that was left behind by
/// the log's growth. Entries are read one bundle at a time.
public final class LogVerifier {
  private final LogFiles files;
  private final NoteKey key;
  private final List<NoteKey> witnesses;
  private final int quorum;
  private final LongConsumer progress;
  private final Findings findings = new Findings();

  /// @param witnesses whose cosignatures count
  /// @param quorum how many of them must have cosigned a checkpoint of the log
  /// @param progress told how many entries were checked
  public LogVerifier(
      LogFiles files, NoteKey key, List<NoteKey> witnesses, int quorum, LongConsumer progress) {
    this.files = files;
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
    this.quorum = quorum;
    this.progress = progress;
  }

  /// Checks all of it.
  ///
  /// @param others checkpoints that came from elsewhere, by what they are to be called
  public Report verify(Map<String, Bytes> others) {
    var heads = new SignedHeads(files, key, findings);
    others.forEach(heads::check);
    var head = heads.read(others.keySet());
    if (head.isEmpty()) {
      return new Report(
          Optional.empty(), 0, 0, 0, List.of(), Optional.empty(), Optional.empty(), findings.all());
    }
    var cosigned =
        new Cosignatures(witnesses, quorum, findings).among(heads.cosigned(), head.get().file());
    return verify(head.get().checkpoint(), heads.all(), cosigned);
  }

  private Report verify(
      Checkpoint checkpoint, List<SignedHeads.Head> heads, List<Cosigned> cosigned) {
    var scan = new EntryScan(findings);
    int beginnings = entries(checkpoint, heads, scan);
    new LeftBehind(files, findings, checkpoint.size()).check();
    return new Report(
        Optional.of(checkpoint),
        checkpoint.size(),
        scan.late(),
        beginnings,
        cosigned,
        scan.from(),
        scan.to(),
        findings.all());
  }

  private int entries(Checkpoint checkpoint, List<SignedHeads.Head> heads, EntryScan scan) {
    var tiles = new TileFiles(files, findings);
    var trust = new TileTrust(tiles, findings, checkpoint.size(), checkpoint.root());
    var beginnings = new Beginnings(heads);
    for (var bundle : Tile.of(Tile.ENTRIES, checkpoint.size())) {
      var right = trust.leaves(new Tile(0, bundle.index(), bundle.width()));
      var entries = tiles.entries(bundle);
      var found = entries.map(all -> all.stream().map(Hashing::leaf).toList());
      if (right.isPresent() && found.isPresent()) {
        new BundleCheck(findings, bundle.path(), bundle.start(), found.get(), right.get()).run();
      }
      entries.ifPresent(all -> see(bundle, all, scan));
      beginnings.add(right.or(() -> found).orElse(List.of()));
      progress.accept(bundle.start() + bundle.width());
    }
    // what is wrong with a file was said when it was read first
    var again = new TileFiles(files, new Findings());
    scan.lookBack(number -> again.entries(bundle(number, checkpoint.size())));
    return beginnings.held;
  }

  private static Tile bundle(long number, long size) {
    return new Tile(Tile.ENTRIES, number, Tile.FULL).asWideAsIn(size);
  }

  private static void see(Tile bundle, List<byte[]> entries, EntryScan scan) {
    for (int i = 0; i < entries.size(); i++) {
      scan.see(bundle.start() + i, entries.get(i));
    }
  }

  /// Checks each smaller checkpoint when the log has grown to its size.
  private final class Beginnings {
    private final List<SignedHeads.Head> heads;
    private final Frontier frontier = Frontier.empty();
    private int next;
    private int held;

    Beginnings(List<SignedHeads.Head> heads) {
      this.heads = heads;
      check();
    }

    void add(List<Bytes> hashes) {
      for (var hash : hashes) {
        frontier.append(hash);
        check();
      }
    }

    private void check() {
      while (next < heads.size() && heads.get(next).checkpoint().size() <= frontier.size()) {
        var head = heads.get(next++);
        if (head.checkpoint().size() < frontier.size()
            || head.checkpoint().root().equals(frontier.root())) {
          held++;
        } else {
          findings.add(
              Finding.Kind.FORKED,
              head.file(),
              "it is signed, and no beginning of this log: two histories were told");
        }
      }
    }
  }
}
