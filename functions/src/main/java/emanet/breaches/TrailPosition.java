package emanet.breaches;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How far a Region's trail is read, of each Region whose events it has. A file's name tells the
/// minute of its delivery; one may come into sight after one of a later minute, so that the last
/// hour is listed again each time.
///
/// In `deployment`, which no restore sets back, `T#platform#TRAIL`:
///
/// | sort key | attribute | type | what |
/// |---|---|---|---|
/// | reading Region | `since` | S | RFC 3339: from when events count |
/// | reading Region`#`events' Region | `through` | S | RFC 3339: the minute of the latest file |
/// | | `read` | SS | files of the hour before it that are read, as minute and unique part |
///
/// @param read what is in here need not be read again, and does no harm if it is
record TrailPosition(Key key, Instant through, Set<String> read) {
  private static final String PARTITION = "T#" + Caller.PLATFORM + "#TRAIL";
  private static final String SINCE = "since";
  private static final String THROUGH = "through";
  private static final String READ = "read";
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final int MOST = 8000;

  /// Events count from here on: those of versions that were being replaced then do not.
  private static final Duration REPLACED = Duration.ofMinutes(15);

  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  /// From when events count: a while after the first time that anybody asked.
  static Instant since(Store store, String region, Instant now) {
    var key = new Key(Table.DEPLOYMENT, PARTITION, region);
    var known = store.read(key).map(item -> item.text(SINCE));
    if (known.isEmpty()) {
      var first = now.plus(REPLACED).toString();
      var _ = store.put(Item.at(key).with(SINCE, first), Condition.noItem());
      known = Optional.of(first);
    }
    return Instant.parse(known.get());
  }

  static TrailPosition of(Store store, String region, String events, Instant otherwise) {
    var key = new Key(Table.DEPLOYMENT, PARTITION, region + "#" + events);
    return store
        .read(key)
        .map(item -> new TrailPosition(key, Instant.parse(item.text(THROUGH)), item.texts(READ)))
        .orElseGet(() -> new TrailPosition(key, otherwise, Set.of()));
  }

  /// Where the listing begins.
  Instant from() {
    return through.minus(AGAIN);
  }

  void save(Store store, Instant latest, Set<String> names) {
    var kept = new TreeSet<>(names);
    kept.headSet(STAMP.format(latest.minus(AGAIN))).clear();
    while (kept.size() > MOST) {
      kept.pollFirst();
    }
    var item = Item.at(key).with(THROUGH, latest.toString()).with(READ, kept);
    var _ = store.put(item, Condition.always());
  }
}
