package emanet.ledger;

import emanet.keys.Ed25519;
import emanet.keys.Signer;
import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Signs what the head of a log says, after it says so: nothing is ever signed that another head
/// could contradict. Ed25519 gives the same signature to the same text, so whoever signs a head, in
/// whichever Region, makes the same checkpoint.
final class Checkpoints {
  private final Store store;
  private final Signer signer;
  private final String origin;
  private Optional<Bytes> publicKey = Optional.empty();

  /// @param origin what all logs' names begin with; one is `<origin>/<tenant>`
  Checkpoints(Store store, Signer signer, String origin) {
    this.store = store;
    this.signer = signer;
    this.origin = origin;
  }

  /// The key that a tenant's log is checked by.
  NoteKey key(TenantId tenant) {
    return new NoteKey(origin + "/" + tenant, NoteKey.Kind.ED25519, publicKey());
  }

  /// Whether a checkpoint is of that log, and signed by this deployment.
  boolean isOurs(TenantId tenant, SignedCheckpoint signed) {
    var key = key(tenant);
    return signed.checkpoint().origin().equals(key.name())
        && signed.note().signatures().stream()
            .anyMatch(line -> key.verifies(signed.note().text(), line));
  }

  /// The newest checkpoint of a log.
  Optional<SignedCheckpoint> newest(TenantId tenant) {
    return store.read(SignedCheckpoint.key(tenant)).map(SignedCheckpoint::of);
  }

  /// Signs the head, if its size is not signed yet.
  ///
  /// @return the newest checkpoint
  SignedCheckpoint sign(TenantId tenant, LogHead head) {
    var newest = newest(tenant);
    if (newest.isPresent() && newest.get().size() >= head.size()) {
      return newest.get();
    }
    var key = key(tenant);
    var checkpoint = new Checkpoint(key.name(), head.size(), head.frontier().root());
    var text = checkpoint.text();
    var signature = signer.sign(Bytes.owning(text.getBytes(StandardCharsets.UTF_8)));
    var line = key.line(signature);
    if (!key.verifies(text, line)) {
      throw new IllegalStateException("the ledger's key signs what it does not verify");
    }
    var signed = new SignedCheckpoint(checkpoint, new Note(text, List.of(line)));
    return switch (store.put(signed.item(tenant), signed.newest())) {
      case Written.Done _ -> signed;
      case Written.Conflict(var current) -> current.map(SignedCheckpoint::of).orElse(signed);
    };
  }

  private synchronized Bytes publicKey() {
    var key = publicKey.orElseGet(() -> Ed25519.ofInfo(signer.publicKey()));
    publicKey = Optional.of(key);
    return key;
  }
}
