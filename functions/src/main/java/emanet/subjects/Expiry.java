package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Outcome;
import emanet.register.Activity;
import emanet.register.Retention;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Finds the records whose time of retention is over, and disposes of what it was that kept them.
///
/// It reads the index of starts (`Starts`), by ranges that end with the last month in which a time
/// that is over by then can have begun; then the records that those entries lead to, and opens
/// those whose time counts from a date that is sealed in them. What is not yet due is not read, but
/// for the rest of that month's entries, which have no values.
///
/// An entry is dropped when it leads nowhere any more, and no write that would need it can be on
/// its way.
public final class Expiry {
  /// How many shards a tenant's index has.
  public static final int SHARDS = Roster.COUNT;

  private static final int ENTRIES = 25;
  private static final int QUERIES = 20;

  /// By so many days at most does a month's end move a date that is counted back and forth.
  private static final int SLACK = 4;

  private final Store store;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Starts starts;
  private final Shelving shelving;
  private final Judgement judgement;
  private final Recount recount;
  private final Disposal disposal;

  private Expiry(
      Subjects.Needs needs,
      Starts starts,
      Shelving shelving,
      Judgement judgement,
      Recount recount,
      Disposal disposal) {
    this.store = needs.store();
    this.ledger = needs.ledger();
    this.clock = needs.clock();
    this.starts = starts;
    this.shelving = shelving;
    this.judgement = judgement;
    this.recount = recount;
    this.disposal = disposal;
  }

  /// Puts it together over what the room's other parts need.
  public static Expiry over(Subjects.Needs needs, ConsentStanding consents) {
    var starts = Subjects.starts(needs);
    var shelving = new Shelving(needs.store(), needs.policy(), needs.clock());
    var vault = new Vault(needs.keyring(), needs.envelope());
    return new Expiry(
        needs,
        starts,
        shelving,
        new Judgement(needs.store(), starts, vault),
        new Recount(needs, starts, shelving, vault),
        Disposing.over(needs, consents).disposal());
  }

  /// An activity whose time is over for a record, or that has the record's category no more.
  ///
  /// @param rule by which it was over; empty where the activity has the category no more
  /// @param start or since when it has not
  /// @param due when the time was over: start and period by the calendar
  public record Lapsed(
      ActivityCode activity,
      Optional<Retention> rule,
      LocalDate start,
      LocalDate due,
      Activity.Disposal method) {}

  /// A record that something ends for.
  ///
  /// @param held whether a hold keeps it
  public record Due(
      SubjectId subject,
      CategoryCode category,
      RecordId record,
      List<Lapsed> lapsed,
      boolean held) {
    public Due {
      lapsed = List.copyOf(lapsed);
    }

    /// Since when the longest overdue of them is due.
    public LocalDate since() {
      return lapsed.stream().map(Lapsed::due).min(LocalDate::compareTo).orElseThrow();
    }

    List<Ending> endings() {
      return lapsed.stream()
          .map(one -> new Ending(one.activity(), Optional.of(category), Optional.of(record)))
          .toList();
    }
  }

  /// A record of which nobody knows when its time began.
  public record Unknown(
      ActivityCode activity, CategoryCode category, SubjectId subject, RecordId record) {}

  /// A page of what is due.
  ///
  /// @param tampered records of which nobody can tell when they are due: they do not open though
  ///   their key lives
  /// @param visited what was read for it: for `settle`
  /// @param next where to go on; empty at the end of the shard
  public record Page(
      List<Due> due, Set<RecordPlace> tampered, Set<Key> visited, Optional<String> next) {
    public Page {
      due = List.copyOf(due);
      tampered = Set.copyOf(tampered);
      visited = Set.copyOf(visited);
    }
  }

  /// What is due on a day, of one shard: the next page that has any, or where to go on looking.
  public Page page(TenantId tenant, LocalDate on, int shard, Optional<String> cursor) {
    var room = shelving.of(tenant);
    var shelves = room.current();
    int first = cursor.map(text -> index(shelves, text)).orElse(0);
    var after = cursor.map(Expiry::sortOf).filter(text -> !text.isEmpty());
    for (int i = first; i < shelves.size(); i++) {
      if (i - first == QUERIES) {
        return nothing(Optional.of(shelves.get(i).code() + "|"));
      }
      var shelf = shelves.get(i);
      if (shelf.over().filter(day -> day.isAfter(on)).isPresent()) {
        continue;
      }
      var range = upTo(tenant, shelf, shard, on).limit(ENTRIES);
      var from = after.filter(_ -> cursor.orElse("").startsWith(shelf.code() + "|"));
      var entries = store.query(from.map(range::after).orElse(range));
      if (!entries.isEmpty()) {
        var next =
            entries.size() == ENTRIES
                ? Optional.of(shelf.code() + "|" + entries.getLast().key().sort())
                : Optional.of(i + 1)
                    .filter(n -> n < shelves.size())
                    .map(n -> shelves.get(n).code() + "|");
        var tampered = new HashSet<RecordPlace>();
        var due = judgement.due(room, shelf, on, entries, tampered::add);
        return new Page(due, tampered, keys(entries), next);
      }
    }
    return nothing(Optional.empty());
  }

  private static Page nothing(Optional<String> next) {
    return new Page(List.of(), Set.of(), Set.of(), next);
  }

  /// Enters that records were tampered with, as whoever reads one does: each under an intent of its
  /// own, since those that are looked at are never named all.
  public void enterTampered(Caller caller, Collection<RecordPlace> records) {
    for (var place : records) {
      var intent =
          Intent.of(caller, Action.DISPOSE)
              .about(place.subject())
              .in(place.category())
              .at(place.record());
      var receipt = ledger.intent(caller.tenant(), intent);
      var none = OptionalLong.empty();
      var _ = ledger.outcome(caller.tenant(), receipt, intent, Outcome.TAMPERED, none);
    }
  }

  /// What of a category is due on a day, of those of the people of whom anything is.
  public Map<SubjectId, List<Due>> due(
      TenantId tenant, CategoryCode category, List<SubjectId> people, LocalDate on) {
    var rooms = shelving.of(tenant);
    var found = new HashMap<SubjectId, List<Due>>();
    for (var window : people.stream().gather(Gatherers.windowFixed(ENTRIES)).toList()) {
      var calls = new ArrayList<Callable<List<Due>>>();
      window.forEach(subject -> calls.add(() -> judgement.of(rooms, subject, category, on)));
      Stage.all(calls).stream()
          .filter(due -> !due.isEmpty())
          .forEach(due -> found.put(due.getFirst().subject(), due));
    }
    return found;
  }

  /// Shelves that are no more there are passed over.
  private static int index(List<Shelving.Shelf> shelves, String cursor) {
    var code = cursor.substring(0, cursor.indexOf('|'));
    int i = 0;
    while (i < shelves.size() && shelves.get(i).code().compareTo(code) < 0) {
      i++;
    }
    return i;
  }

  private static String sortOf(String cursor) {
    return cursor.substring(cursor.indexOf('|') + 1);
  }

  private static Set<Key> keys(List<Item> entries) {
    var keys = new LinkedHashSet<Key>();
    entries.forEach(entry -> keys.add(entry.key()));
    return keys;
  }

  private static Range upTo(TenantId tenant, Shelving.Shelf shelf, int shard, LocalDate on) {
    var latest = on.minus(shelf.retention().period()).plusDays(SLACK);
    boolean plain = shelf.from() == StartItems.CREATED;
    var to = plain ? StartCodes.plain(latest) + "#~" : YearMonth.from(latest) + ".~";
    // all of a category that the activity has no more, those of unknown starts too
    var last = shelf.over().isPresent() ? StartCodes.UNKNOWN + "~" : to;
    return Range.between(Table.LOOKUPS, shelf.partition(tenant, shard), "!", last);
  }

  /// What would become of a person's records: nothing is entered, and nothing shown but names.
  public Disposal.Plan foresee(TenantId tenant, SubjectId subject, Collection<Due> due) {
    return disposal.foresee(tenant, subject, endings(due));
  }

  /// Ends activities for records of a category, and disposes of what no other one covers. Safe to
  /// be stopped anywhere and done again.
  ///
  /// Whether a time is over is asked once more of each record as it stands: between the look that
  /// found it due and this, which may be a worker's that died and another's, it may have been
  /// written anew.
  ///
  /// @param on the day by which it is due
  /// @return the records that are not due any more for anything that was to end
  /// @throws emanet.fault.FaultException as `Disposal.carryOut`
  public Set<RecordId> dispose(
      Caller caller,
      SubjectId subject,
      CategoryCode category,
      Map<RecordId, Set<ActivityCode>> ends,
      LocalDate on) {
    var endings = new ArrayList<Ending>();
    ends.forEach((record, activities) ->
        activities.forEach(activity ->
            endings.add(new Ending(activity, Optional.of(category), Optional.of(record)))));
    var renewed = new HashMap<RecordId, Set<ActivityCode>>();
    Disposal.Over over =
        (place, record, activity, dates, _) -> {
          var code = activity.getKey();
          var retention = activity.getValue().retentionOf(place.category());
          boolean is =
              activity.getValue().use(place.category()).isEmpty()
                  || judgement.isOver(retention, record.began(), code, dates, on);
          if (!is) {
            renewed.computeIfAbsent(place.record(), _ -> new HashSet<>()).add(code);
          }
          return is;
        };
    var _ = disposal.carryOut(caller, subject, endings, over);
    renewed
        .entrySet()
        .removeIf(
            entry -> !entry.getValue().containsAll(ends.getOrDefault(entry.getKey(), Set.of())));
    return Set.copyOf(renewed.keySet());
  }

  private static List<Ending> endings(Collection<Due> due) {
    var endings = new ArrayList<Ending>();
    due.forEach(one -> endings.addAll(one.endings()));
    return endings;
  }

  /// Drops those of the entries that lead nowhere any more.
  public void settle(TenantId tenant, Set<Key> visited) {
    var before = clock.instant().minus(Traces.ENDED).toEpochMilli();
    for (var entry : judgement.stale(tenant, store.readAll(visited).values())) {
      if (entry.number(StartItems.AT) < before) {
        var unchanged = Condition.equal(StartItems.AT, entry.number(StartItems.AT));
        var _ = store.delete(entry.key(), unchanged);
      }
    }
  }

  /// Makes the index of one shard whole before it is read: after the ends of relationships that
  /// were changed, and for activities that count from something else by now.
  ///
  /// @param tampered takes what does not open though its key lives: when its time began is unknown
  /// @return where to go on; empty once it is whole
  public Optional<String> prepare(
      TenantId tenant, int shard, Optional<String> cursor, Consumer<RecordPlace> tampered) {
    return recount.step(tenant, shard, cursor, tampered);
  }

  /// Activities and categories that count from something else than what is indexed: the next run
  /// makes that good before it looks for what is due.
  public boolean isToBeRecounted(TenantId tenant) {
    var rooms = shelving.of(tenant);
    return rooms.recounts().stream()
        .anyMatch(shelf ->
            IntStream.range(0, SHARDS).anyMatch(shard -> !rooms.isRecounted(shelf, shard)));
  }

  /// Records whose time has no known beginning, at most `limit`.
  public List<Unknown> unknown(TenantId tenant, int limit) {
    var found = new ArrayList<Unknown>();
    for (var shelf : shelving.of(tenant).current()) {
      boolean counts = shelf.from() == StartItems.EVENT && shelf.over().isEmpty();
      for (int shard = 0; counts && shard < SHARDS; shard++) {
        if (found.size() < limit) {
          var partition = shelf.partition(tenant, shard);
          var range = Range.prefix(Table.LOOKUPS, partition, StartCodes.UNKNOWN + "#");
          var entries = store.query(range.limit(limit - found.size()));
          found.addAll(judgement.unknown(tenant, shelf, entries));
        }
      }
    }
    return found;
  }

  /// The date in Istanbul.
  public LocalDate today() {
    return starts.today();
  }
}
