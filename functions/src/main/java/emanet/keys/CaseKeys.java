package emanet.keys;

import emanet.values.TenantId;

/// The wrapped key of a case (a request, a breach, a disclosure, a tenant's own documents), as one
/// strong read or one write showed it. Immutable.
public final class CaseKeys {
  private final OwnerKeys keys;

  CaseKeys(OwnerKeys keys) {
    this.keys = keys;
  }

  OwnerKeys keys() {
    return keys;
  }

  public TenantId tenant() {
    return keys.owner().tenant();
  }

  public String caseId() {
    return keys.owner().id();
  }

  /// Whether the key was destroyed: final.
  public boolean erased() {
    return keys.erased();
  }

  @Override
  public String toString() {
    return "CaseKeys";
  }
}
