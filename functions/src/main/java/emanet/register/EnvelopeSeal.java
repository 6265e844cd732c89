package emanet.register;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.keys.DocumentKeys;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals documents under the tenant's own key, each at its place: kind, code and version.
public final class EnvelopeSeal implements DocumentSeal {
  private final DocumentKeys keys;
  private final Envelope envelope;

  public EnvelopeSeal(DocumentKeys keys, Envelope envelope) {
    this.keys = keys;
    this.envelope = envelope;
  }

  @Override
  public Bytes seal(TenantId tenant, String kind, String code, long version, byte[] document) {
    try (var key = keys.current(tenant)) {
      return envelope.seal(key, place(tenant, kind, code, version), document);
    }
  }

  @Override
  public Bytes sealLasting(
      TenantId tenant, String kind, String code, long version, byte[] document) {
    try (var key = keys.lasting(tenant)) {
      return envelope.seal(key, place(tenant, kind, code, version), document);
    }
  }

  @Override
  public SecretBytes open(TenantId tenant, String kind, String code, long version, Bytes sealed) {
    var place = place(tenant, kind, code, version);
    return envelope.open(sealed, keys.lookup(tenant), place).plain();
  }

  private static Place place(TenantId tenant, String kind, String code, long version) {
    return Place.ofCase(tenant, DocumentKeys.CASE, kind, code, version);
  }
}
