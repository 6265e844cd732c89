package emanet.subjects;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.keys.Keyring;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Seals texts under the key of a case.
record CaseText(Keyring keyring, Envelope envelope) {
  private static final long ONLY_VERSION = 1;

  Bytes seal(TenantId tenant, String caseId, String name, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var key = keyring.current(keyring.caseKeys(tenant, caseId))) {
      return envelope.seal(key, place(tenant, caseId, name), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  String open(TenantId tenant, String caseId, String name, Bytes sealed) {
    var keys = keyring.lookup(keyring.caseKeys(tenant, caseId));
    try (var plain = envelope.open(sealed, keys, place(tenant, caseId, name)).plain()) {
      return new String(plain.toArray(), StandardCharsets.UTF_8);
    }
  }

  private static Place place(TenantId tenant, String caseId, String name) {
    return Place.ofCase(tenant, caseId, "erasure", name, ONLY_VERSION);
  }
}
