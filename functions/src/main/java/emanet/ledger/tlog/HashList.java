package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Hashes one behind the other, which is what a tile is.
public final class HashList {
  private HashList() {}

  public static Bytes encode(List<Bytes> hashes) {
    var all = new byte[hashes.size() * Hashing.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).borrowed(), 0, all, i * Hashing.LENGTH, Hashing.LENGTH);
    }
    return Bytes.owning(all);
  }

  /// Reads back what `encode` gave.
  ///
  /// @throws IllegalArgumentException if the last hash is cut off
  public static List<Bytes> decode(Bytes encoded) {
    if (encoded.length() % Hashing.LENGTH != 0) {
      throw new IllegalArgumentException("the last hash is cut off");
    }
    var all = encoded.borrowed();
    var hashes = new ArrayList<Bytes>(all.length / Hashing.LENGTH);
    for (int at = 0; at < all.length; at += Hashing.LENGTH) {
      hashes.add(Bytes.owning(Arrays.copyOfRange(all, at, at + Hashing.LENGTH)));
    }
    return hashes;
  }

  /// The root of the full subtree over a power of two of hashes.
  public static Bytes root(List<Bytes> hashes) {
    var row = hashes;
    while (row.size() > 1) {
      var above = new ArrayList<Bytes>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(Hashing.node(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }
}
