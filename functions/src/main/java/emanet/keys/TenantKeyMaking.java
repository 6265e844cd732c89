package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.Randomness;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes, opens and renews the keys of a tenant: no store, no cache.
final class TenantKeyMaking {
  /// Keys that are not stored yet, wrapped and in the clear.
  record Made(TenantItem item, TenantSecrets secrets) {}

  private record Fresh(AesKey kek, Bytes wrapped, String kmsKey, boolean own) {}

  /// The version of a tenant's first KEK, and of the document key that is made with it.
  static final int FIRST = 1;

  private static final String DOCUMENT_KEY = "tenant-documents";
  private static final String OLDER_KEK = "older-kek";
  private static final String ROOT = "tenant-root";

  private final Kms kms;
  private final KeyLoads loads;
  private final KeyWrap wrap;
  private final Randomness randomness;
  private final InstantSource clock;

  TenantKeyMaking(
      Kms kms, KeyLoads loads, KeyWrap wrap, Randomness randomness, InstantSource clock) {
    this.kms = kms;
    this.loads = loads;
    this.wrap = wrap;
    this.randomness = randomness;
    this.clock = clock;
  }

  /// The first keys; empty if the KMS key cannot be used.
  Optional<Made> first(TenantId tenant, Optional<String> own) {
    var at = clock.instant();
    return generate(tenant, FIRST, own)
        .map(fresh ->
            made(
                tenant,
                fresh,
                new TenantSecrets(
                    FIRST,
                    Map.of(FIRST, fresh.kek),
                    Map.of(FIRST, material()),
                    key(randomness.bytes(AesKey.LENGTH)),
                    key(randomness.bytes(AesKey.LENGTH)),
                    at)));
  }

  /// The same keys, under a new KEK; empty if the KMS key cannot be used.
  Optional<Made> next(TenantItem item, TenantSecrets known, Optional<String> own) {
    var at = clock.instant();
    int version = item.kekVersion() + 1;
    return generate(item.tenant(), version, own)
        .map(fresh -> made(item.tenant(), fresh, grown(known, version, fresh.kek, at)));
  }

  private TenantSecrets grown(TenantSecrets known, int version, AesKey kek, Instant at) {
    var keks = new HashMap<Integer, AesKey>();
    known.keks().forEach((number, older) -> keks.put(number, key(older.getEncoded())));
    keks.put(version, kek);
    var documents = new HashMap<Integer, SecretBytes>();
    known.documents().forEach((number, material) -> documents.put(number, material.copy()));
    documents.put(version, material());
    return new TenantSecrets(
        version,
        keks,
        documents,
        key(known.index().getEncoded()),
        key(known.mac().getEncoded()),
        at);
  }

  /// Opens what is stored: a load is noted, and KMS called once.
  TenantSecrets open(TenantItem item) {
    var at = clock.instant(); // before the call: its time counts
    var tenant = item.tenant();
    try (var plain =
        decrypted(tenant, item.kekVersion(), item.kmsKey(), item.kek())
            .orElseThrow(() -> Fault.Unavailable.shortly().exception())) {
      var kek = key(plain.toArray());
      var keks = new HashMap<Integer, AesKey>();
      keks.put(item.kekVersion(), kek);
      item.older()
          .forEach((version, wrapped) ->
              keks.put(version, opened(kek, numbered(OLDER_KEK, tenant, version), wrapped)));
      var documents = new HashMap<Integer, SecretBytes>();
      item.documents()
          .forEach((version, wrapped) ->
              documents.put(
                  version,
                  SecretBytes.owning(
                      wrap.unwrap(
                          kek,
                          numbered(DOCUMENT_KEY, tenant, version),
                          wrapped,
                          DataKey.MATERIAL_LEN))));
      return new TenantSecrets(
          item.kekVersion(),
          keks,
          documents,
          opened(kek, root(tenant, TenantItem.INDEX), item.index()),
          opened(kek, root(tenant, TenantItem.MAC), item.mac()),
          at);
    }
  }

  /// Whether KMS opens the item's KEK now.
  boolean opens(TenantItem item) {
    try (var plain =
        decrypted(item.tenant(), item.kekVersion(), item.kmsKey(), item.kek()).orElse(null)) {
      return plain != null;
    }
  }

  /// Whether the item's KEK is wrapped by that key: the tenant's own, or the deployment's.
  boolean isUnder(TenantItem item, Optional<String> own) {
    return own.map(arn -> item.own() && kms.same(arn, item.kmsKey())).orElse(!item.own());
  }

  boolean same(String kmsKey, String other) {
    return kms.same(kmsKey, other);
  }

  void clear() {
    wrap.clear();
  }

  private Made made(TenantId tenant, Fresh fresh, TenantSecrets secrets) {
    int version = secrets.current();
    var older = new HashMap<Integer, Bytes>();
    secrets
        .keks()
        .forEach((number, kek) -> {
          if (number != version) {
            older.put(
                number, wrapped(fresh.kek, version, numbered(OLDER_KEK, tenant, number), kek));
          }
        });
    var documents = new HashMap<Integer, Bytes>();
    secrets
        .documents()
        .forEach((number, material) ->
            documents.put(
                number,
                wrapped(
                    fresh.kek,
                    version,
                    numbered(DOCUMENT_KEY, tenant, number),
                    material.toArray())));
    var item =
        new TenantItem(
            tenant,
            version,
            fresh.kmsKey,
            fresh.own,
            fresh.wrapped,
            older,
            documents,
            wrapped(fresh.kek, version, root(tenant, TenantItem.INDEX), secrets.index()),
            wrapped(fresh.kek, version, root(tenant, TenantItem.MAC), secrets.mac()));
    return new Made(item, secrets);
  }

  /// A KEK made by KMS. A tenant's own key is tried in both directions: one that wraps and does not
  /// unwrap would lose all that is sealed under it.
  private Optional<Fresh> generate(TenantId tenant, int version, Optional<String> own) {
    if (own.isPresent() && !kms.multiRegion(own.get())) {
      return Optional.empty();
    }
    var context = context(tenant, version);
    try (var generated = kms.generate(own, context).orElse(null)) {
      if (generated == null || (own.isPresent() && !unwraps(tenant, version, generated))) {
        return Optional.empty();
      }
      return Optional.of(
          new Fresh(
              key(generated.key().toArray()),
              generated.wrapped(),
              generated.keyArn(),
              own.isPresent()));
    }
  }

  private boolean unwraps(TenantId tenant, int version, Kms.Generated generated) {
    try (var again =
        decrypted(tenant, version, generated.keyArn(), generated.wrapped()).orElse(null)) {
      return again != null && again.equals(generated.key());
    }
  }

  private Optional<SecretBytes> decrypted(
      TenantId tenant, int version, String kmsKey, Bytes wrapped) {
    var load = loads.note(tenant, version);
    return kms.decrypt(kmsKey, wrapped, context(tenant, version), load);
  }

  private Bytes wrapped(AesKey kek, int version, AssociatedData context, AesKey key) {
    return wrapped(kek, version, context, key.getEncoded());
  }

  /// Zeroes `secret`.
  private Bytes wrapped(AesKey kek, int version, AssociatedData context, byte[] secret) {
    try {
      return wrap.wrap(kek, version, context, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private AesKey opened(AesKey kek, AssociatedData context, Bytes wrapped) {
    return key(wrap.unwrap(kek, context, wrapped, AesKey.LENGTH));
  }

  private SecretBytes material() {
    var seed = randomness.bytes(Wrapping.SEED_LEN);
    try {
      return SecretBytes.owning(Wrapping.material(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /// Zeroes `content`.
  private static AesKey key(byte[] content) {
    try {
      if (content.length != AesKey.LENGTH) {
        throw new Fault.Tampered().exception();
      }
      return new AesKey(content, 0);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /// What KMS binds the KEK to. It stands in KMS's log: nothing personal.
  private static Map<String, String> context(TenantId tenant, int version) {
    return Map.of(
        "app",
        "emanet",
        "purpose",
        "tenant-kek",
        "tenant",
        tenant.value(),
        "kekVersion",
        Integer.toString(version));
  }

  private static AssociatedData numbered(String purpose, TenantId tenant, int version) {
    return AssociatedData.of(purpose).with(tenant.value()).with(version);
  }

  private static AssociatedData root(TenantId tenant, String name) {
    return AssociatedData.of(ROOT).with(tenant.value()).with(name);
  }
}
