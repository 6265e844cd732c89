package emanet.local.verify;

import emanet.keys.Ed25519;
import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.EntryBundle;
import emanet.ledger.tlog.HashList;
import emanet.ledger.tlog.Hashing;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.ledger.tlog.Tile;
import emanet.ledger.tlog.TileGrowth;
import emanet.values.Bytes;
import emanet.values.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A log in memory, with a key of its own.
final class MadeLog implements LogFiles {
  static final String ORIGIN = "emanet.test/ledger/acme";
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  final TreeMap<String, Bytes> files = new TreeMap<>();
  final List<byte[]> entries = new ArrayList<>();
  final NoteKey key;
  private final KeyPair pair;
  private long size;

  MadeLog() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    key =
        new NoteKey(
            ORIGIN, NoteKey.Kind.ED25519, Ed25519.ofInfo(Bytes.of(pair.getPublic().getEncoded())));
  }

  /// The same files and key, to be changed.
  private MadeLog(MadeLog log) {
    pair = log.pair;
    key = log.key;
    size = log.size;
    files.putAll(log.files);
    entries.addAll(log.entries);
  }

  MadeLog copy() {
    return new MadeLog(this);
  }

  /// Grows the log by so many entries, a second apart, and signs it.
  MadeLog grow(int count) {
    for (int i = 0; i < count; i++) {
      entries.add(entry(entries.size()));
    }
    return seal();
  }

  /// Seals what was added to `entries`.
  MadeLog seal() {
    long to = entries.size();
    var growth =
        new TileGrowth(size, tile -> HashList.encode(HashList.decode(files.get(tile.path()))));
    for (var tile : Tile.grown(size, to)) {
      if (tile.level() == Tile.ENTRIES) {
        int start = (int) tile.start();
        files.put(tile.path(), EntryBundle.encode(entries.subList(start, start + tile.width())));
      }
    }
    entries.subList((int) size, (int) to).forEach(entry -> growth.add(Hashing.leaf(entry)));
    growth.tiles().forEach((tile, content) -> files.put(tile.path(), content));
    size = to;
    var note = sign(new Checkpoint(ORIGIN, size, growth.root()));
    files.put("checkpoint", note);
    files.put("checkpoints/%020d".formatted(size), note);
    return this;
  }

  Bytes sign(Checkpoint checkpoint) {
    var text = checkpoint.text();
    var note = new Note(text, List.of(key.line(signed(pair, text))));
    return Bytes.of(note.encoded().getBytes(StandardCharsets.UTF_8));
  }

  static Bytes signed(KeyPair pair, String text) {
    try {
      var engine = Signature.getInstance("Ed25519");
      engine.initSign(pair.getPrivate());
      engine.update(text.getBytes(StandardCharsets.UTF_8));
      return Bytes.of(engine.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String id(int number) {
    var bytes = new byte[9];
    bytes[8] = (byte) number;
    bytes[7] = (byte) (number >> 8);
    return new Ids(_ -> bytes, () -> START.plusSeconds(number)).ordered();
  }

  static byte[] entry(int number) {
    return ("{\"v\":1,\"id\":\"" + id(number) + "\",\"n\":" + number + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  String receipt(int number) {
    return id(number) + "." + Hashing.leaf(entry(number)).toHex();
  }

  Report verify() {
    return new LogVerifier(this, key, List.of(), 0, _ -> {}).verify(Map.of());
  }

  @Override
  public Optional<Bytes> read(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public List<String> list(String prefix) {
    return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }
}
