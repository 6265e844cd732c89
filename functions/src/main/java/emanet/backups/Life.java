package emanet.backups;

import emanet.store.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long copies of a table live, and which of the two buckets they lie in.
///
/// Keys are apart, in a bucket of their own, and live shortly: whoever was erased has no key in any
/// backup after that. The expiring lines of access logs live as shortly, beside the rest. Pointers
/// of the blind index are not backed up at all: they lead from values to people, and are made again
/// from the records whose key lives. The item that names the generation is never brought back.
///
/// @param ofKeys how long a copy of the keys lives, and of what expires
/// @param ofData how long everything else does
record Life(Duration ofKeys, Duration ofData) {
  /// What is backed up, in the order of the job's shards: never changed, only added to.
  static final List<Table> TABLES =
      List.of(Table.RECORDS, Table.REGISTER, Table.KEYS, Table.LEDGER, Table.FRAGMENTS);

  /// The first part of an object's name, by which buckets clear away what is over.
  private static final String SHORT = "short";

  private static final String LONG = "long";
  private static final String KEYS = "keys";

  static boolean isShort(Table table) {
    return table == Table.KEYS || table == Table.FRAGMENTS;
  }

  Duration of(Table table) {
    return isShort(table) ? ofKeys : ofData;
  }

  /// Where a table's copy lies: `<life>/<moment>/<backup>/<table>`.
  static String folder(Table table, Instant at, String backup) {
    var life = table == Table.KEYS ? KEYS : isShort(table) ? SHORT : LONG;
    return life + "/" + Stamp.of(at) + "/" + backup + "/" + table.label();
  }

  /// Whether an object's time is over. What is not named as a backup names things is left alone.
  boolean isOver(String name, Instant now) {
    var parts = name.split("/", -1);
    if (parts.length < 2) {
      return false;
    }
    var life = parts[0].equals(LONG) ? ofData : ofKeys;
    return Stamp.parse(parts[1]).map(at -> !at.plus(life).isAfter(now)).orElse(false);
  }

  /// Whether an object is named as a backup names things: behind one that is not, others may be
  /// over.
  static boolean isDated(String name) {
    var parts = name.split("/", -1);
    return parts.length > 1 && Stamp.parse(parts[1]).isPresent();
  }

  /// The prefixes under which copies lie in the bucket of keys, and in the other one.
  static List<String> prefixes(boolean keys) {
    return keys ? List.of(KEYS + "/") : List.of(SHORT + "/", LONG + "/");
  }
}
