package emanet.ledger;

import emanet.fault.Fault;
import emanet.ledger.tlog.Tile;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Goes through a whole day's entries once more when the day is over. What came too late for every
/// round is sealed then, marked as late; what the table has not, or has otherwise than it was
/// sealed, is named.
///
/// It is the day before that is gone through, each time, and every earlier one that was not: a day
/// that failed is made good by the next run. How far that goes stands in the table.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L`, `DAYS` |
/// | `through` | S | ISO 8601: all days up to this one were gone through, in UTC |
final class Reconciliation {
  /// How often others may write the head, just when late entries are to be added.
  private static final int TRIES = 20;

  /// Late entries of one pass; there is another pass for more.
  private static final int MOST = 16 * Sealer.BATCH;

  /// So many days are made good at most.
  private static final int DAYS = 31;

  private static final String THROUGH = "through";

  private final Store store;
  private final Sealer sealer;
  private final LogIndex index;
  private final InstantSource clock;

  Reconciliation(Store store, Sealer sealer, InstantSource clock) {
    this.store = store;
    this.sealer = sealer;
    this.index = new LogIndex(store);
    this.clock = clock;
  }

  /// What was found.
  ///
  /// @param late how many entries were sealed as late
  /// @param altered ids of entries that are not what was sealed
  /// @param missing ids of sealed entries that are gone
  record Findings(int late, List<String> altered, List<String> missing) {
    boolean clean() {
      return altered.isEmpty() && missing.isEmpty();
    }
  }

  /// Goes through the day before, and through those before it that nobody went through.
  Findings reconcile(TenantId tenant, Instant since) {
    var before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    int late = 0;
    var altered = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var day = first(tenant, before); !day.isAfter(before); day = day.plusDays(1)) {
      var found = reconcile(tenant, since, day);
      late += found.late();
      altered.addAll(found.altered());
      missing.addAll(found.missing());
      mark(tenant, day);
    }
    return new Findings(late, altered, missing);
  }

  private LocalDate first(TenantId tenant, LocalDate before) {
    var through = store.read(days(tenant)).map(item -> LocalDate.parse(item.text(THROUGH)));
    if (through.isEmpty()) {
      mark(tenant, before.minusDays(1)); // where this one fails, the next run knows of it
    }
    var earliest = before.minusDays(DAYS - 1L);
    var open =
        through.map(day -> day.plusDays(1)).filter(day -> day.isBefore(before)).orElse(before);
    return open.isBefore(earliest) ? earliest : open;
  }

  private void mark(TenantId tenant, LocalDate day) {
    var _ = store.put(Item.at(days(tenant)).with(THROUGH, day.toString()), Condition.always());
  }

  private static Key days(TenantId tenant) {
    return new Key(Table.LEDGER, "T#" + tenant + "#L", "DAYS");
  }

  private Findings reconcile(TenantId tenant, Instant since, LocalDate day) {
    int late = 0;
    while (true) {
      while (!sealer.seal(tenant, since, () -> true).done()) {
        // until all that is not late is sealed
      }
      var pass = new Pass(tenant, day);
      if (pass.late.isEmpty()) {
        return new Findings(late, pass.altered, pass.missing);
      }
      for (var batch : pass.late.stream().gather(Gatherers.windowFixed(Sealer.BATCH)).toList()) {
        late += addLate(tenant, pass.head, batch);
      }
    }
  }

  /// Adds late entries to the head as it is by now: rounds write it all the time, and a day is read
  /// for longer than from one round to the next.
  ///
  /// @param known the head beside which they were found not to be sealed
  /// @return how many were not added by others meanwhile
  private int addLate(TenantId tenant, LogHead known, List<SealedEntry> late) {
    for (int tries = 0; tries < TRIES; tries++) {
      var head = sealer.head(tenant).orElse(known);
      index.add(tenant, head);
      var left = unsealed(tenant, known, head, late);
      if (left.isEmpty() || sealer.append(tenant, head, left, head.through(), true).isPresent()) {
        return left.size();
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// What another check has added since has a place among the late ones; a round adds nothing that
  /// is older than what it reads again.
  private List<SealedEntry> unsealed(
      TenantId tenant, LogHead known, LogHead head, List<SealedEntry> late) {
    if (head.turn() == known.turn()) {
      return late;
    }
    var again = known.through().minus(Sealer.OVERLAP);
    var placed = index.placedLate(tenant, late.stream().map(SealedEntry::id).toList());
    return late.stream()
        .filter(entry -> !placed.contains(entry.id()))
        .filter(entry ->
            Ids.timeOf(entry.id()).isBefore(again)
                || index.find(tenant, entry.id(), head.size()).isEmpty())
        .toList();
  }

  /// One reading of a day, beside the part of the index that can hold it.
  private final class Pass {
    private final TenantId tenant;
    private final LogHead head;
    private final Instant start;
    private final Instant end;
    private final List<SealedEntry> late = new ArrayList<>();
    private final List<String> altered = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /// Bundles that can hold what comes next, and what of them was not met yet.
    private final Deque<IndexedBundle> bundles = new ArrayDeque<>();

    private final Map<String, Bytes> unmet = new HashMap<>();
    private long next;

    Pass(TenantId tenant, LocalDate day) {
      this.tenant = tenant;
      this.start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      this.end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      this.head = sealer.head(tenant).orElse(LogHead.start(start));
      index.add(tenant, head);
      this.next = head.size() == 0 ? 0 : index.firstFrom(tenant, start, head.size());
      var entries = new Shards(store, tenant, start, end.minusMillis(1));
      while (late.size() < MOST && entries.hasNext()) {
        meet(Sealer.entry(entries.next()));
      }
      if (!entries.hasNext()) {
        slideTo(end);
        missing.addAll(unmet.keySet());
      }
    }

    private void meet(SealedEntry entry) {
      slideTo(Ids.timeOf(entry.id()));
      var sealed =
          Optional.ofNullable(unmet.remove(entry.id()))
              .or(() ->
                  index
                      .find(tenant, entry.id(), head.size())
                      .map(place -> place.entry().leafHash()));
      if (sealed.isEmpty()) {
        late.add(entry);
      } else if (!sealed.get().equals(entry.leafHash())) {
        altered.add(entry.id());
      }
    }

    /// Takes in the bundles that can hold an entry of that time, and lets go those that cannot.
    private void slideTo(Instant at) {
      while (next * Tile.FULL < head.size()
          && (bundles.isEmpty()
              || !bundles.getLast().latest().isAfter(at.plus(LogIndex.DISORDER)))) {
        take(index.bundle(tenant, next++).orElseThrow());
      }
      drop(at);
    }

    private void take(IndexedBundle bundle) {
      bundles.add(bundle);
      for (int i = 0; i < bundle.entries().size(); i++) {
        var entry = bundle.entries().get(i);
        var at = Ids.timeOf(entry.id());
        if (!bundle.late().contains(i) && !at.isBefore(start) && at.isBefore(end)) {
          unmet.put(entry.id(), entry.leafHash());
        }
      }
    }

    private void drop(Instant before) {
      while (!bundles.isEmpty() && bundles.getFirst().latest().isBefore(before)) {
        for (var entry : bundles.removeFirst().entries()) {
          if (unmet.remove(entry.id()) != null) {
            missing.add(entry.id());
          }
        }
      }
    }
  }
}
