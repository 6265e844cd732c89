package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.keys.CaseKeys;
import emanet.keys.Keyring;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Documents beside a request: facts, and letters. What was passed on of a person's data has no
/// bound, so that a document may be more than an item of the table holds.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | document | the request's | its name | `version` N, `file` B: its beginning, sealed under the case's key; `more` N: how many items go on with it, where there are any |
/// | continuation | the same | `<name>#<hash of the beginning, sealed>#<number from 1>` | `version` N, `file` B |
///
/// Guarantee: a document is read as one call wrote it, however many write at once. Its beginning is
/// written last, and names what goes on with it. What an earlier beginning named lies there,
/// sealed, and is named by nothing.
final class Documents {
  private static final String MORE = "more";
  private static final int HASH_LENGTH = 32;

  /// They are written whole, and have no versions of their own.
  private static final long VERSION = 1;

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  Documents(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// Over what was there.
  void write(TenantId tenant, String id, String name, ObjectNode document) {
    var keys = keyring.caseKeys(tenant, id);
    var bytes = SealedJson.bytes(document);
    try {
      var sealed = sealed(keys, name, bytes, 0);
      int more = Math.ceilDiv(bytes.length, Filings.LARGEST) - 1;
      var first = item(tenant, id, name, sealed);
      if (more > 0) {
        var rest = new ArrayList<Item>();
        var names = continuations(name, sealed, more);
        for (int i = 1; i <= more; i++) {
          var next = names.get(i - 1);
          rest.add(item(tenant, id, next, sealed(keys, next, bytes, i)));
        }
        store.writeAll(rest, List.of());
        first = first.with(MORE, more);
      }
      store.writeAll(List.of(first), List.of());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Item item(TenantId tenant, String id, String name, Bytes sealed) {
    return Item.at(Filings.part(tenant, id, name))
        .with(Head.VERSION, VERSION)
        .with(Head.FILE, sealed);
  }

  private static List<String> continuations(String name, Bytes beginning, int more) {
    if (more == 0) {
      return List.of();
    }
    var hash = Sha256.of(beginning.toArray()).toHex().substring(0, HASH_LENGTH);
    return IntStream.rangeClosed(1, more)
        .mapToObj(number -> "%s#%s#%03d".formatted(name, hash, number))
        .toList();
  }

  private Bytes sealed(CaseKeys keys, String name, byte[] bytes, int number) {
    int from = number * Filings.LARGEST;
    var piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Filings.LARGEST));
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place(keys, name), piece);
    } finally {
      Arrays.fill(piece, (byte) 0);
    }
  }

  private static Place place(CaseKeys keys, String name) {
    return Place.ofCase(keys.tenant(), keys.caseId(), Filings.KIND, name, VERSION);
  }

  /// What `write` wrote.
  Optional<ObjectNode> find(TenantId tenant, String id, String name) {
    var keys = keyring.caseKeys(tenant, id);
    return store.read(Filings.part(tenant, id, name)).map(first -> opened(keys, name, first));
  }

  private ObjectNode opened(CaseKeys keys, String name, Item first) {
    int more = Math.toIntExact(first.optionalNumber(MORE).orElse(0L));
    var names = continuations(name, first.bytes(Head.FILE), more);
    var read = store.readAll(names.stream().map(next -> at(keys, next)).toList());
    var pieces = new ArrayList<SecretBytes>();
    try {
      pieces.add(opened(keys, name, Optional.of(first)));
      names.forEach(
          next -> pieces.add(opened(keys, next, Optional.ofNullable(read.get(at(keys, next))))));
      try (var whole = joined(pieces)) {
        return SealedJson.object(whole);
      }
    } finally {
      pieces.forEach(SecretBytes::close);
    }
  }

  private static Key at(CaseKeys keys, String name) {
    return Filings.part(keys.tenant(), keys.caseId(), name);
  }

  private SecretBytes opened(CaseKeys keys, String name, Optional<Item> item) {
    var sealed = item.orElseThrow(() -> new Fault.Tampered().exception()).bytes(Head.FILE);
    return envelope.open(sealed, keyring.lookup(keys), place(keys, name)).plain();
  }

  private static SecretBytes joined(List<SecretBytes> pieces) {
    var whole = new byte[pieces.stream().mapToInt(SecretBytes::length).sum()];
    int at = 0;
    for (var piece : pieces) {
      var bytes = piece.toArray();
      System.arraycopy(bytes, 0, whole, at, bytes.length);
      Arrays.fill(bytes, (byte) 0);
      at += bytes.length;
    }
    return SecretBytes.owning(whole);
  }
}
