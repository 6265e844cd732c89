package emanet.ledger;

import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// What suspects left in a tenant's ledger within a window: entries by who asked, and by from
/// where.
///
/// Guarantee: read strongly from the partitions of the window's days, part by part, so that nothing
/// that was durable is missed, and the time goes with the window and not with the log. The same
/// window that is over gives the same, whenever it is read.
public final class Footprints {
  /// What one part reads of each shard at most.
  private static final int MOST = 1000;

  /// Days without anything that one part passes over.
  private static final int EMPTY_DAYS = 14;

  private static final String OUTCOME = "\"kind\":\"OUTCOME\"";

  private final Store store;
  private final Fragments fragments;

  public Footprints(Store store, Fragments fragments) {
    this.store = store;
    this.fragments = fragments;
  }

  /// A call that came from an address that was asked for.
  ///
  /// @param address in the form of `Addresses`
  public record Visited(String address, String request, String actor) {}

  /// Calls of a part of the access log.
  ///
  /// @param next where the next part begins; empty after the last one
  public record Visits(List<Visited> calls, Optional<String> next) {
    public Visits {
      calls = List.copyOf(calls);
    }
  }

  /// Whose entries are wanted.
  ///
  /// @param actors all of theirs
  /// @param requests all of these calls
  /// @param callers the actors of those calls
  public record Wanted(Set<String> actors, Set<String> requests, Set<String> callers) {
    public Wanted {
      actors = Set.copyOf(actors);
      requests = Set.copyOf(requests);
      callers = Set.copyOf(callers);
    }
  }

  /// Entries of a part of the ledger.
  ///
  /// @param entries intents, without what came of them
  /// @param undone ids of intents of these actors, of this part or another, that were refused or
  ///   came to nothing
  /// @param next where the next part begins; empty after the last one
  /// @param read how many entries were looked at
  public record Entries(List<Entry> entries, Set<String> undone, Optional<String> next, long read) {
    public Entries {
      entries = List.copyOf(entries);
      undone = Set.copyOf(undone);
    }
  }

  /// Where a window begins.
  public static String start(Instant from) {
    return Ids.lowestAt(from);
  }

  /// The next part of the access log.
  ///
  /// @param position `start`, or a part's `next`
  /// @param to exclusive
  public Visits visits(TenantId tenant, Set<String> addresses, String position, Instant to) {
    var part = part(Table.FRAGMENTS, day -> Fragments.partitions(tenant, day), position, last(to));
    var from = new ArrayList<String>();
    var ids = new ArrayList<String>();
    for (var item : part.items()) {
      var opened = fragments.open(tenant, item);
      var address = Addresses.parse(opened.fragment().address()).orElse("");
      if (addresses.contains(address)) {
        from.add(address);
        ids.add(opened.id());
      }
    }
    var read = store.readAll(ids.stream().map(id -> Placement.key(tenant, id)).toList());
    var calls = new ArrayList<Visited>();
    for (int i = 0; i < ids.size(); i++) {
      var item = read.get(Placement.key(tenant, ids.get(i)));
      if (item != null) {
        var entry = EntryReader.ofIntent(item).entry();
        calls.add(new Visited(from.get(i), entry.request(), entry.actor()));
      }
    }
    return new Visits(calls, part.next());
  }

  /// The next part of the ledger.
  ///
  /// @param position `start`, or a part's `next`
  /// @param to exclusive, for intents
  /// @param until exclusive, for what came of them: later than `to` by what a call lasts
  public Entries entries(
      TenantId tenant, Wanted wanted, String position, Instant to, Instant until) {
    var part = part(Table.LEDGER, day -> Placement.partitions(tenant, day), position, last(until));
    var lastIntent = last(to);
    var entries = new ArrayList<Entry>();
    var undone = new HashSet<String>();
    for (var item : part.items()) {
      var actor = Placement.BY_ACTOR.of(item);
      boolean whole = wanted.actors().contains(actor);
      if (!whole && !wanted.callers().contains(actor)) {
        continue;
      }
      if (item.text(Placement.LEAF).contains(OUTCOME)) {
        var outcome = EntryReader.outcome(item.text(Placement.LEAF));
        if (!outcome.done()) {
          undone.add(outcome.of());
        }
      } else if (item.key().sort().compareTo(lastIntent) <= 0) {
        var entry = EntryReader.ofIntent(item).entry();
        if (whole || wanted.requests().contains(entry.request())) {
          entries.add(entry);
        }
      }
    }
    return new Entries(entries, undone, part.next(), part.items().size());
  }

  /// The next part of all that was appended, whoever's it is.
  ///
  /// @param position `start`, or a part's `next`
  /// @param to exclusive
  public Tail tail(TenantId tenant, String position, Instant to) {
    var part = part(Table.LEDGER, day -> Placement.partitions(tenant, day), position, last(to));
    var written = new ArrayList<Tail.Written>();
    part.items().stream()
        .sorted(Comparator.comparing((Item item) -> item.key().sort()))
        .forEach(item ->
            written.add(
                new Tail.Written(
                    item.key().sort(),
                    Placement.BY_ACTOR.of(item),
                    EntryReader.parse(item.text(Placement.LEAF)))));
    return new Tail(written, part.next());
  }

  private static String last(Instant exclusive) {
    return Ids.highestAt(exclusive.minusMillis(1));
  }

  /// @param next empty after the last one
  private record Part(List<Item> items, Optional<String> next) {}

  /// The next items of all shards of a day; of the next days, where a day has none.
  private Part part(
      Table table, Function<LocalDate, List<String>> partitions, String position, String to) {
    var at = position;
    for (int i = 0; i < EMPTY_DAYS; i++) {
      if (at.compareTo(to) > 0) {
        return new Part(List.of(), Optional.empty());
      }
      var part = ofDay(table, partitions, at, to);
      if (!part.items().isEmpty() || part.next().isEmpty()) {
        return part;
      }
      at = part.next().get();
    }
    return new Part(List.of(), Optional.of(at));
  }

  /// A shard that has more than one reading gives ends the part for all of them where it ends, so
  /// that a position is one id and not eight.
  private Part ofDay(
      Table table, Function<LocalDate, List<String>> partitions, String position, String to) {
    var day = day(position);
    var calls = new ArrayList<Callable<List<Item>>>();
    for (var partition : partitions.apply(day)) {
      calls.add(() -> store.query(Range.between(table, partition, position, to).limit(MOST)));
    }
    var read = Stage.all(calls);
    var end =
        read.stream()
            .filter(items -> items.size() == MOST)
            .map(items -> items.getLast().key().sort())
            .min(String::compareTo);
    if (end.isEmpty()) {
      var next = Ids.lowestAt(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      var items = read.stream().flatMap(List::stream).toList();
      return new Part(items, Optional.of(next).filter(n -> n.compareTo(to) <= 0));
    }
    var items =
        read.stream()
            .flatMap(List::stream)
            .filter(item -> item.key().sort().compareTo(end.get()) <= 0)
            .toList();
    // sorts right behind this id and before every other
    return new Part(items, Optional.of(end.get() + "0"));
  }

  private static LocalDate day(String position) {
    return Shards.day(Ids.timeOf(position.substring(0, Ids.ORDERED_LENGTH)));
  }
}
