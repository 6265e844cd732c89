package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.util.Arrays;
import java.util.Optional;

/// The key of the case that a tenant itself is, for its register's documents. It lies in the
/// tenant's own item and is opened and remembered with the KEK: no call is made for it, and it goes
/// when the tenant's keys go. Its place is `Place.ofCase(tenant, DocumentKeys.CASE, …)`.
///
/// A new version comes with each new KEK, and a new KEK when a lot says that the key has sealed
/// enough (see `Renewal`).
public final class DocumentKeys {
  /// The case's id.
  public static final String CASE = "tenant";

  private final TenantKeys tenants;
  private final Renewal renewal;

  public DocumentKeys(TenantKeys tenants, Randomness randomness) {
    this.tenants = tenants;
    this.renewal = new Renewal(randomness);
  }

  /// The key for **one** seal, which the caller closes.
  public DataKey current(TenantId tenant) {
    if (renewal.isDue()) {
      tenants.rotate(tenant);
    }
    try (var secrets = tenants.acquire(tenant)) {
      return key(tenant, secrets, secrets.current(), true);
    }
  }

  /// The keys that open the tenant's documents.
  public KeyLookup lookup(TenantId tenant) {
    return version -> {
      try (var secrets = tenants.acquire(tenant, version)) {
        return Optional.of(key(tenant, secrets, version, false));
      }
    };
  }

  private static DataKey key(TenantId tenant, TenantSecrets secrets, int version, boolean seals) {
    var kept = secrets.documents().get(version);
    if (kept == null) {
      throw new Fault.Tampered().exception();
    }
    var material = kept.toArray();
    try {
      return new DataKey(Owner.ofCase(tenant, CASE), Owner.CASE_SLOT, version, material, seals);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }
}
