package emanet.subjects;

import emanet.keys.Keyring;
import emanet.register.replay.Replayer.Came;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.List;

/// Ends holds of a backup that were released after it.
final class HoldEnds {
  private final Store store;
  private final Keyring keyring;

  HoldEnds(Store store, Keyring keyring) {
    this.store = store;
    this.keyring = keyring;
  }

  Came released(TenantId tenant, SubjectId subject, String id, PersonMarks marks) {
    var note = marks.hold(id);
    if (note.isEmpty()) {
      return Came.STOOD;
    }
    var path = PersonMarks.HOLDING + "/" + id;
    var changes = List.of(Change.remove(path), Keyring.releasing(note.get().hold()));
    var conflict = keyring.mark(tenant, subject, changes, Condition.present(path));
    store.writeAll(List.of(), List.of(Holds.entry(tenant, subject, note.get())));
    return conflict.isEmpty() ? Came.DONE : Came.IMPOSSIBLE;
  }
}
