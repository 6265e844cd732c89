package emanet.local.verify;

/// Something in a log that is not as it must be.
///
/// @param where the file, or the entry by its index
/// @param what what is wrong there
public record Finding(Kind kind, String where, String what) {
  /// What is wrong, for programs.
  public enum Kind {
    CHECKPOINT_MISSING,
    CHECKPOINT_MALFORMED,
    CHECKPOINT_OF_OTHER_LOG,
    SIGNATURE_INVALID,
    COSIGNATURE_INVALID,
    COSIGNATURES_TOO_FEW,
    WENT_BACK,
    FORKED,
    NOT_COVERED,
    FILE_MISSING,
    FILE_ALTERED,
    FILE_MALFORMED,
    FILE_UNEXPECTED,
    TILE_ALTERED,
    ROOT_DIFFERS,
    ENTRY_ALTERED,
    ENTRY_REMOVED,
    ENTRY_INSERTED,
    ENTRIES_REORDERED,
    ENTRY_MALFORMED,
    ENTRY_TWICE
  }

  @Override
  public String toString() {
    return where + ": " + what + " [" + kind + "]";
  }
}
