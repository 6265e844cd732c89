package emanet.closure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.keys.ReturnSeal;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// The end of a tenant's contract, as it stands: one item a tenant, in `deployment`, which no
/// restore brings back and none takes away. Nothing in it is personal but actors' ids.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | the closure | `T#<tenant>#CLOSURE` | `CURRENT` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `closure` | S | its id |
/// | `state` | S | `State` |
/// | `version` | N | counts every change, of a later closure of the tenant, too |
/// | `doc` | S | JSON: see below |
///
/// | property | what |
/// |---|---|
/// | `at`, `by`, `decidedBy` | when it was begun, who proposed it, and who approved |
/// | `decidedFor` | whose own approved: `TENANT` or `DEPLOYMENT`; of the latter nothing is ever given back |
/// | `since` | RFC 3339: from when on there is anything of the tenant |
/// | `frozen`, `undoUntil`, `waitUntil` | RFC 3339: see `Terms` |
/// | `publicKey`, `fingerprint` | to whom the package is sealed |
/// | `keyGoneSince` | RFC 3339: since when the tenant's KMS key was not seen to open; absent while it does, and once there is a package |
/// | `package` | of earlier closures, which have no `decidedFor`: `KEY_GONE` where nothing is given back |
/// | `receipt` | `{at, by, sha256, manifest}` |
/// | `withdrawn` | `{at, by}` |
/// | `destroyed` | RFC 3339: when the keys had gone from the table |
/// | `kek` | the version of the last KEK |
/// | `ledger` | the receipt of the entry under which the keys went |
/// | `draft` | a certificate that is signed and not kept yet |
/// | `certificate` | the certificate |
record StoredClosure(TenantId tenant, String id, State state, long version, ObjectNode doc) {
  static final String AT = "at";
  static final String BY = "by";
  static final String DECIDED_BY = "decidedBy";
  static final String SINCE = "since";
  static final String FROZEN = "frozen";
  static final String UNDO_UNTIL = "undoUntil";
  static final String WAIT_UNTIL = "waitUntil";
  static final String PUBLIC_KEY = "publicKey";
  static final String FINGERPRINT = "fingerprint";
  static final String DECIDED_FOR = "decidedFor";
  static final String TENANT = "TENANT";
  static final String DEPLOYMENT = "DEPLOYMENT";
  static final String KEY_GONE_SINCE = "keyGoneSince";
  static final String PACKAGE = "package";
  static final String KEY_GONE = "KEY_GONE";
  static final String RECEIPT = "receipt";
  static final String WITHDRAWN_AT = "withdrawn";
  static final String DESTROYED = "destroyed";
  static final String KEK = "kek";
  static final String LEDGER = "ledger";
  static final String DRAFT = "draft";
  static final String CERTIFICATE = "certificate";

  private static final String CLOSURE = "closure";
  private static final String STATE = "state";
  static final String VERSION = "version";
  private static final String DOC = "doc";

  /// How far it is.
  enum State {
    /// Callers may only read; it can be withdrawn.
    FROZEN,
    /// Everything went on.
    WITHDRAWN,
    /// The keys are being destroyed: there is no way back.
    ENDING,
    /// The keys are destroyed, and that is certified.
    CLOSED,
    /// Nothing can bring them back any more, and that is certified.
    FINAL;

    boolean isOver() {
      return compareTo(ENDING) >= 0;
    }
  }

  StoredClosure {
    doc = doc.deepCopy();
  }

  static Key key(TenantId tenant) {
    return new Key(Table.DEPLOYMENT, "T#" + tenant + "#CLOSURE", "CURRENT");
  }

  static StoredClosure of(TenantId tenant, Item item) {
    return new StoredClosure(
        tenant,
        item.text(CLOSURE),
        State.valueOf(item.text(STATE)),
        item.number(VERSION),
        read(item.text(DOC)));
  }

  Item item() {
    return Item.at(key(tenant))
        .with(CLOSURE, id)
        .with(STATE, state.name())
        .with(VERSION, version)
        .with(DOC, doc.toString());
  }

  /// As it is kept outside the table.
  ObjectNode record() {
    var record = JsonNodeFactory.instance.objectNode().put("tenant", tenant.value());
    record.put(CLOSURE, id).put(STATE, state.name()).put(VERSION, version);
    return record.set(DOC, doc);
  }

  static StoredClosure ofRecord(ObjectNode record) {
    return new StoredClosure(
        new TenantId(record.path("tenant").asText()),
        record.path(CLOSURE).asText(),
        State.valueOf(record.path(STATE).asText()),
        record.path(VERSION).asLong(),
        (ObjectNode) record.path(DOC));
  }

  private static ObjectNode read(String text) {
    try (var bytes = SecretBytes.owning(text.getBytes(StandardCharsets.UTF_8))) {
      return SealedJson.object(bytes);
    }
  }

  /// The next version.
  StoredClosure to(State next, ObjectNode changed) {
    return new StoredClosure(tenant, id, next, version + 1, changed);
  }

  Instant time(String name) {
    return Instant.parse(doc.path(name).asText());
  }

  boolean has(String name) {
    return doc.has(name);
  }

  /// Whether the tenant's key was not seen to open of late.
  boolean isKeyGone() {
    return has(KEY_GONE_SINCE);
  }

  /// Whether the deployment's own approved it.
  boolean isDeployments() {
    return doc.path(DECIDED_FOR).asText().equals(DEPLOYMENT)
        || doc.path(PACKAGE).asText().equals(KEY_GONE);
  }

  /// Whether `standing`, in the place of this, says that this was withdrawn.
  boolean isWithdrawnBy(StoredClosure standing) {
    return standing.state() == State.WITHDRAWN || !standing.id().equals(id);
  }

  ReturnSeal.Recipient recipient() {
    return ReturnSeal.recipient(doc.path(PUBLIC_KEY).asText())
        .orElseThrow(() -> new IllegalStateException("it was tried when it was sent"));
  }

  Optional<ObjectNode> certificate() {
    return doc.get(CERTIFICATE) instanceof ObjectNode certificate
        ? Optional.of(certificate.deepCopy())
        : Optional.empty();
  }
}
