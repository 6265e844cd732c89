package emanet.ledger;

import emanet.ledger.tlog.HashList;
import emanet.store.Item;
import emanet.values.Base32;
import emanet.values.Bytes;
import emanet.values.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sealed entries in two attributes of an item, in the order of the tree.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `ids` | B | the entries' ids, 15 bytes each |
/// | `hashes` | B | their leaf hashes, 32 bytes each |
final class PackedEntries {
  private static final String IDS = "ids";
  private static final String HASHES = "hashes";
  private static final int ID_BYTES = Ids.ORDERED_LENGTH * 5 / Byte.SIZE;

  private PackedEntries() {}

  static Item into(Item item, List<SealedEntry> entries) {
    var ids = new byte[entries.size() * ID_BYTES];
    for (int i = 0; i < entries.size(); i++) {
      System.arraycopy(Base32.decode(entries.get(i).id()), 0, ids, i * ID_BYTES, ID_BYTES);
    }
    var hashes = entries.stream().map(SealedEntry::leafHash).toList();
    return item.with(IDS, Bytes.owning(ids)).with(HASHES, HashList.encode(hashes));
  }

  static List<SealedEntry> of(Item item) {
    var ids = item.bytes(IDS).borrowed();
    var hashes = HashList.decode(item.bytes(HASHES));
    if (ids.length != hashes.size() * ID_BYTES) {
      throw new IllegalStateException("there are not as many ids as hashes");
    }
    var entries = new ArrayList<SealedEntry>(hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      var id = Arrays.copyOfRange(ids, i * ID_BYTES, (i + 1) * ID_BYTES);
      entries.add(new SealedEntry(Base32.encode(id), hashes.get(i)));
    }
    return entries;
  }
}
