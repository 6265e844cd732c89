package emanet.backups;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.util.ArrayList;
import java.util.List;

/// The deployment's own items in the register: how far its backups, restores and drills are. They
/// are no part of what is brought back, since they tell of the bringing back; those in use are
/// taken along.
final class Platform {
  private static final String OWN = "T#" + Caller.PLATFORM + "#";
  private static final String JOB = OWN + "J#";
  private static final String JOBS = OWN + "JOBS";
  private static final String BACKUPS = OWN + "BK";
  private static final String RESTORES = OWN + "RS#";
  private static final String DRILLS = OWN + "DR";
  private static final List<String> KINDS =
      List.of(BackupJob.NAME, RestoreJob.NAME, PromotionJob.NAME, ReopeningJob.NAME, DrillJob.NAME);

  private Platform() {}

  static boolean isBroughtBack(Key key) {
    var partition = key.partition();
    return key.table() != Table.REGISTER
        || !(partition.startsWith(JOB)
            || partition.equals(JOBS)
            || partition.startsWith(JOBS + "#")
            || partition.equals(BACKUPS)
            || partition.startsWith(BACKUPS + "#")
            || partition.equals(DRILLS)
            || partition.startsWith(RESTORES));
  }

  /// Copies what is known of jobs that are not through, of those of these ids, and since when
  /// backups are looked after.
  static void take(Store from, Store to, List<String> jobs) {
    var items = new ArrayList<Item>();
    items.addAll(all(from, JOBS));
    KINDS.forEach(kind -> items.addAll(all(from, JOBS + "#" + kind)));
    items.addAll(all(from, BACKUPS));
    items.addAll(all(from, DRILLS));
    var ids = new ArrayList<>(jobs);
    items.stream()
        .filter(item -> item.key().partition().equals(JOBS))
        .map(item -> item.key().sort().substring(item.key().sort().indexOf('#') + 1))
        .forEach(ids::add);
    for (var id : ids) {
      items.addAll(all(from, JOB + id));
      items.addAll(all(from, RESTORES + id));
      items.addAll(all(from, BACKUPS + "#" + id));
    }
    to.writeAll(items.stream().distinct().toList(), List.of());
  }

  private static List<Item> all(Store store, String partition) {
    return store.queryAll(Range.between(Table.REGISTER, partition, "!", "~"));
  }
}
