package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.Randomness;
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

  private record Fresh(AesKey kek, Bytes wrapped, String kmsKey) {}

  private static final int FIRST = 1;

  private final Kms kms;
  private final KeyWrap wrap;
  private final Randomness randomness;
  private final InstantSource clock;

  TenantKeyMaking(Kms kms, KeyWrap wrap, Randomness randomness, InstantSource clock) {
    this.kms = kms;
    this.wrap = wrap;
    this.randomness = randomness;
    this.clock = clock;
  }

  /// The first keys; empty if the KMS key cannot be used.
  Optional<Made> first(TenantId tenant, Optional<String> own) {
    var at = clock.instant();
    return generate(tenant, FIRST, own)
        .map(fresh ->
            made(tenant, FIRST, fresh, own.isPresent(), Map.of(), randomKey(), randomKey(), at));
  }

  /// The same keys, under a new KEK; empty if the KMS key cannot be used.
  Optional<Made> next(TenantItem item, TenantSecrets known, Optional<String> own) {
    var at = clock.instant();
    int version = item.kekVersion() + 1;
    return generate(item.tenant(), version, own)
        .map(fresh -> {
          var older = new HashMap<Integer, AesKey>();
          known.keks().forEach((number, kek) -> older.put(number, copy(kek)));
          return made(
              item.tenant(),
              version,
              fresh,
              own.isPresent(),
              older,
              copy(known.index()),
              copy(known.mac()),
              at);
        });
  }

  /// Opens what is stored: one call to KMS.
  TenantSecrets open(TenantItem item) {
    var at = clock.instant(); // before the call: its time counts
    try (var plain =
        kms.decrypt(item.kmsKey(), item.kek(), context(item.tenant(), item.kekVersion()))
            .orElseThrow(() -> Fault.Unavailable.shortly().exception())) {
      var kek = key(plain.toArray());
      var keks = new HashMap<Integer, AesKey>();
      keks.put(item.kekVersion(), kek);
      item.older()
          .forEach((version, wrapped) ->
              keks.put(version, opened(kek, olderContext(item.tenant(), version), wrapped)));
      return new TenantSecrets(
          item.kekVersion(),
          keks,
          opened(kek, rootContext(item.tenant(), TenantItem.INDEX), item.index()),
          opened(kek, rootContext(item.tenant(), TenantItem.MAC), item.mac()),
          at);
    }
  }

  /// Whether the item's KEK is wrapped by that key: the tenant's own, or the deployment's.
  boolean isUnder(TenantItem item, Optional<String> own) {
    return own.map(arn -> item.own() && kms.same(arn, item.kmsKey())).orElse(!item.own());
  }

  void clear() {
    wrap.clear();
  }

  private Made made(
      TenantId tenant,
      int version,
      Fresh fresh,
      boolean own,
      Map<Integer, AesKey> older,
      AesKey index,
      AesKey mac,
      Instant at) {
    var wrapped = new HashMap<Integer, Bytes>();
    older.forEach((number, kek) ->
        wrapped.put(number, wrapped(fresh.kek, version, olderContext(tenant, number), kek)));
    var item =
        new TenantItem(
            tenant,
            version,
            fresh.kmsKey,
            own,
            fresh.wrapped,
            wrapped,
            wrapped(fresh.kek, version, rootContext(tenant, TenantItem.INDEX), index),
            wrapped(fresh.kek, version, rootContext(tenant, TenantItem.MAC), mac));
    var keks = new HashMap<>(older);
    keks.put(version, fresh.kek);
    return new Made(item, new TenantSecrets(version, keks, index, mac, at));
  }

  /// A KEK made by KMS. A tenant's own key is tried in both directions: one that wraps and does not
  /// unwrap would lose all that is sealed under it.
  private Optional<Fresh> generate(TenantId tenant, int version, Optional<String> own) {
    if (own.isPresent() && !kms.multiRegion(own.get())) {
      return Optional.empty();
    }
    var context = context(tenant, version);
    try (var generated = kms.generate(own, context).orElse(null)) {
      if (generated == null) {
        return Optional.empty();
      }
      if (own.isPresent() && !unwraps(generated, context)) {
        return Optional.empty();
      }
      return Optional.of(
          new Fresh(key(generated.key().toArray()), generated.wrapped(), generated.keyArn()));
    }
  }

  private boolean unwraps(Kms.Generated generated, Map<String, String> context) {
    return kms.decrypt(generated.keyArn(), generated.wrapped(), context)
        .filter(again -> {
          try (again) {
            return again.equals(generated.key());
          }
        })
        .isPresent();
  }

  private Bytes wrapped(AesKey kek, int version, AssociatedData context, AesKey key) {
    var content = key.getEncoded();
    try {
      return wrap.wrap(kek, version, context, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private AesKey opened(AesKey kek, AssociatedData context, Bytes wrapped) {
    return key(wrap.unwrap(kek, context, wrapped, AesKey.LENGTH));
  }

  private AesKey randomKey() {
    return key(randomness.bytes(AesKey.LENGTH));
  }

  private static AesKey copy(AesKey key) {
    return key(key.getEncoded());
  }

  /// Takes over and zeroes `content`.
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

  private static AssociatedData olderContext(TenantId tenant, int version) {
    return AssociatedData.of("older-kek").with(tenant.value()).with(version);
  }

  private static AssociatedData rootContext(TenantId tenant, String name) {
    return AssociatedData.of("tenant-root").with(tenant.value()).with(name);
  }
}
