package emanet.backups;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.util.List;

/// What a restore could not do, as it found it.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | finding | `T#platform#RS#<restore>` | `<what>#<about>` | `at` N, ms |
///
/// `what` is `IMPOSSIBLE`, `UNREADABLE`, `TAMPERED`, `CHANGED` or `MISSING`, where `about` is a
/// tenant, and behind it a kind and an id, a record's place, or a person; `KEPT`, a table;
/// `BROKEN`, a flaw and an object; `BY`, the restore that fills these tables.
final class RestoreItems {
  private static final String AT = "at";

  private final Store store;

  RestoreItems(Store store) {
    this.store = store;
  }

  private static String partition(String restore) {
    return "T#" + Caller.PLATFORM + "#RS#" + restore;
  }

  void note(String restore, String what, List<String> about, long at) {
    var items =
        about.stream()
            .map(one ->
                Item.at(new Key(Table.REGISTER, partition(restore), what + "#" + one)).with(AT, at))
            .toList();
    store.writeAll(items, List.of());
  }

  void forget(String restore, String what, List<String> about) {
    var keys =
        about.stream()
            .map(one -> new Key(Table.REGISTER, partition(restore), what + "#" + one))
            .toList();
    store.writeAll(List.of(), keys);
  }

  List<String> noted(String restore, String what) {
    var prefix = what + "#";
    return store.queryAll(Range.prefix(Table.REGISTER, partition(restore), prefix)).stream()
        .map(item -> item.key().sort().substring(prefix.length()))
        .toList();
  }
}
