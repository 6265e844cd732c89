package emanet.local.verify;

import emanet.values.Base32;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A set of ids in few bytes each: two numbers of 64 bit an id, in an open table that grows.
final class IdSet {
  private static final int SMALLEST = 1 << 10;

  private long[] table = new long[2 * SMALLEST];
  private int mask = SMALLEST - 1;
  private int count;

  /// Adds an id.
  ///
  /// @return false if it is there already
  boolean add(String id) {
    if (4L * count > 3L * mask) {
      grow();
    }
    var bytes = ByteBuffer.wrap(Arrays.copyOf(Base32.decode(id), 2 * Long.BYTES));
    long high = bytes.getLong();
    // the last byte is free: it tells an id from an empty slot
    boolean added = put(high, bytes.getLong() | 1);
    count += added ? 1 : 0;
    return added;
  }

  private boolean put(long high, long low) {
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

  private void grow() {
    var before = table;
    table = new long[2 * before.length];
    mask = table.length / 2 - 1;
    for (int slot = 0; slot < before.length; slot += 2) {
      if (before[slot + 1] != 0) {
        var _ = put(before[slot], before[slot + 1]);
      }
    }
  }

  private int slotOf(long high, long low) {
    long mixed = (high ^ low) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & mask;
  }
}
