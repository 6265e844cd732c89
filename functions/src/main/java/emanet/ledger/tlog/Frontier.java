package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: the roots of its full subtrees, from the left, one for each
/// bit of its size. It is all that is needed to append and to know the root, and has 63 hashes at
/// most.
public final class Frontier {
  private final List<Bytes> roots;
  private long size;

  private Frontier(long size, List<Bytes> roots) {
    this.size = size;
    this.roots = roots;
  }

  public static Frontier empty() {
    return new Frontier(0, new ArrayList<>());
  }

  /// Reads back what `encoded` gave.
  ///
  /// @throws IllegalArgumentException if that is no frontier of a tree of this size
  public static Frontier of(long size, Bytes encoded) {
    if (size < 0 || encoded.length() != Long.bitCount(size) * Hashing.LENGTH) {
      throw new IllegalArgumentException("no frontier of a tree of " + size);
    }
    return new Frontier(size, new ArrayList<>(HashList.decode(encoded)));
  }

  public long size() {
    return size;
  }

  /// Adds the hash of a leaf at the end.
  public void append(Bytes leafHash) {
    var root = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      root = Hashing.node(roots.removeLast(), root);
    }
    roots.add(root);
    size++;
  }

  public Bytes root() {
    if (roots.isEmpty()) {
      return Hashing.EMPTY_ROOT;
    }
    var root = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = Hashing.node(roots.get(i), root);
    }
    return root;
  }

  public Frontier copy() {
    return new Frontier(size, new ArrayList<>(roots));
  }

  public Bytes encoded() {
    return HashList.encode(roots);
  }
}
