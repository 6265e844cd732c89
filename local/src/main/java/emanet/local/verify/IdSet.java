package emanet.local.verify;

import emanet.values.Base32;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A set of ids that takes 32 bytes for each, so that a million need no more than a file of that
/// size: two numbers of 64 bit an id, in an open table.
final class IdSet {
  private static final long MOST = 1L << 26;

  private final long[] table;
  private final int mask;

  IdSet(long expected) {
    long wanted = Math.min(Math.max(expected, 1), MOST);
    int slots = Integer.highestOneBit((int) Math.min(wanted * 2, 1L << 28) | 1) * 2;
    table = new long[slots * 2];
    mask = slots - 1;
  }

  /// Adds an id.
  ///
  /// @return false if it is there already
  boolean add(String id) {
    var bytes = ByteBuffer.wrap(Arrays.copyOf(Base32.decode(id), 2 * Long.BYTES));
    long high = bytes.getLong();
    // the last byte is free: it tells an id from an empty slot
    long low = bytes.getLong() | 1;
    for (int slot = slotOf(high, low); ; slot = (slot + 1) & mask) {
      if (table[2 * slot + 1] == 0) {
        table[2 * slot] = high;
        table[2 * slot + 1] = low;
        return true;
      }
      if (table[2 * slot] == high && table[2 * slot + 1] == low) {
        return false;
      }
    }
  }

  private int slotOf(long high, long low) {
    long mixed = (high ^ low) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & mask;
  }
}
