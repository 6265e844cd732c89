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
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
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
/// something else stands beside them: `T#<tenant>#DUE` / `N#<activity>#<category>#<shard>`; and so
/// does that an activity has a category no more: `L#<activity>#<category>`, from the run on that
/// saw it first, until it has it again.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `at` | N | ms: when it was put |
/// | `from` | S | of the first, `C`, `E` or `R` |
final class Shelving {
  /// So long may a category be put back that was taken out of an activity: nothing that was kept
  /// under it goes before. The house's choice, within the interval between disposals (regulation
  /// 30224, Art. 11: six months).
  static final Period RECONSIDERING = Period.ofDays(30);

  private static final String FROM = "from";
  private static final String NOTED = "N#";
  private static final String LEFT = "L#";

  private final Store store;
  private final Policy policy;
  private final InstantSource clock;

  Shelving(Store store, Policy policy, InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.clock = clock;
  }

  /// The records of a category under an activity.
  ///
  /// @param over where the activity has the category no more: from when on all of them are due
  record Shelf(
      char from,
      ActivityCode activity,
      CategoryCode category,
      Retention retention,
      Instant since,
      Optional<LocalDate> over) {
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
  /// @param left what activities have no more, since when
  /// @param known of which of them that is noted, and what is noted of others
  record Rooms(
      TenantId tenant,
      List<Shelf> current,
      List<Shelf> recounts,
      Map<String, String> noted,
      Map<Named, LocalDate> left,
      Set<Named> known,
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

    /// Since when a category is none of an activity's any more, though records are kept under it.
    Optional<LocalDate> leftSince(ActivityCode code, CategoryCode category) {
      return Optional.ofNullable(left.get(new Named(code, category)));
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

  /// A category under an activity.
  record Named(ActivityCode activity, CategoryCode category) {
    private static Named of(String sort) {
      var parts = sort.split("#", -1);
      return new Named(new ActivityCode(parts[1]), new CategoryCode(parts[2]));
    }
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Istanbul.ZONE);
  }

  Rooms of(TenantId tenant) {
    var kinds = new LinkedHashMap<Named, Set<Character>>();
    var noted = new HashMap<String, String>();
    var known = new HashMap<Named, LocalDate>();
    for (var item : items(tenant)) {
      var sort = item.key().sort();
      if (sort.startsWith(NOTED)) {
        noted.put(sort, item.text(FROM));
      } else if (sort.startsWith(LEFT)) {
        known.put(Named.of(sort), date(Instant.ofEpochMilli(item.number(StartItems.AT))));
      } else {
        kinds.computeIfAbsent(Named.of(sort), _ -> new HashSet<>()).add(sort.charAt(0));
      }
    }
    var codes = new HashSet<ActivityCode>();
    kinds.keySet().forEach(named -> codes.add(named.activity()));
    var read = store.readAll(policy.keysForCodes(tenant, codes, Set.of()));
    var activities = new HashMap<ActivityCode, Activity>();
    var current = new ArrayList<Shelf>();
    var recounts = new ArrayList<Shelf>();
    var left = new HashMap<Named, LocalDate>();
    kinds.forEach((named, froms) ->
        policy
            .activity(tenant, read, named.activity())
            .ifPresent(filed -> {
              activities.put(named.activity(), filed.value());
              shelf(named, filed)
                  .ifPresentOrElse(
                      shelf -> {
                        current.add(shelf);
                        if (froms.size() > 1 || !froms.contains(shelf.from())) {
                          recounts.add(shelf);
                        }
                      },
                      () -> {
                        var since = known.getOrDefault(named, date(clock.instant()));
                        left.put(named, since);
                        froms.forEach(from -> current.add(left(named, filed, from, since)));
                      });
            }));
    current.sort((a, b) -> a.code().compareTo(b.code()));
    return new Rooms(tenant, current, recounts, noted, left, known.keySet(), activities);
  }

  private static Shelf left(Named named, Filed<Activity> filed, char from, LocalDate since) {
    return new Shelf(
        from,
        named.activity(),
        named.category(),
        filed.value().retention(),
        filed.at(),
        Optional.of(since.plus(RECONSIDERING)));
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
                filed.at(),
                Optional.empty()));
  }

  private List<Item> items(TenantId tenant) {
    return store.queryAll(Range.between(Table.LOOKUPS, StartItems.directory(tenant), "!", "~"));
  }

  /// Notes what activities have no more, and forgets of what they have again.
  void note(Rooms rooms) {
    var puts =
        rooms.left().keySet().stream()
            .filter(named -> !rooms.known().contains(named))
            .map(named -> StartItems.item(leftKey(rooms.tenant(), named), clock.instant()))
            .toList();
    var back =
        rooms.known().stream()
            .filter(named -> !rooms.left().containsKey(named))
            .map(named -> leftKey(rooms.tenant(), named))
            .toList();
    if (!puts.isEmpty() || !back.isEmpty()) {
      store.writeAll(puts, back);
    }
  }

  private static Key leftKey(TenantId tenant, Named named) {
    var sort = LEFT + named.activity() + "#" + named.category();
    return new Key(Table.LOOKUPS, StartItems.directory(tenant), sort);
  }

  /// Notes that a shard was gone through.
  void recounted(TenantId tenant, Shelf shelf, int shard, Instant at) {
    var key = new Key(Table.LOOKUPS, StartItems.directory(tenant), noteOf(shelf, shard));
    var item = StartItems.item(key, at).with(FROM, String.valueOf(shelf.from()));
    store.writeAll(List.of(item), List.of());
  }
}
