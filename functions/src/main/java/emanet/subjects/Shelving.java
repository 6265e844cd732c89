package emanet.subjects;

import emanet.register.Activity;
import emanet.register.Filed;
import emanet.register.Policy;
import emanet.register.Retention;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which shelves the index of starts has, by activity and category, and what they count from as the
/// register stands: a query, and a batch read.
///
/// That a shard of a shelf was gone through after its activity's retention began to count from
/// something else stands beside them: `T#<tenant>#DUE` / `N#<activity>#<category>#<shard>`.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `at` | N | ms: when it was put |
/// | `from` | S | `C`, `E` or `R` |
final class Shelving {
  private static final String FROM = "from";
  private static final String NOTED = "N#";

  private final Store store;
  private final Policy policy;

  Shelving(Store store, Policy policy) {
    this.store = store;
    this.policy = policy;
  }

  /// The records of a category under an activity.
  record Shelf(
      char from, ActivityCode activity, CategoryCode category, Retention retention, Instant since) {
    String code() {
      return from + "#" + activity + "#" + category;
    }

    String partition(TenantId tenant, int shard) {
      return StartItems.partition(tenant, from, activity.value(), category, shard);
    }
  }

  /// A tenant's shelves.
  ///
  /// @param current in the order of their codes
  /// @param recounts those that have entries of another kind, too
  /// @param noted which shards were gone through, and for what
  record Rooms(
      TenantId tenant,
      List<Shelf> current,
      List<Shelf> recounts,
      Map<String, String> noted,
      Map<ActivityCode, Activity> activities) {
    boolean isRecounted(Shelf shelf, int shard) {
      return String.valueOf(shelf.from()).equals(noted.get(noteOf(shelf, shard)));
    }

    /// How an activity says that data ends.
    Activity.Disposal method(ActivityCode code) {
      return Optional.ofNullable(activities.get(code))
          .map(Activity::disposal)
          .orElse(Activity.Disposal.ERASE);
    }

    /// How long a category's records are kept under an activity, if it covers them.
    Optional<Retention> retention(ActivityCode code, CategoryCode category) {
      return Optional.ofNullable(activities.get(code))
          .filter(activity -> activity.use(category).isPresent())
          .map(activity -> activity.retentionOf(category));
    }
  }

  private static String noteOf(Shelf shelf, int shard) {
    return NOTED + shelf.activity() + "#" + shelf.category() + "#" + shard;
  }

  private record Named(ActivityCode activity, CategoryCode category) {}

  Rooms of(TenantId tenant) {
    var kinds = new LinkedHashMap<Named, Set<Character>>();
    var noted = new HashMap<String, String>();
    for (var item : items(tenant)) {
      var sort = item.key().sort();
      if (sort.startsWith(NOTED)) {
        noted.put(sort, item.text(FROM));
      } else {
        var parts = sort.split("#", -1);
        kinds
            .computeIfAbsent(
                new Named(new ActivityCode(parts[1]), new CategoryCode(parts[2])),
                _ -> new HashSet<>())
            .add(parts[0].charAt(0));
      }
    }
    var codes = new HashSet<ActivityCode>();
    kinds.keySet().forEach(named -> codes.add(named.activity()));
    var read = store.readAll(policy.keysForCodes(tenant, codes, Set.of()));
    var activities = new HashMap<ActivityCode, Activity>();
    var current = new ArrayList<Shelf>();
    var recounts = new ArrayList<Shelf>();
    kinds.forEach((named, froms) ->
        policy
            .activity(tenant, read, named.activity())
            .ifPresent(filed -> {
              activities.put(named.activity(), filed.value());
              shelf(named, filed)
                  .ifPresent(shelf -> {
                    current.add(shelf);
                    if (froms.size() > 1 || !froms.contains(shelf.from())) {
                      recounts.add(shelf);
                    }
                  });
            }));
    current.sort((a, b) -> a.code().compareTo(b.code()));
    return new Rooms(tenant, current, recounts, noted, activities);
  }

  private static Optional<Shelf> shelf(Named named, Filed<Activity> filed) {
    var activity = filed.value();
    return activity
        .use(named.category())
        .map(_ -> activity.retentionOf(named.category()))
        .map(retention ->
            new Shelf(
                Starts.kind(retention.from()),
                named.activity(),
                named.category(),
                retention,
                filed.at()));
  }

  private List<Item> items(TenantId tenant) {
    return store.queryAll(Range.between(Table.LOOKUPS, StartItems.directory(tenant), "!", "~"));
  }

  /// Notes that a shard was gone through.
  void recounted(TenantId tenant, Shelf shelf, int shard, Instant at) {
    var key = new Key(Table.LOOKUPS, StartItems.directory(tenant), noteOf(shelf, shard));
    var item = StartItems.item(key, at).with(FROM, String.valueOf(shelf.from()));
    store.writeAll(List.of(item), List.of());
  }
}
