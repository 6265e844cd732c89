package emanet.register;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.keys.Keyring;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals documents under the tenant's own case key, each at its place: kind, code and version.
public final class EnvelopeSeal implements DocumentSeal {
  /// The case that is the tenant itself.
  private static final String CASE = "tenant";

  private final Keyring keyring;
  private final Envelope envelope;

  public EnvelopeSeal(Keyring keyring, Envelope envelope) {
    this.keyring = keyring;
    this.envelope = envelope;
  }

  @Override
  public Bytes seal(TenantId tenant, String kind, String code, long version, byte[] document) {
    try (var key = keyring.current(keyring.caseKeys(tenant, CASE))) {
      return envelope.seal(key, Place.ofCase(tenant, CASE, kind, code, version), document);
    }
  }

  @Override
  public SecretBytes open(TenantId tenant, String kind, String code, long version, Bytes sealed) {
    var keys = keyring.lookup(keyring.caseKeys(tenant, CASE));
    return envelope.open(sealed, keys, Place.ofCase(tenant, CASE, kind, code, version)).plain();
  }
}
