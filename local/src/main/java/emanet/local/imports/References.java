package emanet.local.imports;

import java.util.Arrays;

/// Remembers which external references a file has named, to find a second row for one person. It
/// keeps 64 bits of each, and of the first million only: memory stays flat for any file.
final class References {
  private static final int MOST = 1 << 20;
  private static final int SPARE = 2;
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final long[] table;
  private int size;

  References(long expected) {
    int wanted = (int) Math.min(Math.max(expected, 16), MOST);
    this.table = new long[Integer.highestOneBit(wanted) * 2 * SPARE];
    Arrays.fill(table, 0);
  }

  /// Whether `reference` was named for the first time, as far as is known.
  boolean add(String reference) {
    long print = print(reference);
    int at = (int) (print & (table.length - 1));
    while (table[at] != 0) {
      if (table[at] == print) {
        return false;
      }
      at = (at + 1) & (table.length - 1);
    }
    if (size < MOST && size < table.length / SPARE) {
      table[at] = print;
      size++;
    }
    return true;
  }

  /// FNV-1a over the characters, mixed once more; never 0, which marks a free place.
  private static long print(String reference) {
    long hash = OFFSET;
    for (int i = 0; i < reference.length(); i++) {
      hash = (hash ^ reference.charAt(i)) * PRIME;
    }
    hash ^= hash >>> 32;
    hash *= MIX;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
