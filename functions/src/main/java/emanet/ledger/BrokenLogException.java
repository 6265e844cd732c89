package emanet.ledger;

/// The stored ledger is not what was sealed: somebody or something changed it. Nothing is mended by
/// itself; whoever runs the sealer is told what and where.
public final class BrokenLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BrokenLogException(String message) {
    super(message);
  }

  /// An object has another content than the log gives it.
  static BrokenLogException forked(String object) {
    return new BrokenLogException("the object " + object + " is not what the log makes it");
  }

  /// An entry's leaf is gone, or hashes to something else than was sealed.
  static BrokenLogException altered(String id) {
    return new BrokenLogException("the entry " + id + " is gone, or not what was sealed");
  }

  /// The tiles give another root than the one that was signed.
  static BrokenLogException otherRoot(long size) {
    return new BrokenLogException("the tiles of size " + size + " have another root than signed");
  }
}
