package emanet.backups;

import emanet.fault.FaultException;
import org.jspecify.annotations.Nullable;

/// What came of asking one Region after the other, none of which had what was asked for: a copy
/// that is wrong is told of before a Region that cannot be asked, and that before nothing.
final class Tried {
  private @Nullable BrokenBackup first;
  private @Nullable FaultException away;

  void broken(BrokenBackup copy) {
    first = first == null ? copy : first;
  }

  void away(FaultException region) {
    away = region;
  }

  /// @param absent where all were asked, and had nothing
  /// @return what is to be thrown
  /// @throws FaultException where a Region could not be asked, and no copy was wrong
  BrokenBackup end(BrokenBackup absent) {
    if (first == null && away != null) {
      throw away;
    }
    return first == null ? absent : first;
  }
}
