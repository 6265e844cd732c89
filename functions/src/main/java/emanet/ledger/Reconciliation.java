package emanet.ledger;

import emanet.ledger.tlog.Tile;
import emanet.store.Store;
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

/// Goes through a whole day's entries once more when the day is over. What came too late for every
/// round is sealed then, marked as late; what the table has not, or has otherwise than it was
/// sealed, is named.
final class Reconciliation {
  private static final int TRIES = 5;

  /// Late entries sealed in one pass; there is another pass for more.
  private static final int MOST = Sealer.BATCH;

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

  /// Goes through the day before.
  Findings reconcile(TenantId tenant, Instant since) {
    var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    int late = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      while (!sealer.seal(tenant, since, () -> true).done()) {
        // until all that is not late is sealed
      }
      var pass = new Pass(tenant, day);
      if (pass.late.isEmpty()) {
        return new Findings(late, pass.altered, pass.missing);
      }
      if (sealer.append(tenant, pass.head, pass.late, pass.head.through(), true).isPresent()) {
        late += pass.late.size();
      }
    }
    throw new IllegalStateException("the log's head was written by others all the time");
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
