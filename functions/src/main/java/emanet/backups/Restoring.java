package emanet.backups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.register.Tenants;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.store.Generations;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Table;
import emanet.subjects.Rebuilding;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is done with tables once their rows are there, tenant by tenant, a page at a time: replay,
/// then the look-ups, then the disposal that withdrawals ask for. A restore does it, and its
/// promotion once more, for what was acknowledged in between. All of it is repeatable.
final class Restoring {
  static final String IMPOSSIBLE = "IMPOSSIBLE";
  static final String UNREADABLE = "UNREADABLE";
  static final String TAMPERED = "TAMPERED";
  static final String KEYLESS = "KEYLESS";
  static final String CHANGED = "CHANGED";
  static final String CLOSED = "CLOSED";

  /// Counts those of them whose keys are under the deployment's own: they are not what it wrapped.
  static final String DEPLOYMENT_CLOSED = "closed.deployment";

  private static final int PAGE = 50;

  /// A step goes on for no longer, well under its lease.
  private static final Duration STEP = Duration.ofSeconds(4);

  private final RestoreItems items;
  private final InstantSource clock;

  Restoring(RestoreItems items, InstantSource clock) {
    this.items = items;
    this.clock = clock;
  }

  /// The tables that are in use once a restore is promoted.
  ///
  /// @param kept those that stay as they are
  static Generations target(Job job, Generations inUse, Set<Table> kept) {
    var apart = new EnumMap<Table, Long>(Table.class);
    kept.forEach(table -> apart.put(table, inUse.of(table)));
    return new Generations(Long.parseLong(job.input(RestoreJob.GENERATION)), apart);
  }

  static List<TenantId> tenants(Tenants tenants) {
    return tenants.all().stream().sorted(Comparator.comparing(TenantId::value)).toList();
  }

  static List<TenantId> withPlatform(List<TenantId> tenants) {
    var all = new ArrayList<>(tenants);
    all.add(Caller.PLATFORM);
    return all;
  }

  /// All that have a log: those who have ended, too.
  static List<TenantId> withLogs(Quarantine quarantine) {
    var all = withPlatform(tenants(quarantine.tenants()));
    quarantine.ended().tenants().stream()
        .filter(tenant -> !all.contains(tenant))
        .sorted(Comparator.comparing(TenantId::value))
        .forEach(all::add);
    return all;
  }

  /// Where a part of the work stands.
  ///
  /// @param tenant how many tenants are through
  /// @param part of the tenant: a kind of records, or a shard of people
  /// @param after the id after which to go on
  record At(int tenant, int part, String after) {
    static final At START = new At(0, 0, "");

    static At of(String text) {
      var parts = text.split(",", 3);
      return new At(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    Optional<String> id() {
      return Optional.of(after).filter(id -> !id.isEmpty());
    }

    @Override
    public String toString() {
      return tenant + "," + part + "," + after;
    }
  }

  /// What a page came to.
  ///
  /// @param next empty when all is done
  record Done(Optional<At> next, Map<String, Long> counts) {}

  /// Works page by page for a while, one at least.
  Done step(String from, Function<At, Done> page) {
    var end = clock.instant().plus(STEP);
    var counts = new HashMap<String, Long>();
    var next = Optional.of(At.of(from));
    while (next.isPresent() && (counts.isEmpty() || clock.instant().isBefore(end))) {
      var done = page.apply(next.get());
      done.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
      counts.merge("steps", 1L, Long::sum);
      next = done.next();
    }
    return new Done(next, counts);
  }

  /// The kinds, in the order in which they are replayed, and who does.
  private record Turn(Replayed kind, Replayer by) {}

  /// The ends of contracts are among the deployment's own records, and nothing else of those is
  /// replayed.
  private static List<Turn> turns(Quarantine quarantine, TenantId tenant) {
    var turns = new ArrayList<Turn>();
    quarantine.replayers().forEach(by -> by.kinds().forEach(kind -> turns.add(new Turn(kind, by))));
    boolean platform = tenant.equals(Caller.PLATFORM);
    turns.removeIf(turn -> platform != (turn.kind() == Replayed.CLOSURE));
    return turns;
  }

  /// Asks whether a tenant's keys open, and notes those whose do not: their KMS key is disabled, or
  /// no longer this deployment's. Nobody else waits for them.
  Done closed(String job, Quarantine quarantine, List<TenantId> tenants, At at, long now) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var tenant = tenants.get(at.tenant());
    boolean closed = !quarantine.opens().test(tenant);
    if (closed) {
      items.note(job, CLOSED, List.of(tenant.value()), now);
    }
    var counts =
        Map.of(
            "closed",
            closed ? 1L : 0L,
            DEPLOYMENT_CLOSED,
            closed && !quarantine.own().test(tenant) ? 1L : 0L);
    return new Done(Optional.of(new At(at.tenant() + 1, 0, "")), counts);
  }

  /// Those of them that were passed over.
  Set<TenantId> closed(String job) {
    return items.noted(job, CLOSED).stream().map(TenantId::new).collect(Collectors.toSet());
  }

  /// Those of them that are not passed over.
  List<TenantId> open(String job, List<TenantId> tenants) {
    var closed = closed(job);
    return tenants.stream().filter(tenant -> !closed.contains(tenant)).toList();
  }

  /// Replays a page of records.
  Done replay(String restore, Quarantine quarantine, List<TenantId> tenants, At at, long now) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var tenant = tenants.get(at.tenant());
    var turns = turns(quarantine, tenant);
    if (at.part() >= turns.size()) {
      return new Done(Optional.of(new At(at.tenant() + 1, 0, "")), Map.of());
    }
    var turn = turns.get(at.part());
    var ids = quarantine.records().idsEverywhere(tenant, turn.kind(), at.id(), PAGE);
    var counts = new HashMap<String, Long>();
    for (var id : ids) {
      var came = one(restore, quarantine, tenant, turn, id, now);
      counts.merge(
          turn.kind().name().toLowerCase(java.util.Locale.ROOT) + "." + came, 1L, Long::sum);
    }
    var next =
        ids.size() < PAGE
            ? new At(at.tenant(), at.part() + 1, "")
            : new At(at.tenant(), at.part(), ids.getLast());
    return new Done(Optional.of(next), counts);
  }

  /// Whether records can be read, a page of them: nothing is done yet.
  Done readable(String restore, Quarantine quarantine, TenantId tenant, At at, long now) {
    var turns = turns(quarantine, tenant);
    if (at.part() >= turns.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var kind = turns.get(at.part()).kind();
    var ids = quarantine.records().idsEverywhere(tenant, kind, at.id(), PAGE);
    long unreadable =
        ids.stream()
            .filter(id -> read(restore, quarantine, tenant, kind, id, now).isEmpty())
            .count();
    var next =
        ids.size() < PAGE
            ? new At(at.tenant(), at.part() + 1, "")
            : new At(at.tenant(), at.part(), ids.getLast());
    var label = kind.name().toLowerCase(java.util.Locale.ROOT);
    return new Done(
        Optional.of(next),
        Map.of(label + ".read", ids.size() - unreadable, label + ".unreadable", unreadable));
  }

  /// @return empty where it cannot be read, which is noted
  private Optional<ObjectNode> read(
      String restore, Quarantine quarantine, TenantId tenant, Replayed kind, String id, long now) {
    Optional<ObjectNode> record;
    try {
      record = quarantine.records().read(tenant, kind, id);
    } catch (FaultException e) {
      if (e.fault() instanceof emanet.fault.Fault.Unavailable) {
        throw e;
      }
      record = Optional.empty();
    }
    if (record.isEmpty()) {
      items.note(restore, UNREADABLE, List.of(about(tenant, kind, id)), now);
    }
    return record;
  }

  private static String about(TenantId tenant, Replayed kind, String id) {
    return tenant + "/" + kind + "/" + id;
  }

  /// @return what came of it, in the name of a count
  private String one(
      String restore, Quarantine quarantine, TenantId tenant, Turn turn, String id, long now) {
    var record = read(restore, quarantine, tenant, turn.kind(), id, now);
    if (record.isEmpty()) {
      return "unreadable";
    }
    return switch (turn.by().replay(tenant, turn.kind(), id, record.get())) {
      case DONE -> "done";
      case STOOD -> "stood";
      case NOTHING -> "nothing";
      case IMPOSSIBLE -> {
        items.note(restore, IMPOSSIBLE, List.of(about(tenant, turn.kind(), id)), now);
        yield "impossible";
      }
    };
  }

  /// Makes the look-ups of a page of people, and so opens every record that there is.
  Done rebuild(String restore, Quarantine quarantine, List<TenantId> tenants, At at, long now) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var tenant = tenants.get(at.tenant());
    if (at.part() >= Rebuilding.SHARDS) {
      return new Done(Optional.of(new At(at.tenant() + 1, 0, "")), Map.of());
    }
    if (at.part() == 0 && at.after().isEmpty()) {
      quarantine.directory().accept(tenant);
    }
    var page = quarantine.rebuilding().page(tenant, at.part(), at.id().map(SubjectId::new));
    note(restore, tenant, page, now);
    var next =
        page.next()
            .map(id -> new At(at.tenant(), at.part(), id.value()))
            .orElseGet(() -> new At(at.tenant(), at.part() + 1, ""));
    return new Done(Optional.of(next), counts(page));
  }

  /// Makes the look-ups of rows that were brought back, which are a tenant's.
  Map<String, Long> rebuild(
      String restore,
      Quarantine quarantine,
      TenantId tenant,
      List<Item> rows,
      Rebuilding.Known known) {
    var page = quarantine.rebuilding().rows(tenant, rows, known);
    note(restore, tenant, page, clock.instant().toEpochMilli());
    return counts(page);
  }

  private void note(String restore, TenantId tenant, Rebuilding.Page page, long now) {
    items.note(restore, TAMPERED, page.tampered().stream().map(Reports::about).toList(), now);
    items.note(
        restore, KEYLESS, page.keyless().stream().map(id -> tenant + "/" + id).toList(), now);
  }

  private static Map<String, Long> counts(Rebuilding.Page page) {
    return Map.of(
        "people", (long) page.people(),
        "opened", (long) page.records(),
        "tampered", (long) page.tampered().size(),
        "keyless", (long) page.sealed());
  }

  /// Disposes of what withdrawals asked for, a page of a tenant's.
  Done dispose(Quarantine quarantine, List<TenantId> tenants, At at) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var taken = quarantine.disposals().apply(tenants.get(at.tenant()), at.id());
    var next =
        taken
            .next()
            .map(mark -> new At(at.tenant(), at.part(), mark))
            .orElseGet(() -> new At(at.tenant() + 1, 0, ""));
    return new Done(Optional.of(next), Map.of("disposed", (long) taken.followed()));
  }

  /// Notes whose data was changed in a time, by a part of a tenant's ledger.
  ///
  /// @param job in whose name
  Done changed(
      String job, Quarantine quarantine, List<TenantId> tenants, At at, Instant from, Instant to) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    var tenant = tenants.get(at.tenant());
    var start = at.id().map(ms -> Instant.ofEpochMilli(Long.parseLong(ms))).orElse(from);
    var page = quarantine.changed().between(tenant, start, to);
    var people = page.people().stream().map(id -> tenant + "/" + id).toList();
    items.note(job, CHANGED, people, clock.instant().toEpochMilli());
    var next =
        page.next()
            .map(then -> new At(at.tenant(), 0, Long.toString(then.toEpochMilli())))
            .orElseGet(() -> new At(at.tenant() + 1, 0, ""));
    return new Done(Optional.of(next), Map.of());
  }

  /// Brings back what was sealed of a tenant's log after the backup.
  Done logs(Quarantine quarantine, List<TenantId> tenants, At at) {
    if (at.tenant() >= tenants.size()) {
      return new Done(Optional.empty(), Map.of());
    }
    long entries = quarantine.logs().catchUp(tenants.get(at.tenant()));
    return new Done(Optional.of(new At(at.tenant() + 1, 0, "")), Map.of("entries", entries));
  }

  /// The same, and then what nobody sealed yet, of the tables that are left.
  Done lastLogs(Quarantine quarantine, Store left, Instant since, List<TenantId> tenants, At at) {
    var done = logs(quarantine, tenants, at);
    if (at.tenant() < tenants.size()) {
      quarantine.logs().take(left, tenants.get(at.tenant()), since);
    }
    return done;
  }
}
