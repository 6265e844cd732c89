package emanet.ledger;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Note;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.TenantId;

/// A log's newest checkpoint with its signatures.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L`, `CHECKPOINT` |
/// | `size` | N | entries in the tree |
/// | `note` | S | the signed note, as it is served |
record SignedCheckpoint(Checkpoint checkpoint, Note note) {
  private static final String SIZE = "size";
  private static final String NOTE = "note";

  static Key key(TenantId tenant) {
    return new Key(Table.LEDGER, "T#" + tenant + "#L", "CHECKPOINT");
  }

  static SignedCheckpoint of(Item item) {
    return parse(item.text(NOTE));
  }

  static SignedCheckpoint parse(String encoded) {
    var note = Note.parse(encoded).orElseThrow(() -> new IllegalStateException("no note"));
    return new SignedCheckpoint(Checkpoint.parse(note.text()).orElseThrow(), note);
  }

  Item item(TenantId tenant) {
    return Item.at(key(tenant)).with(SIZE, size()).with(NOTE, note.encoded());
  }

  /// That no newer one stands there.
  Condition newest() {
    return Condition.any(Condition.noItem(), Condition.less(SIZE, size()));
  }

  long size() {
    return checkpoint.size();
  }
}
