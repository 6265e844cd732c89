package emanet.backups;

import emanet.backups.Manifest.Part;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.time.Instant;
import java.util.List;

/// What is known of a backup's objects while it is made; gone once its manifest is written.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | object | `T#platform#BK#<backup>` | `<table>#<number, 6 digits>` |
/// | since when backups are looked after | `T#platform#BK` | `WATCH` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `name` | S | the object's name |
/// | `version` | S | as S3 names it |
/// | `bytes` | N | its length |
/// | `sha256` | S | of its content, hex |
/// | `items` | N | items of the table that lie in it |
/// | `since` | N | ms: when it was first looked after |
final class BackupItems {
  private static final String NAME = "name";
  private static final String VERSION = "version";
  private static final String BYTES = "bytes";
  private static final String SHA256 = "sha256";
  private static final String ITEMS = "items";
  private static final String SINCE = "since";

  private final Store store;

  BackupItems(Store store) {
    this.store = store;
  }

  private static String partition(String backup) {
    return "T#" + Caller.PLATFORM + "#BK#" + backup;
  }

  private static Key key(String backup, Table table, int number) {
    return new Key(Table.REGISTER, partition(backup), "%s#%06d".formatted(table.label(), number));
  }

  /// When this was first asked.
  Instant since(Instant now) {
    var key = new Key(Table.REGISTER, "T#" + Caller.PLATFORM + "#BK", "WATCH");
    var item = store.read(key);
    if (item.isEmpty()) {
      var first = Item.at(key).with(SINCE, now.toEpochMilli());
      var _ = store.put(first, Condition.noItem());
    }
    return item.map(one -> Instant.ofEpochMilli(one.number(SINCE))).orElse(now);
  }

  void put(String backup, Table table, int number, Part part) {
    var item =
        Item.at(key(backup, table, number))
            .with(NAME, part.name())
            .with(VERSION, part.version())
            .with(BYTES, part.bytes())
            .with(SHA256, part.sha256())
            .with(ITEMS, part.items());
    store.writeAll(List.of(item), List.of());
  }

  /// In the order of their numbers.
  List<Part> parts(String backup, Table table) {
    return items(backup, table.label() + "#").stream()
        .map(item ->
            new Part(
                item.text(NAME),
                item.text(VERSION),
                item.number(BYTES),
                item.text(SHA256),
                item.number(ITEMS)))
        .toList();
  }

  private List<Item> items(String backup, String prefix) {
    return store.queryAll(Range.prefix(Table.REGISTER, partition(backup), prefix));
  }

  /// What stands of it after a stop goes when this is done again.
  void clear(String backup) {
    for (var table : Life.TABLES) {
      var keys = items(backup, table.label() + "#").stream().map(Item::key).toList();
      store.writeAll(List.of(), keys);
    }
  }
}
