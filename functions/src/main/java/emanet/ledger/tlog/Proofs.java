package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Proofs of inclusion and of consistency: made by RFC 6962 sections 2.1.1 and 2.1.2, checked by
/// the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2, which share no code with the making.
public final class Proofs {
  private Proofs() {}

  /// That the leaf of this index is in the tree of this size.
  public static List<Bytes> inclusion(long index, long size, Nodes nodes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    var path = new ArrayList<Bytes>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + largestPowerBelow(to - from);
      if (index < middle) {
        path.addFirst(range(middle, to, nodes));
        to = middle;
      } else {
        path.addFirst(range(from, middle, nodes));
        from = middle;
      }
    }
    return List.copyOf(path);
  }

  /// That the tree of `from` leaves is the beginning of that of `to`.
  public static List<Bytes> consistency(long from, long to, Nodes nodes) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a tree of " + to + " has none of " + from + " before it");
    }
    var path = new ArrayList<Bytes>();
    if (from == 0 || from == to) {
      return List.of();
    }
    long left = 0;
    long right = to;
    // until the subtree that is left is one of the older tree's own
    while (from < right) {
      long middle = left + largestPowerBelow(right - left);
      if (from <= middle) {
        path.addFirst(range(middle, right, nodes));
        right = middle;
      } else {
        path.addFirst(range(left, middle, nodes));
        left = middle;
      }
    }
    if (left > 0) {
      path.addFirst(range(left, right, nodes));
    }
    return List.copyOf(path);
  }

  /// The root of the tree over the leaves from `from` to before `to`, as RFC 6962 divides them.
  public static Bytes range(long from, long to, Nodes nodes) {
    long count = to - from;
    if (count == 0) {
      return Hashing.EMPTY_ROOT;
    }
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return nodes.hash(height, from >> height);
    }
    long middle = from + largestPowerBelow(count);
    return Hashing.node(range(from, middle, nodes), range(middle, to, nodes));
  }

  /// RFC 9162 section 2.1.3.2.
  public static boolean provesInclusion(
      Bytes leafHash, long index, long size, List<Bytes> proof, Bytes root) {
    if (index < 0 || index >= size || !hashes(proof) || leafHash.length() != Hashing.LENGTH) {
      return false;
    }
    long node = index;
    long last = size - 1;
    var result = leafHash;
    for (var hash : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        result = Hashing.node(hash, result);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        result = Hashing.node(result, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && result.equals(root);
  }

  /// RFC 9162 section 2.1.4.2. The empty tree is the beginning of every other, which needs no proof
  /// and has none.
  public static boolean provesConsistency(
      long from, Bytes fromRoot, long to, Bytes toRoot, List<Bytes> proof) {
    if (from <= 0 || from > to || !hashes(proof)) {
      return false;
    }
    if (from == to) {
      return proof.isEmpty() && fromRoot.equals(toRoot);
    }
    if (proof.isEmpty()) {
      return false;
    }
    var path = new ArrayList<>(proof);
    if (Long.bitCount(from) == 1) {
      path.addFirst(fromRoot);
    }
    return chains(from, fromRoot, to, toRoot, path);
  }

  private static boolean chains(
      long from, Bytes fromRoot, long to, Bytes toRoot, List<Bytes> path) {
    int even = Long.numberOfTrailingZeros(from);
    long node = (from - 1) >> even;
    long last = (to - 1) >> even;
    var older = path.getFirst();
    var newer = path.getFirst();
    for (var hash : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = Hashing.node(hash, older);
        newer = Hashing.node(hash, newer);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newer = Hashing.node(newer, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && older.equals(fromRoot) && newer.equals(toRoot);
  }

  private static boolean hashes(List<Bytes> proof) {
    return proof.stream().allMatch(hash -> hash.length() == Hashing.LENGTH);
  }

  private static long largestPowerBelow(long count) {
    return Long.highestOneBit(count - 1);
  }
}
