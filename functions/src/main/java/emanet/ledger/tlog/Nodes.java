package emanet.ledger.tlog;

import emanet.values.Bytes;

/// The inner nodes of a tree, as far as they stand over full subtrees.
@FunctionalInterface
public interface Nodes {
  /// The root of the subtree over the 2^`height` leaves from `index` · 2^`height` on.
  Bytes hash(int height, long index);
}
