package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.Recent;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Between a kind's documents and their items. What was parsed is remembered beside the very
/// ciphertext that it came from: a warm call opens nothing.
final class Documents<T> {
  static final String VERSION = "version";
  static final String AT = "at";
  static final String BY = "by";
  static final String MARK = "mark";
  static final String DELETED = "deleted";
  static final String WIDENED = "widened";
  static final String APPROVAL = "approval";
  static final String SEALED = "doc";

  /// Documents remembered at most, of all tenants.
  private static final int MOST = 2000;

  private final DocumentSeal seal;
  private final BiFunction<String, ObjectNode, Draft<T>> read;
  private final Function<T, ObjectNode> write;
  private final Map<Place, Opened<T>> opened = Recent.atMost(MOST);

  private record Place(TenantId tenant, Key key) {}

  private record Opened<T>(Item item, Filed<T> filed) {}

  Documents(
      DocumentSeal seal,
      BiFunction<String, ObjectNode, Draft<T>> read,
      Function<T, ObjectNode> write) {
    this.seal = seal;
    this.read = read;
    this.write = write;
  }

  /// A version as it is kept outside the table.
  ObjectNode copy(Kind kind, Filed<T> filed) {
    var copy =
        copy(kind, filed.code(), filed.version(), filed.at().toString(), filed.by(), filed.mark());
    copy.put(WIDENED, filed.widened());
    filed.approval().ifPresent(id -> copy.put(APPROVAL, id));
    copy.set(SEALED, write.apply(filed.value()));
    return copy;
  }

  /// The version that says that there is no document any more.
  ObjectNode copy(Kind kind, String code, Item tombstone) {
    return copy(
            kind,
            code,
            tombstone.number(VERSION),
            tombstone.text(AT),
            tombstone.text(BY),
            tombstone.text(MARK))
        .put(DELETED, true);
  }

  private static ObjectNode copy(
      Kind kind, String code, long version, String at, String by, String mark) {
    var copy = JsonNodeFactory.instance.objectNode();
    copy.put("kind", kind.label()).put("code", code).put(VERSION, version);
    return copy.put(AT, at).put(BY, by).put(MARK, mark);
  }

  Item seal(TenantId tenant, Kind kind, Filed<T> filed) {
    var document = SealedJson.bytes(write.apply(filed.value()));
    try {
      var sealed = seal.seal(tenant, kind.label(), filed.code(), filed.version(), document);
      return Item.at(kind.current(tenant, filed.code()))
          .with(VERSION, filed.version())
          .with(AT, filed.at().toString())
          .with(BY, filed.by())
          .with(MARK, filed.mark())
          .with(WIDENED, filed.widened())
          .withOptional(APPROVAL, filed.approval(), Value::of)
          .with(SEALED, sealed);
    } finally {
      Arrays.fill(document, (byte) 0);
    }
  }

  Filed<T> open(TenantId tenant, Kind kind, String code, Item item) {
    var place = new Place(tenant, item.key());
    synchronized (opened) {
      var known = opened.get(place);
      if (known != null && known.item().equals(item)) {
        return known.filed();
      }
    }
    var filed = opened(tenant, kind, code, item);
    synchronized (opened) {
      opened.put(place, new Opened<>(item, filed));
    }
    return filed;
  }

  private Filed<T> opened(TenantId tenant, Kind kind, String code, Item item) {
    long version = item.number(VERSION);
    var document = document(tenant, kind, code, version, item.bytes(SEALED));
    return new Filed<>(
        code,
        version,
        Instant.parse(item.text(AT)),
        item.text(BY),
        stored(code, document),
        item.text(MARK),
        item.number(WIDENED),
        item.optionalText(APPROVAL));
  }

  /// A stored document was judged before it was written, and by rules that may be stricter now.
  private T stored(String code, ObjectNode document) {
    try {
      return read.apply(code, document).judged();
    } catch (FaultException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  private ObjectNode document(TenantId tenant, Kind kind, String code, long version, Bytes sealed) {
    try (var plain = seal.open(tenant, kind.label(), code, version, sealed)) {
      return SealedJson.object(plain);
    }
  }
}
