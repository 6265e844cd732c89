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
/// enough (see `SealDraw`). Earlier versions stay, so a backup has all that were there when it was
/// made, and none that came after: only the first version is in each of them.
public final class DocumentKeys {
  /// The case's id.
  public static final String CASE = "tenant";

  private final TenantKeys tenants;
  private final Randomness randomness;

  public DocumentKeys(TenantKeys tenants, Randomness randomness) {
    this.tenants = tenants;
    this.randomness = randomness;
  }

  /// The key for **one** seal, which the caller closes.
  public DataKey current(TenantId tenant) {
    var draw = SealDraw.from(randomness);
    if (draw.renews()) {
      tenants.rotate(tenant);
    }
    return current(tenant, draw);
  }

  /// The same, without a lot, for what is sealed at every call, also by functions that may not
  /// renew keys. Its bound is 2^32, of all seals between two renewals, beyond which random nonces
  /// are no longer safe: nobody counts them (V1-19).
  public DataKey currentWithoutRenewal(TenantId tenant) {
    return current(tenant, SealDraw.from(randomness));
  }

  /// The tenant's first key, for **one** seal of what must open from any backup of its keys,
  /// however old. It is not renewed: for what is sealed so the bound is 2^32, of all its seals
  /// (V1-21).
  ///
  /// Not guaranteed: that a KMS key that wraps no longer keeps what is sealed from whoever has it.
  /// It opens an earlier backup, and the first key in that.
  public DataKey lasting(TenantId tenant) {
    var draw = SealDraw.from(randomness);
    try (var secrets = tenants.acquire(tenant)) {
      return sealing(tenant, secrets, TenantKeyMaking.FIRST, draw);
    }
  }

  private DataKey current(TenantId tenant, SealDraw draw) {
    try (var secrets = tenants.acquire(tenant)) {
      return sealing(tenant, secrets, secrets.current(), draw);
    }
  }

  private static DataKey sealing(
      TenantId tenant, TenantSecrets secrets, int version, SealDraw draw) {
    var material = material(secrets, version);
    try {
      return DataKey.forSealing(
          Owner.ofCase(tenant, CASE), Owner.CASE_SLOT, version, material, draw.nonce());
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /// The keys that open the tenant's documents.
  public KeyLookup lookup(TenantId tenant) {
    return version -> {
      try (var secrets = tenants.acquire(tenant, version)) {
        var material = material(secrets, version);
        try {
          return Optional.of(
              DataKey.forOpening(Owner.ofCase(tenant, CASE), Owner.CASE_SLOT, version, material));
        } finally {
          Arrays.fill(material, (byte) 0);
        }
      }
    };
  }

  private static byte[] material(TenantSecrets secrets, int version) {
    var kept = secrets.documents().get(version);
    if (kept == null) {
      throw new Fault.Tampered().exception();
    }
    return kept.toArray();
  }
}
