package emanet.keys;

import emanet.values.Bytes;
import emanet.values.Randomness;
import java.util.Arrays;
import java.util.Optional;

/// Makes data keys and opens them, under the KEK of their owner's tenant. No store.
final class Wrapping {
  static final int SEED_LEN = 32;

  /// Binds derived keys to suite 1 of format 1.
  private static final int SUITE = 1;

  private final TenantKeys tenants;
  private final Randomness randomness;
  private final KeyWrap wrap;

  Wrapping(TenantKeys tenants, Randomness randomness) {
    this.tenants = tenants;
    this.randomness = randomness;
    this.wrap = new KeyWrap(randomness);
  }

  /// A new key, wrapped.
  Bytes fresh(Owner owner, String slot, int version) {
    var seed = randomness.bytes(SEED_LEN);
    var material = material(seed);
    try (var secrets = tenants.acquire(owner.tenant())) {
      return wrapped(secrets, owner, slot, version, material);
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(material, (byte) 0);
    }
  }

  /// The key, in the clear.
  DataKey forOpening(Owner owner, String slot, int version, Bytes wrapped) {
    var material = opened(owner, slot, version, wrapped);
    try {
      return DataKey.forOpening(owner, slot, version, material);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /// The key, in the clear, for one seal with that nonce.
  DataKey forSealing(Owner owner, String slot, int version, Bytes wrapped, byte[] nonce) {
    var material = opened(owner, slot, version, wrapped);
    try {
      return DataKey.forSealing(owner, slot, version, material, nonce);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  private byte[] opened(Owner owner, String slot, int version, Bytes wrapped) {
    int kekVersion = KeyWrap.kekVersion(wrapped);
    try (var secrets = tenants.acquire(owner.tenant(), kekVersion)) {
      return opened(secrets, owner, slot, version, wrapped, kekVersion);
    }
  }

  /// The same key under the current KEK; empty where it is that already.
  Optional<Bytes> renewed(Owner owner, String slot, int version, Bytes wrapped) {
    int kekVersion = KeyWrap.kekVersion(wrapped);
    try (var secrets = tenants.acquire(owner.tenant(), kekVersion)) {
      if (kekVersion == secrets.current()) {
        return Optional.empty();
      }
      var material = opened(secrets, owner, slot, version, wrapped, kekVersion);
      try {
        return Optional.of(wrapped(secrets, owner, slot, version, material));
      } finally {
        Arrays.fill(material, (byte) 0);
      }
    }
  }

  void clear() {
    wrap.clear();
    tenants.clear();
  }

  /// `K_enc ‖ commitment`: derived once, when the key is made.
  static byte[] material(byte[] seed) {
    return Hkdf.derive(
        seed, AssociatedData.of("emanet record key").with(SUITE), DataKey.MATERIAL_LEN);
  }

  static AssociatedData context(Owner owner, String slot, int version) {
    return AssociatedData.of(owner.kind().purpose())
        .with(owner.tenant().value())
        .with(owner.id())
        .with(slot)
        .with(version);
  }

  private Bytes wrapped(
      TenantSecrets secrets, Owner owner, String slot, int version, byte[] material) {
    return wrap.wrap(
        secrets.kek(secrets.current()), secrets.current(), context(owner, slot, version), material);
  }

  private byte[] opened(
      TenantSecrets secrets, Owner owner, String slot, int version, Bytes wrapped, int kekVersion) {
    return wrap.unwrap(
        secrets.kek(kekVersion), context(owner, slot, version), wrapped, DataKey.MATERIAL_LEN);
  }
}
