package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries one behind the other, each after its length as an unsigned, big-endian number of 16 bit
/// (C2SP tlog-tiles).
public final class EntryBundle {
  private static final int LENGTH_BYTES = 2;
  private static final int LONGEST = 0xffff;

  private EntryBundle() {}

  public static Bytes encode(List<byte[]> entries) {
    var all = new ByteArrayOutputStream();
    for (var entry : entries) {
      if (entry.length > LONGEST) {
        throw new IllegalArgumentException("an entry is too long");
      }
      all.write(entry.length >> Byte.SIZE);
      all.write(entry.length);
      all.writeBytes(entry);
    }
    return Bytes.owning(all.toByteArray());
  }

  /// Reads back what `encode` gave.
  ///
  /// @throws IllegalArgumentException if an entry is cut off; it says which
  public static List<byte[]> decode(Bytes encoded) {
    var all = encoded.borrowed();
    var entries = new ArrayList<byte[]>();
    int at = 0;
    while (at < all.length) {
      if (all.length - at < LENGTH_BYTES) {
        throw cutOff(entries.size());
      }
      int length = Byte.toUnsignedInt(all[at]) << Byte.SIZE | Byte.toUnsignedInt(all[at + 1]);
      at += LENGTH_BYTES;
      if (all.length - at < length) {
        throw cutOff(entries.size());
      }
      entries.add(Arrays.copyOfRange(all, at, at + length));
      at += length;
    }
    return entries;
  }

  private static IllegalArgumentException cutOff(int position) {
    return new IllegalArgumentException("entry " + position + " of the bundle is cut off");
  }
}
