package emanet.ledger.tlog;

import emanet.values.Bytes;
import emanet.values.Sha256;

/// The hashes of a Merkle tree, RFC 6962 section 2.1: what is put before a leaf and before a node
/// differs, so that neither can pass for the other.
public final class Hashing {
  /// Bytes of a hash.
  public static final int LENGTH = 32;

  /// The root of the tree without leaves.
  public static final Bytes EMPTY_ROOT = Bytes.owning(Sha256.digest().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Hashing() {}

  /// SHA-256(0x00 ‖ entry).
  public static Bytes leaf(byte[] entry) {
    var sha256 = Sha256.digest();
    sha256.update(LEAF);
    return Bytes.owning(sha256.digest(entry));
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  public static Bytes node(Bytes left, Bytes right) {
    var sha256 = Sha256.digest();
    sha256.update(NODE);
    sha256.update(left.borrowed());
    return Bytes.owning(sha256.digest(right.borrowed()));
  }
}
