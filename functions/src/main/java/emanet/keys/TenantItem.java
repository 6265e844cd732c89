package emanet.keys;

import emanet.fault.Fault;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.util.HashMap;
import java.util.Map;

/// A tenant's wrapped keys: one item, so that one KMS call opens them all.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `state` | S | `ACTIVE`, or `DESTROYED`: then it has no key |
/// | `kekVersion` | N | the version of the current KEK, from 1 |
/// | `kmsKey` | S | ARN of the KMS key that wraps the current KEK |
/// | `own` | BOOL | whether that KMS key is the tenant's own; absent: no |
/// | `kek` | B | the current KEK, as KMS wrapped it |
/// | `older` | M | earlier KEKs by version, each wrapped under the current one |
/// | `index` | B | root of the blind index's keys, wrapped under the current KEK |
/// | `mac` | B | root of the MACs' keys, wrapped under the current KEK |
record TenantItem(
    TenantId tenant,
    int kekVersion,
    String kmsKey,
    boolean own,
    Bytes kek,
    Map<Integer, Bytes> older,
    Bytes index,
    Bytes mac) {
  static final String STATE = "state";
  static final String ACTIVE = "ACTIVE";
  static final String DESTROYED = "DESTROYED";
  static final String KEK_VERSION = "kekVersion";
  static final String KMS_KEY = "kmsKey";
  static final String OWN = "own";
  static final String KEK = "kek";
  static final String OLDER = "older";
  static final String INDEX = "index";
  static final String MAC = "mac";

  TenantItem {
    older = Map.copyOf(older);
  }

  static Key key(TenantId tenant) {
    return new Key(Table.KEYS, "T#" + tenant + "#TENANT", "K");
  }

  Item toItem() {
    var wrapped = new HashMap<String, Value>();
    older.forEach((version, bytes) -> wrapped.put(Integer.toString(version), Value.of(bytes)));
    return Item.at(key(tenant))
        .with(STATE, ACTIVE)
        .with(KEK_VERSION, kekVersion)
        .with(KMS_KEY, kmsKey)
        .with(OWN, own)
        .with(KEK, kek)
        .with(OLDER, wrapped)
        .with(INDEX, index)
        .with(MAC, mac);
  }

  /// @throws emanet.fault.FaultException `Erased` after the tenant's keys were destroyed,
  ///   `Tampered` if it is not such an item
  static TenantItem parse(TenantId tenant, Item item) {
    try {
      if (item.text(STATE).equals(DESTROYED)) {
        throw new Fault.Erased().exception();
      }
      var older = new HashMap<Integer, Bytes>();
      item.tree(OLDER)
          .forEach((version, wrapped) -> older.put(Integer.parseInt(version), binary(wrapped)));
      return new TenantItem(
          tenant,
          Math.toIntExact(item.number(KEK_VERSION)),
          item.text(KMS_KEY),
          item.flag(OWN),
          item.bytes(KEK),
          older,
          item.bytes(INDEX),
          item.bytes(MAC));
    } catch (IllegalStateException | NumberFormatException | ArithmeticException e) {
      throw new Fault.Tampered().exception(e);
    }
  }

  private static Bytes binary(Value value) {
    if (value instanceof Value.Binary(var bytes)) {
      return bytes;
    }
    throw new IllegalStateException("a wrapped key is binary");
  }
}
