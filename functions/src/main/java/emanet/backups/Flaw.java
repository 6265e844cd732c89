package emanet.backups;

/// Why a backup is not used. The names are shown, and never change.
public enum Flaw {
  /// There is no manifest of that id.
  ABSENT,
  /// The manifest cannot be read.
  UNREADABLE,
  /// It is of a format that is no longer, or not yet, read.
  OTHER_FORMAT,
  /// It bears no signature.
  UNSIGNED,
  /// Its signature is none of this deployment's key over this very text.
  FORGED,
  /// It is another backup's, or another deployment's.
  FOREIGN,
  /// It lies under a name of another moment than its own.
  MISNAMED,
  /// A table that belongs to it is not in it, or fewer items or more than an object is said to
  /// hold.
  INCOMPLETE,
  /// An object is not there any more.
  MISSING,
  /// An object is shorter or longer than it was.
  TRUNCATED,
  /// An object holds other bytes than it did.
  DAMAGED,
  /// Its life is over: its objects may be gone at any moment.
  EXPIRED,
  /// The life of its keys is over: what it holds cannot be opened.
  KEYS_GONE,
  /// It does not have the tenant that is to be brought back.
  NO_TENANT
}
