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
/// | `documents` | M | keys of the tenant's own documents, one made with each KEK, by its version, each wrapped under the current one |
/// | `index` | B | root of the blind index's keys, wrapped under the current KEK |
/// | `mac` | B | root of the MACs' keys, wrapped under the current KEK |
record TenantItem(
    TenantId tenant,
    int kekVersion,
    String kmsKey,
    boolean own,
    Bytes kek,
    Map<Integer, Bytes> older,
    Map<Integer, Bytes> documents,
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
  static final String DOCUMENTS = "documents";
  static final String INDEX = "index";
  static final String MAC = "mac";

  TenantItem {
    older = Map.copyOf(older);
    documents = Map.copyOf(documents);
  }

  static Key key(TenantId tenant) {
    return new Key(Table.KEYS, "T#" + tenant + "#TENANT", "K");
  }

  Item toItem() {
    return Item.at(key(tenant))
        .with(STATE, ACTIVE)
        .with(KEK_VERSION, kekVersion)
        .with(KMS_KEY, kmsKey)
        .with(OWN, own)
        .with(KEK, kek)
        .with(OLDER, tree(older))
        .with(DOCUMENTS, tree(documents))
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
      return new TenantItem(
          tenant,
          Math.toIntExact(item.number(KEK_VERSION)),
          item.text(KMS_KEY),
          item.flag(OWN),
          item.bytes(KEK),
          byVersion(item.tree(OLDER)),
          byVersion(item.tree(DOCUMENTS)),
          item.bytes(INDEX),
          item.bytes(MAC));
    } catch (IllegalStateException | NumberFormatException | ArithmeticException e) {
      throw new Fault.Tampered().exception(e);
    }
  }

  private static Map<String, Value> tree(Map<Integer, Bytes> wrapped) {
    var tree = new HashMap<String, Value>();
    wrapped.forEach((version, bytes) -> tree.put(Integer.toString(version), Value.of(bytes)));
    return tree;
  }

  private static Map<Integer, Bytes> byVersion(Map<String, Value> tree) {
    var wrapped = new HashMap<Integer, Bytes>();
    tree.forEach((version, value) -> wrapped.put(Integer.parseInt(version), binary(value)));
    return wrapped;
  }

  private static Bytes binary(Value value) {
    if (value instanceof Value.Binary(var bytes)) {
      return bytes;
    }
    throw new IllegalStateException("a wrapped key is binary");
  }
}
