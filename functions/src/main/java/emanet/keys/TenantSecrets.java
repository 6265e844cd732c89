package emanet.keys;

import emanet.fault.Fault;
import emanet.values.CategoryCode;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A tenant's keys in the clear. Zeroed when the cache **and** everyone who acquired it have let
/// go, so that no thread ever works with a key that another one is zeroing.
final class TenantSecrets implements AutoCloseable {
  private static final int MOST_FIELDS = 1024;

  private final int current;
  private final Map<Integer, AesKey> keks;
  private final Map<Integer, SecretBytes> documents;
  private final AesKey index;
  private final AesKey mac;
  private final long loadedAt;

  /// Derived of `index`, zeroed with it.
  private final Map<Field, AesKey> fields = new ConcurrentHashMap<>();

  /// Starts with the cache's own hold.
  private final AtomicInteger holders = new AtomicInteger(1);

  TenantSecrets(
      int current,
      Map<Integer, AesKey> keks,
      Map<Integer, SecretBytes> documents,
      AesKey index,
      AesKey mac,
      Instant loadedAt) {
    this.current = current;
    this.keks = Map.copyOf(keks);
    this.documents = Map.copyOf(documents);
    this.index = index;
    this.mac = mac;
    this.loadedAt = loadedAt.toEpochMilli();
  }

  /// ms since 1970.
  long loadedAt() {
    return loadedAt;
  }

  /// The version of the KEK that wraps new keys.
  int current() {
    return current;
  }

  boolean has(int kekVersion) {
    return keks.containsKey(kekVersion);
  }

  /// @throws emanet.fault.FaultException `Tampered` where the tenant never had such a KEK
  AesKey kek(int kekVersion) {
    var kek = keks.get(kekVersion);
    if (kek == null) {
      throw new Fault.Tampered().exception();
    }
    return kek;
  }

  Map<Integer, AesKey> keks() {
    return keks;
  }

  /// `K_enc ‖ commitment` of the key for the tenant's own documents, by the KEK version that it was
  /// made with.
  Map<Integer, SecretBytes> documents() {
    return documents;
  }

  AesKey index() {
    return index;
  }

  AesKey mac() {
    return mac;
  }

  /// Values of a field are told apart by tenant and category, and fall into shards.
  record Field(TenantId tenant, CategoryCode category, String name, int shard) {}

  /// HMAC-SHA-256 of a value under the field's own key, which is derived of `index` once and kept
  /// with the others. Of more than `MOST_FIELDS`, whoever names them, those that come later are
  /// derived each time.
  byte[] tag(Field field, byte[] value) {
    var known = fields.get(field);
    if (known != null) {
      return Hmac.of(known, value);
    }
    var key = derived(field);
    if (fields.size() < MOST_FIELDS && fields.putIfAbsent(field, key) == null) {
      return Hmac.of(key, value);
    }
    try (key) {
      return Hmac.of(key, value);
    }
  }

  /// Those that are kept.
  Collection<AesKey> fields() {
    return fields.values();
  }

  private AesKey derived(Field field) {
    return Hmac.key(
        index,
        AssociatedData.of("blind-index")
            .with(field.tenant().value())
            .with(field.category().value())
            .with(field.name())
            .with(field.shard()));
  }

  /// Holds on to it; false if it was zeroed.
  boolean acquire() {
    int now = holders.get();
    while (now > 0) {
      if (holders.compareAndSet(now, now + 1)) {
        return true;
      }
      now = holders.get();
    }
    return false;
  }

  /// Lets go; the last one zeroes.
  @Override
  public void close() {
    if (holders.decrementAndGet() == 0) {
      keks.values().forEach(AesKey::close);
      documents.values().forEach(SecretBytes::close);
      fields.values().forEach(AesKey::close);
      index.close();
      mac.close();
    }
  }

  boolean isZeroed() {
    return holders.get() <= 0;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
