package emanet.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.NoteKey;
import emanet.local.verify.Finding.Kind;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whatever is changed in a sealed log, the verifier says what is wrong and where.
class TamperTest {
  /// 600 entries: two full tiles and a partial one, and a tile above them.
  private static final MadeLog LOG = new MadeLog().grow(5).grow(251).grow(144).grow(200);

  @Test
  void whatNobodyTouchedIsVerified() {
    var report = LOG.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(600);
    assertThat(report.checkpoints()).isEqualTo(4);
    assertThat(report.late()).isZero();
    assertThat(report.from()).contains(MadeLog.START);
    assertThat(report.to()).contains(MadeLog.START.plusSeconds(599));
  }

  /// Bytes all over every file, the more the smaller it is.
  @Test
  void everyChangedByteIsFoundInItsFile() {
    for (var file : LOG.files.entrySet()) {
      int step = file.getValue().length() > 600 ? 331 : 17;
      for (int at = 0; at < file.getValue().length(); at += step) {
        var log = LOG.copy();
        var bytes = file.getValue().toArray();
        bytes[at] ^= 1;
        log.files.put(file.getKey(), Bytes.of(bytes));
        var findings = log.verify().findings();
        assertThat(findings).as(file.getKey() + " at " + at).isNotEmpty();
        assertThat(findings)
            .as(file.getKey() + " at " + at)
            .anyMatch(finding -> names(finding, file.getKey()));
      }
    }
  }

  @Test
  void everyMissingFileIsNamed() {
    for (var name : LOG.files.keySet()) {
      var log = LOG.copy();
      log.files.remove(name);
      var findings = log.verify().findings();
      // an old checkpoint or a tile that was outgrown is not missed: what followed has all of it
      if (name.equals("checkpoint") || isOfNow(name)) {
        assertThat(findings).as(name).anyMatch(finding -> names(finding, name));
      }
    }
  }

  @Test
  void everyCutIsNamed() {
    for (var file : LOG.files.entrySet()) {
      for (int length : new int[] {0, 1, file.getValue().length() / 2, -1}) {
        var log = LOG.copy();
        int to = length < 0 ? file.getValue().length() - 1 : length;
        log.files.put(file.getKey(), Bytes.of(Arrays.copyOf(file.getValue().toArray(), to)));
        assertThat(log.verify().findings())
            .as(file.getKey() + " cut to " + to)
            .anyMatch(finding -> names(finding, file.getKey()));
      }
      var log = LOG.copy();
      var longer = Arrays.copyOf(file.getValue().toArray(), file.getValue().length() + 1);
      log.files.put(file.getKey(), Bytes.of(longer));
      assertThat(log.verify().findings())
          .as(file.getKey() + " with a byte more")
          .anyMatch(finding -> names(finding, file.getKey()));
    }
  }

  @Test
  void anAlteredEntryIsNamedByItsIndex() {
    assertFinds(
        bundle("tile/entries/001", entries -> entries.set(7, MadeLog.entry(9999))),
        Kind.ENTRY_ALTERED,
        "entry 263");
    assertFinds(
        bundle("tile/entries/002.p/88", entries -> entries.set(87, MadeLog.entry(9999))),
        Kind.ENTRY_ALTERED,
        "entry 599");
  }

  @Test
  void aRemovedEntryIsNamedByItsIndex() {
    assertFinds(
        bundle("tile/entries/001", entries -> entries.remove(0)), Kind.ENTRY_REMOVED, "entry 256");
    assertFinds(
        bundle("tile/entries/001", entries -> entries.remove(100)),
        Kind.ENTRY_REMOVED,
        "entry 356");
    assertFinds(
        bundle("tile/entries/002.p/88", entries -> entries.remove(87)),
        Kind.ENTRY_REMOVED,
        "entry 599");
  }

  @Test
  void anInsertedEntryIsNamedByItsIndex() {
    assertFinds(
        bundle("tile/entries/000", entries -> entries.add(3, MadeLog.entry(9999))),
        Kind.ENTRY_INSERTED,
        "entry 3");
    assertFinds(
        bundle("tile/entries/002.p/88", entries -> entries.add(MadeLog.entry(9999))),
        Kind.ENTRY_INSERTED,
        "entry 600");
  }

  @Test
  void exchangedEntriesAreNamedByTheirIndexes() {
    var log = bundle("tile/entries/000", entries -> Collections.swap(entries, 10, 200));
    assertThat(log.verify().findings())
        .extracting(Finding::kind, Finding::where)
        .contains(
            tuple(Kind.ENTRIES_REORDERED, "entry 10"), tuple(Kind.ENTRIES_REORDERED, "entry 200"));
  }

  /// Tiles, too, so that all below the root fits together: only the signature does not.
  @Test
  void aLogThatIsWrittenAnewIsAForkOfWhatWasSigned() {
    var log = new MadeLog();
    log.grow(600);
    var forged = LOG.copy();
    forged.files.keySet().removeIf(name -> name.startsWith("tile/"));
    log.entries.set(17, MadeLog.entry(9999));
    var other = new MadeLog();
    other.entries.addAll(log.entries);
    other.seal();
    other.files.forEach((name, content) -> {
      if (name.startsWith("tile/")) {
        forged.files.put(name, content);
      }
    });
    assertThat(forged.verify().findings()).extracting(Finding::kind).contains(Kind.ROOT_DIFFERS);
    // and with the log's own key it is a second history, which older checkpoints contradict
    var root = Hashing.leaf(new byte[0]);
    forged.files.put("checkpoints/%020d".formatted(400), LOG.sign(checkpoint(400, root)));
    assertThat(LOG.copy().verify().findings()).isEmpty();
    var forked = LOG.copy();
    forked.files.put("checkpoints/%020d".formatted(399), LOG.sign(checkpoint(399, root)));
    assertFinds(forked, Kind.FORKED, "checkpoints/%020d".formatted(399));
  }

  @Test
  void aLogThatWentBackIsNamed() {
    var log = LOG.copy();
    log.files.put("checkpoint", log.files.get("checkpoints/%020d".formatted(400)));
    assertFinds(log, Kind.WENT_BACK, "checkpoint");
    // without its newest checkpoints: one that a contact has by letter shows it
    log.files.remove("checkpoints/%020d".formatted(600));
    var letter = Map.of("letter", LOG.files.get("checkpoint"));
    var report = new LogVerifier(log, log.key, List.of(), 0, _ -> {}).verify(letter);
    assertThat(report.findings()).extracting(Finding::kind).contains(Kind.WENT_BACK);
  }

  @Test
  void anotherKeysSignatureIsNone() {
    var other = new MadeLog();
    var key = new NoteKey(MadeLog.ORIGIN, NoteKey.Kind.ED25519, other.key.publicKey());
    var report = new LogVerifier(LOG, key, List.of(), 0, _ -> {}).verify(Map.of());
    assertThat(report.findings()).extracting(Finding::kind).contains(Kind.SIGNATURE_INVALID);
    assertThat(report.checkpoint()).isEmpty();
  }

  @Test
  void theSameEntryTwiceIsNamed() {
    var log = new MadeLog();
    log.grow(20);
    log.entries.add(MadeLog.entry(3));
    log.seal();
    assertFinds(log, Kind.ENTRY_TWICE, "entry 20");
    // long after, and once more
    log.grow(1_000);
    log.entries.add(MadeLog.entry(3));
    log.entries.add(MadeLog.entry(700));
    log.entries.add(MadeLog.entry(700));
    log.seal();
    assertFinds(log, Kind.ENTRY_TWICE, "entry 1021");
    assertFinds(log, Kind.ENTRY_TWICE, "entry 1022");
    assertFinds(log, Kind.ENTRY_TWICE, "entry 1023");
    assertThat(log.verify().findings()).hasSize(4);
  }

  @Test
  void aReceiptShowsAnOmission() {
    var log = new MadeLog();
    for (int i = 0; i < 300; i++) {
      if (i != 42) {
        log.entries.add(MadeLog.entry(i));
      }
    }
    log.seal();
    assertThat(log.verify().findings()).isEmpty();
    assertVerdict(log, log.receipt(41), ReceiptCheck.Verdict.INCLUDED, 41);
    assertVerdict(log, log.receipt(42), ReceiptCheck.Verdict.NOT_YET, -1);
    // two days on
    log.entries.add(MadeLog.entry(2 * 86_400));
    log.seal();
    assertVerdict(log, log.receipt(42), ReceiptCheck.Verdict.OMITTED, -1);
    assertVerdict(
        log,
        MadeLog.id(17) + "." + Hashing.leaf(MadeLog.entry(18)).toHex(),
        ReceiptCheck.Verdict.ALTERED,
        17);
    assertVerdict(log, log.receipt(299), ReceiptCheck.Verdict.INCLUDED, 298);
    var tampered = log.copy();
    tampered.files.remove("tile/0/000");
    assertVerdict(tampered, log.receipt(3), ReceiptCheck.Verdict.ALTERED, 3);
  }

  /// Whoever hands on a part of a log, rightly signed, can leave out what was before it, or after.
  @Test
  void aPartOfALogShowsWhetherATimeIsInIt() {
    var log = new MadeLog().grow(600);
    var second = new ExcerptCheck.Said(600, 1, 1, at(300), at(400));
    assertThat(part(log, second).ended()).isTrue();
    assertThat(part(log, new ExcerptCheck.Said(600, 0, 1, at(-9), at(511))).ended()).isTrue();
    assertThat(part(log, new ExcerptCheck.Said(600, 1, 1, at(300), at(512))).ended()).isFalse();
    var findings = new Findings();
    var before = new ExcerptCheck.Said(600, 1, 1, at(256), at(400));
    new ExcerptCheck(log, log.key, findings, _ -> {}).check(before);
    assertThat(findings.all()).extracting(Finding::kind).containsExactly(Kind.NOT_COVERED);
  }

  private static Instant at(int second) {
    return MadeLog.START.plusSeconds(second);
  }

  private static ExcerptCheck.Checked part(MadeLog log, ExcerptCheck.Said said) {
    var findings = new Findings();
    var checked = new ExcerptCheck(log, log.key, findings, _ -> {}).check(said);
    assertThat(findings.all()).isEmpty();
    return checked;
  }

  /// Who is accused of an omission by a copy that was cut off, or changed on its way, is accused
  /// wrongly.
  @Test
  void aCopyThatIsNotWhatWasSignedProvesNoOmission() {
    var log = new MadeLog().grow(300);
    log.entries.add(MadeLog.entry(2 * 86_400));
    log.seal();
    var cut = log.copy();
    cut.files.remove("tile/entries/000");
    assertVerdict(cut, log.receipt(42), ReceiptCheck.Verdict.UNREADABLE, -1);
    assertVerdict(cut, log.receipt(299), ReceiptCheck.Verdict.INCLUDED, 299);
    var changed = log.copy();
    var entries = new ArrayList<>(EntryBundle.decode(log.files.get("tile/entries/000")));
    entries.remove(42);
    changed.files.put("tile/entries/000", EntryBundle.encode(entries));
    assertVerdict(changed, log.receipt(42), ReceiptCheck.Verdict.UNREADABLE, -1);
    assertThatThrownBy(() -> new ReceiptCheck(log, log.key).check(log.receipt(3).substring(0, 60)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertVerdict(
      MadeLog log, String receipt, ReceiptCheck.Verdict verdict, long index) {
    var result = new ReceiptCheck(log, log.key).check(receipt);
    assertThat(result.verdict()).as(result.text()).isEqualTo(verdict);
    assertThat(result.index()).isEqualTo(index);
  }

  private static void assertFinds(MadeLog log, Kind kind, String where) {
    assertThat(log.verify().findings())
        .as(log.verify().findings().toString())
        .anyMatch(finding -> finding.kind() == kind && finding.where().equals(where));
  }

  private static MadeLog bundle(String name, Consumer<List<byte[]>> change) {
    var log = LOG.copy();
    var entries = new ArrayList<>(EntryBundle.decode(log.files.get(name)));
    change.accept(entries);
    log.files.put(name, EntryBundle.encode(entries));
    return log;
  }

  private static Checkpoint checkpoint(long size, Bytes root) {
    return new Checkpoint(MadeLog.ORIGIN, size, root);
  }

  /// A finding about an entry names the bundle it is in.
  private static boolean names(Finding finding, String file) {
    return finding.where().equals(file) || finding.what().contains(file);
  }

  private static boolean isOfNow(String name) {
    return name.startsWith("tile/")
        && (!name.contains(".p/") || name.endsWith("002.p/88") || name.equals("tile/1/000.p/2"));
  }
}
