package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of a tenant's people, in `records`: their ids, and nothing else. For work that concerns
/// all of them; no call on one person reads it.
///
/// An id is put before the person is made, so that nobody is missing, and goes after the person's
/// erasure; one whose creation came to nothing may still be on it.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | an id | `T#<tenant>#PEOPLE#<shard>` | the id |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `listed` | BOOL | true |
final class Roster {
  /// Ids are random, so that their first characters spread them evenly: four of them a shard.
  private static final List<String> SHARDS =
      List.of("0123", "4567", "89ab", "cdef", "ghjk", "mnpq", "rstv", "wxyz");

  static final int COUNT = SHARDS.size();
  private static final String LISTED = "listed";
  private static final String LOWEST = "!";
  private static final String HIGHEST = "~";

  private final Store store;

  Roster(Store store) {
    this.store = store;
  }

  static Item item(TenantId tenant, SubjectId subject) {
    return Item.at(key(tenant, subject)).with(LISTED, true);
  }

  static Key key(TenantId tenant, SubjectId subject) {
    return new Key(Table.RECORDS, partition(tenant, shard(subject)), subject.value());
  }

  private static String partition(TenantId tenant, int shard) {
    return "T#" + tenant + "#PEOPLE#" + shard;
  }

  /// Which of `SHARDS` shards a person belongs to.
  static int shard(SubjectId subject) {
    for (int i = 0; i < SHARDS.size(); i++) {
      if (SHARDS.get(i).indexOf(subject.value().charAt(0)) >= 0) {
        return i;
      }
    }
    throw new IllegalStateException("an id begins with none of its characters");
  }

  /// A page of one shard.
  List<SubjectId> ofShard(TenantId tenant, int shard, int limit, Optional<SubjectId> after) {
    var range =
        Range.between(Table.RECORDS, partition(tenant, shard), LOWEST, HIGHEST).limit(limit);
    return store.query(after.map(id -> range.after(id.value())).orElse(range)).stream()
        .map(item -> new SubjectId(item.key().sort()))
        .toList();
  }

  /// A page, in the order of ids: shards follow one another as their characters do.
  List<SubjectId> page(TenantId tenant, int limit, Optional<SubjectId> after) {
    var found = new ArrayList<SubjectId>();
    int first = after.map(Roster::shard).orElse(0);
    for (int shard = first; shard < SHARDS.size() && found.size() < limit; shard++) {
      var range =
          Range.between(Table.RECORDS, partition(tenant, shard), LOWEST, HIGHEST)
              .limit(limit - found.size());
      var from = shard == first ? after : Optional.<SubjectId>empty();
      store.query(from.map(id -> range.after(id.value())).orElse(range)).stream()
          .map(item -> new SubjectId(item.key().sort()))
          .forEach(found::add);
    }
    return found;
  }
}
