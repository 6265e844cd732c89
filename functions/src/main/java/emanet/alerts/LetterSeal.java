package emanet.alerts;

import emanet.envelope.Envelope;
import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.keys.CaseKeys;
import emanet.keys.Keyring;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Seals letters under their case's key, and opens them for the worker.
final class LetterSeal {
  private static final String KIND = "send";
  private static final long VERSION = 1;

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  LetterSeal(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// The cases' keys that there are; two calls at most.
  Map<String, CaseKeys> keys(TenantId tenant, Collection<String> cases) {
    var at = new HashMap<Key, String>();
    cases.forEach(id -> at.put(Keyring.caseItem(tenant, id), id));
    var found = new HashMap<String, CaseKeys>();
    store
        .readAll(at.keySet())
        .forEach((key, item) -> {
          var id = at.get(key);
          if (id != null) {
            found.put(id, Keyring.parseCase(tenant, id, item));
          }
        });
    return found;
  }

  /// The case's key, made if there is none.
  ///
  /// @throws emanet.fault.FaultException `Erased` after its destruction
  CaseKeys keysFor(TenantId tenant, String caseId) {
    return keyring.caseKeys(tenant, caseId);
  }

  Bytes seal(CaseKeys keys, SendId id, Letter letter) {
    var bytes = LetterJson.write(letter);
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place(keys, id), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Empty if the case's key was destroyed.
  Optional<Letter> open(CaseKeys keys, SendId id, Bytes sealed) {
    return switch (envelope.open(sealed, keyring.lookup(keys), place(keys, id))) {
      case Opened.Destroyed _ -> Optional.empty();
      case Opened.Plain(var content) -> {
        try (content) {
          yield Optional.of(LetterJson.read(content));
        }
      }
    };
  }

  private static Place place(CaseKeys keys, SendId id) {
    return Place.ofCase(keys.tenant(), keys.caseId(), KIND, id.value(), VERSION);
  }
}
