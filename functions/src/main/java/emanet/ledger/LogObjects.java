package emanet.ledger;

import emanet.ledger.tlog.Tile;
import emanet.store.Objects;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A tenant's log as objects, under the names of C2SP tlog-tiles behind `<tenant>/`. All but
/// `checkpoint` and `cosigned` are written once; `checkpoints/<size, in 20 digits>` keeps every one
/// that was, `witnesses/<id>/<size, in 20 digits>` every one that a witness cosigned.
final class LogObjects {
  private static final String NEWEST = "checkpoint";
  private static final String KEPT = "checkpoints/";
  private static final String COSIGNED = "cosigned";
  private static final int PAGE = 1000;

  private final Objects objects;
  private final String prefix;

  LogObjects(Objects objects, TenantId tenant) {
    this.objects = objects;
    this.prefix = tenant + "/";
  }

  /// Puts what can only be this.
  void put(Tile tile, Bytes content) {
    putOnce(tile.path(), content);
  }

  Optional<Bytes> get(Tile tile) {
    return objects.get(prefix + tile.path());
  }

  /// A tile as it was in a smaller tree, too: every narrower one is the beginning of it.
  ///
  /// @param size how far this Region's copy goes
  Optional<Bytes> get(Tile tile, long size) {
    var exact = get(tile);
    if (exact.isPresent() || !tile.isWithin(size)) {
      return exact;
    }
    var widest = tile.asWideAsIn(size);
    return widest.width() > tile.width()
        ? get(widest).map(content -> tile.beginningOf(content))
        : Optional.empty();
  }

  /// The smallest kept checkpoint of at least that size.
  Optional<SignedCheckpoint> checkpointFrom(long size) {
    return objects.list(prefix + KEPT, Optional.of(prefix + kept(size - 1)), 1).stream()
        .findFirst()
        .flatMap(this::read);
  }

  private Optional<SignedCheckpoint> read(String name) {
    return objects.get(name).map(LogObjects::parse);
  }

  /// The newest checkpoint of all that are kept. What is called `checkpoint` may be behind them: it
  /// is put after each of them, and another Region's sealer may just have put an older one.
  Optional<SignedCheckpoint> newestCheckpoint() {
    var named = named();
    var behind = prefix + kept(named.map(SignedCheckpoint::size).orElse(0L));
    var last = behind;
    List<String> page;
    do {
      page = objects.list(prefix + KEPT, Optional.of(last), PAGE);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE);
    return last.equals(behind) ? named : read(last);
  }

  private static String kept(long size) {
    return KEPT + "%020d".formatted(size);
  }

  void putCheckpoint(SignedCheckpoint signed) {
    var note = utf8(signed);
    putOnce(kept(signed.size()), note);
    name(signed);
  }

  /// What is called `checkpoint`.
  Optional<SignedCheckpoint> named() {
    return read(prefix + NEWEST);
  }

  /// Calls one that is kept `checkpoint`.
  void name(SignedCheckpoint signed) {
    objects.put(prefix + NEWEST, utf8(signed));
  }

  /// Keeps what a witness cosigned. Asked twice about one checkpoint it gives two times: any of
  /// them will do, and the one that is there stays.
  void putCosigned(String witness, SignedCheckpoint signed) {
    var name = prefix + "witnesses/" + witness + "/%020d".formatted(signed.size());
    var _ = objects.putOnce(name, utf8(signed), Optional.empty());
  }

  /// Puts the newest cosigned checkpoint where it is served.
  void serveCosigned(SignedCheckpoint signed) {
    objects.put(prefix + COSIGNED, utf8(signed));
  }

  Optional<SignedCheckpoint> cosigned() {
    return read(prefix + COSIGNED);
  }

  private static SignedCheckpoint parse(Bytes note) {
    return SignedCheckpoint.parse(new String(note.toArray(), StandardCharsets.UTF_8));
  }

  private void putOnce(String name, Bytes content) {
    if (objects.putOnce(prefix + name, content, Optional.empty()) == Objects.Put.OTHER) {
      throw BrokenLogException.forked(prefix + name);
    }
  }

  private static Bytes utf8(SignedCheckpoint signed) {
    return Bytes.owning(signed.note().encoded().getBytes(StandardCharsets.UTF_8));
  }
}
