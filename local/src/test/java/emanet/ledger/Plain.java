package emanet.ledger;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;

/// Seals nothing: for tests of what is kept of fragments, and not of how.
final class Plain implements FragmentSeal {
  @Override
  public Bytes seal(TenantId tenant, String entryId, byte[] content) {
    return Bytes.of(content);
  }

  @Override
  public SecretBytes open(TenantId tenant, String entryId, Bytes sealed) {
    return SecretBytes.owning(sealed.toArray());
  }
}
