package emanet.wiring;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.keys.DocumentKeys;
import emanet.ledger.FragmentSeal;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals fragments under their tenant's own key, each at its entry.
public record SealedFragments(DocumentKeys keys, Envelope envelope) implements FragmentSeal {
  private static final String KIND = "fragment";
  private static final long VERSION = 1;

  @Override
  public Bytes seal(TenantId tenant, String entryId, byte[] content) {
    try (var key = keys.currentWithoutRenewal(tenant)) {
      return envelope.seal(key, place(tenant, entryId), content);
    }
  }

  @Override
  public SecretBytes open(TenantId tenant, String entryId, Bytes sealed) {
    return envelope.open(sealed, keys.lookup(tenant), place(tenant, entryId)).plain();
  }

  private static Place place(TenantId tenant, String entryId) {
    return Place.ofCase(tenant, DocumentKeys.CASE, KIND, entryId, VERSION);
  }
}
