package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Tile;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// Checks a part of a log: that the bundles that are there are those that the signed checkpoint has
/// at their places, and that none of a run of them is missing.
final class ExcerptCheck {
  private final LogFiles files;
  private final NoteKey key;
  private final Findings findings;
  private final LongConsumer progress;

  ExcerptCheck(LogFiles files, NoteKey key, Findings findings, LongConsumer progress) {
    this.files = files;
    this.key = key;
    this.findings = findings;
    this.progress = progress;
  }

  /// Checks it.
  ///
  /// @param size of the tree that it says it is of
  /// @param first the first bundle of the run
  /// @param last the last one
  /// @return how many entries were checked
  long check(long size, long first, long last) {
    var head = new SignedHeads(files, key, findings).read(Set.of());
    if (head.isEmpty()) {
      return 0;
    }
    var checkpoint = head.get().checkpoint();
    if (checkpoint.size() != size) {
      findings.add(
          Finding.Kind.FORKED,
          head.get().file(),
          "it is of " + checkpoint.size() + " entries, and the manifest says " + size);
    }
    return entries(checkpoint, first, last);
  }

  private long entries(Checkpoint checkpoint, long first, long last) {
    var tiles = new TileFiles(files, findings);
    var trust = new TileTrust(tiles, findings, checkpoint.size(), checkpoint.root());
    var scan = new EntryScan(findings);
    long checked = 0;
    for (long number : numbers(checkpoint.size(), first, last)) {
      var bundle = bundle(number, checkpoint.size());
      var right = trust.leaves(new Tile(0, number, bundle.width()));
      var entries = tiles.entries(bundle);
      if (right.isPresent() && entries.isPresent()) {
        var hashes = entries.get().stream().map(Hashing::leaf).toList();
        new BundleCheck(findings, bundle.path(), bundle.start(), hashes, right.get()).run();
        for (int i = 0; i < entries.get().size(); i++) {
          scan.see(bundle.start() + i, entries.get().get(i));
        }
      } else if (right.isEmpty()) {
        findings.add(Finding.Kind.FILE_MISSING, bundle.path(), "nothing there proves it");
      }
      checked += bundle.width();
      progress.accept(checked);
    }
    // what is wrong with a file was said when it was read first
    var again = new TileFiles(files, new Findings());
    scan.lookBack(number -> again.entries(bundle(number, checkpoint.size())));
    return checked;
  }

  private static Tile bundle(long number, long size) {
    return new Tile(Tile.ENTRIES, number, Tile.FULL).asWideAsIn(size);
  }

  /// The run, and what lies there besides: bundles of entries that came late.
  private Set<Long> numbers(long size, long first, long last) {
    var numbers = new TreeSet<Long>();
    for (long number = first; number <= last && number * Tile.FULL < size; number++) {
      numbers.add(number);
    }
    files
        .list("tile/entries/")
        .forEach(name ->
            Tile.parse(name)
                .filter(tile -> tile.isWithin(size))
                .ifPresent(tile -> numbers.add(tile.index())));
    return numbers;
  }
}
