package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Value;
import emanet.values.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Brings back versions of documents that were written after the backup: each as it was, the ones
/// before it in the archive. Records come in the order of versions, which their ids have.
public final class RegisterReplay implements Replayer {
  private final Store store;
  private final DocumentSeal seal;

  public RegisterReplay(Store store, DocumentSeal seal) {
    this.store = store;
    this.seal = seal;
  }

  @Override
  public List<Replayed> kinds() {
    return List.of(Replayed.REGISTER);
  }

  @Override
  public Came replay(TenantId tenant, Replayed replayed, String id, ObjectNode record) {
    var label = record.path("kind").asText();
    var kind = Arrays.stream(Kind.values()).filter(one -> one.label().equals(label)).findFirst();
    return kind.map(one -> replay(tenant, one, record)).orElse(Came.IMPOSSIBLE);
  }

  private Came replay(TenantId tenant, Kind kind, ObjectNode record) {
    var code = record.path("code").asText();
    long version = record.path(Documents.VERSION).asLong();
    var key = kind.current(tenant, code);
    var before = store.read(key);
    if (before.filter(item -> item.number(Documents.VERSION) >= version).isPresent()) {
      return Came.STOOD;
    }
    if (before.isEmpty()) {
      var listed = Item.at(kind.listed(tenant, code)).with(Shelf.INDEX_ONLY, true);
      store.writeAll(List.of(listed), List.of());
    }
    before.filter(_ -> kind.keepsVersions()).ifPresent(item -> archive(tenant, kind, code, item));
    var _ = store.put(item(tenant, kind, code, version, record), Condition.always());
    return Came.DONE;
  }

  private void archive(TenantId tenant, Kind kind, String code, Item item) {
    var key = kind.archived(tenant, code, item.number(Documents.VERSION));
    var _ = store.put(new Item(key, item.attributes()), Condition.noItem());
  }

  private Item item(TenantId tenant, Kind kind, String code, long version, ObjectNode record) {
    var item =
        Item.at(kind.current(tenant, code))
            .with(Documents.VERSION, version)
            .with(Documents.AT, record.path(Documents.AT).asText())
            .with(Documents.BY, record.path(Documents.BY).asText())
            .with(Documents.MARK, record.path(Documents.MARK).asText());
    if (record.path(Documents.DELETED).asBoolean()) {
      return item.with(Documents.DELETED, true);
    }
    var document = SealedJson.bytes((ObjectNode) record.path(Documents.SEALED));
    try {
      var approval = Optional.of(record.path(Documents.APPROVAL).asText());
      return item.with(Documents.WIDENED, record.path(Documents.WIDENED).asLong())
          .withOptional(Documents.APPROVAL, approval.filter(text -> !text.isEmpty()), Value::of)
          .with(Documents.SEALED, seal.seal(tenant, kind.label(), code, version, document));
    } finally {
      Arrays.fill(document, (byte) 0);
    }
  }
}
