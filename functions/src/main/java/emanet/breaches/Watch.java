package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.ledger.Action;
import emanet.ledger.Footprints;
import emanet.ledger.LogExcerpts;
import emanet.ledger.Tail;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Watches what is new in a tenant's ledger, and opens suspicions.
///
/// It reads from where it was to a minute ago, part by part: in time proportional to what is new.
/// What each actor did is added to their habits first, then where it was is noted; an entry that is
/// read again is known by its id and not counted twice. Entries that become durable later than a
/// minute after their time are not watched (the sealer has them all the same).
///
/// | item in `register` | what |
/// |---|---|
/// | `T#<tenant>#WATCH` / `POSITION` | `at` S: where the next reading begins |
/// | `T#<tenant>#WATCH` / `F#<yyyy-MM-ddTHH>` | `count` N: forged tokens of that hour (`Forgeries`) |
/// | `T#<tenant>#WATCH` / `A#<actor>` | see `Habits` |
public final class Watch {
  private static final String POSITION = "POSITION";
  private static final String AT = "at";
  private static final Duration SETTLED = Duration.ofMinutes(1);
  private static final Duration UNSEALED = Duration.ofMinutes(20);

  /// How far the first reading goes back: as far as habits do.
  private static final Duration FIRST = Duration.ofDays(Habits.PAST);

  /// Days that are over for longer are past, and open nothing.
  private static final int RECENT = 2;

  private final Store store;
  private final Footprints footprints;
  private final LogExcerpts logs;
  private final Suspicions suspicions;
  private final InstantSource clock;

  /// @param logs tells how far a log is sealed
  public Watch(
      Store store,
      Footprints footprints,
      LogExcerpts logs,
      Suspicions suspicions,
      InstantSource clock) {
    this.store = store;
    this.footprints = footprints;
    this.logs = logs;
    this.suspicions = suspicions;
    this.clock = clock;
  }

  /// Watches one tenant, until there is nothing new or its time is over.
  ///
  /// @param backupLate whether the deployment's backup is overdue
  /// @return how many suspicions were opened
  public int run(TenantId tenant, boolean backupLate, Instant end) {
    int opened = suspicions.open(tenant, state(tenant, backupLate));
    var to = clock.instant().minus(SETTLED);
    var position = position(tenant);
    while (position.compareTo(Ids.lowestAt(to)) < 0 && clock.instant().isBefore(end)) {
      var part = footprints.tail(tenant, position, to);
      opened += suspicions.open(tenant, count(tenant, part));
      position = part.next().orElse(Ids.lowestAt(to));
      store.writeAll(List.of(Item.at(positionKey(tenant)).with(AT, position)), List.of());
    }
    return opened;
  }

  private String position(TenantId tenant) {
    return store
        .read(positionKey(tenant))
        .map(item -> item.text(AT))
        .orElseGet(() -> Footprints.start(clock.instant().minus(FIRST)));
  }

  private static Key positionKey(TenantId tenant) {
    return new Key(Table.REGISTER, Habits.partition(tenant), POSITION);
  }

  /// What is no entry's.
  private List<Suspicion> state(TenantId tenant, boolean backupLate) {
    var now = clock.instant();
    var today = day(now);
    var found = new ArrayList<Suspicion>();
    if (backupLate) {
      found.add(Suspicion.open(one(Detector.BACKUP_OVERDUE, 1, 0), "backup", today, now));
    }
    logs.readThrough(tenant)
        .map(through -> Duration.between(through, now))
        .filter(age -> age.compareTo(UNSEALED) > 0)
        .ifPresent(age ->
            found.add(
                Suspicion.open(
                    one(Detector.UNSEALED, age.toMinutes(), UNSEALED.toMinutes()),
                    "ledger",
                    today,
                    now)));
    long forged =
        Math.max(
            Forgeries.count(store, tenant, now),
            Forgeries.count(store, tenant, now.minus(Duration.ofHours(1))));
    if (forged >= Rules.FORGED) {
      found.add(
          Suspicion.open(one(Detector.FORGED_TOKENS, forged, Rules.FORGED), "tokens", today, now));
    }
    return found;
  }

  private static Rules.Finding one(Detector detector, long count, long bound) {
    return new Rules.Finding(detector, count, bound);
  }

  private List<Suspicion> count(TenantId tenant, Tail part) {
    var byActor = new TreeMap<String, List<Tail.Written>>();
    part.entries()
        .forEach(
            entry -> byActor.computeIfAbsent(entry.actor(), _ -> new ArrayList<>()).add(entry));
    var read = store.readAll(byActor.keySet().stream().map(a -> Habits.key(tenant, a)).toList());
    var written = new ArrayList<Item>();
    var found = new ArrayList<Suspicion>();
    byActor.forEach((actor, entries) -> {
      var item = read.get(Habits.key(tenant, actor));
      var habits = item == null ? Habits.none(actor) : Habits.of(actor, item);
      found.addAll(tampered(actor, entries));
      var days = new HashSet<LocalDate>();
      var hits = new HashSet<String>();
      for (var entry : entries) {
        days.add(day(Ids.timeOf(entry.id())));
        habits = habits.with(entry.id(), day(Ids.timeOf(entry.id())), counted(entry.leaf(), hits));
      }
      written.add(habits.item(tenant));
      found.addAll(judged(habits, days));
    });
    if (!written.isEmpty()) {
      store.writeAll(written, List.of());
    }
    return found;
  }

  private List<Suspicion> judged(Habits habits, Set<LocalDate> days) {
    var now = clock.instant();
    var found = new ArrayList<Suspicion>();
    for (var date : days) {
      if (!date.isBefore(day(now).minusDays(RECENT))) {
        Rules.judge(habits, date)
            .forEach(one -> found.add(Suspicion.open(one, habits.actor(), date, now)));
      }
    }
    return found;
  }

  private List<Suspicion> tampered(String actor, List<Tail.Written> entries) {
    Map<LocalDate, Long> byDay = new HashMap<>();
    entries.stream()
        .filter(entry -> entry.leaf().path("outcome").asText().equals("TAMPERED"))
        .forEach(entry -> byDay.merge(day(Ids.timeOf(entry.id())), 1L, Long::sum));
    var found = new ArrayList<Suspicion>();
    byDay.forEach((date, count) ->
        found.add(Suspicion.open(one(Detector.TAMPERED, count, 0), actor, date, clock.instant())));
    return found;
  }

  /// @param hits calls whose search found somebody, as far as they are known
  private static Day counted(JsonNode leaf, Set<String> hits) {
    if (leaf.has("outcome")) {
      boolean refused = leaf.path("outcome").asText().equals("REFUSED");
      return new Day(0, refused ? 1 : 0, 0, 0);
    }
    return switch (Action.valueOf(leaf.path("action").asText())) {
      case READ -> new Day(leaf.path("view").asText().equals("MASKED") ? 0 : 1, 0, 0, 0);
      case SEARCH -> new Day(0, 0, 1, 0);
      case FOUND -> new Day(0, 0, 0, hits.add(leaf.path("request").asText()) ? 1 : 0);
      default -> Day.NONE;
    };
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, Istanbul.ZONE);
  }
}
