package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Tile;
import emanet.values.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// Checks a part of a log: that the bundles that are there are those that the signed checkpoint has
/// at their places, that none of a run of them is missing, and that the run goes from before a time
/// to behind it.
final class ExcerptCheck {
  private final LogFiles files;
  private final NoteKey key;
  private final Findings findings;
  private final LongConsumer progress;

  /// Of what follows one another in the run.
  private boolean begun;

  private boolean ended;

  ExcerptCheck(LogFiles files, NoteKey key, Findings findings, LongConsumer progress) {
    this.files = files;
    this.key = key;
    this.findings = findings;
    this.progress = progress;
  }

  /// What it is said to be.
  ///
  /// @param size of the tree
  /// @param first the first bundle of the run
  /// @param last the last one
  /// @param from of the time, inclusive
  /// @param to of the time, exclusive
  record Said(long size, long first, long last, Instant from, Instant to) {}

  /// What checking it came to.
  ///
  /// @param entries how many were checked
  /// @param ended whether an entry behind the time shows that none of it is left out at its end
  record Checked(long entries, boolean ended) {}

  Checked check(Said said) {
    var head = new SignedHeads(files, key, findings).read(Set.of());
    if (head.isEmpty()) {
      return new Checked(0, false);
    }
    var checkpoint = head.get().checkpoint();
    if (checkpoint.size() != said.size()) {
      findings.add(
          Finding.Kind.FORKED,
          head.get().file(),
          "it is of " + checkpoint.size() + " entries, and the manifest says " + said.size());
    }
    begun = said.first() == 0;
    long entries = entries(checkpoint, said);
    if (!begun) {
      findings.add(
          Finding.Kind.NOT_COVERED,
          "bundle " + said.first(),
          "no entry of it is from before " + said.from() + ": what was sealed before is left out");
    }
    return new Checked(entries, ended);
  }

  private long entries(Checkpoint checkpoint, Said said) {
    var tiles = new TileFiles(files, findings);
    var trust = new TileTrust(tiles, findings, checkpoint.size(), checkpoint.root());
    var scan = new EntryScan(findings);
    long checked = 0;
    for (long number : numbers(checkpoint.size(), said)) {
      var bundle = bundle(number, checkpoint.size());
      var right = trust.leaves(new Tile(0, number, bundle.width()));
      var entries = tiles.entries(bundle);
      if (right.isPresent() && entries.isPresent()) {
        var hashes = entries.get().stream().map(Hashing::leaf).toList();
        new BundleCheck(findings, bundle.path(), bundle.start(), hashes, right.get()).run();
        bounds(number, entries.get(), said);
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

  /// Looks whether a bundle of the run reaches beyond the time.
  private void bounds(long number, List<byte[]> entries, Said said) {
    if (number < said.first() || number > said.last()) {
      return;
    }
    for (var entry : entries) {
      var at = EntryScan.idOf(entry).map(Ids::timeOf);
      begun |= number == said.first() && at.filter(said.from()::isAfter).isPresent();
      ended |= number == said.last() && at.filter(time -> !time.isBefore(said.to())).isPresent();
    }
  }

  private static Tile bundle(long number, long size) {
    return new Tile(Tile.ENTRIES, number, Tile.FULL).asWideAsIn(size);
  }

  /// The run, and what lies there besides: bundles of entries that came late.
  private Set<Long> numbers(long size, Said said) {
    var numbers = new TreeSet<Long>();
    for (long number = said.first(); number <= said.last() && number * Tile.FULL < size; number++) {
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
