package emanet.register.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.TenantId;
import java.util.List;

/// Carries out, on restored tables that nobody else writes to yet, what was done after the backup
/// was made.
///
/// Replaying is repeatable, and of no effect where it stands already: so all records are replayed,
/// also those from before the backup.
public interface Replayer {
  /// What came of a record.
  enum Came {
    /// It is carried out, and was not before.
    DONE,
    /// It stood already.
    STOOD,
    /// There is nothing to do it to: a person or a document that is not in the backup, or who is
    /// erased.
    NOTHING,
    /// It cannot be carried out: whoever promotes the restore has to know.
    IMPOSSIBLE
  }

  /// The kinds that it carries out, in the order in which they are.
  List<Replayed> kinds();

  /// Carries one record out.
  ///
  /// @param record what was written before the act was acknowledged
  Came replay(TenantId tenant, Replayed kind, String id, ObjectNode record);
}
