package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.subjects.Rebuilding;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Brings a backup back into the empty tables of the next generation, which nobody sees before a
/// second person promotes them:
///
/// 1. every object of the backup is hashed, before one is used;
/// 2. who has ended is known (`Ended`): of them the ledger alone comes back. The register is
///    filled, and with it is known which tenants there are; then it is decided which tables need
///    not be brought back. Keys, the ledger and the lines of access logs are never taken from a
///    backup while newer ones exist: a table that has all of these tenants' stays as it is;
/// 3. the others are filled;
/// 4. the ledger, where it was lost, is brought up to its newest checkpoint in S3;
/// 5. it is asked whose keys open: a tenant whose do not is passed over in what follows, and named;
///    what was done after the backup is replayed from the write-once records;
/// 6. look-ups are made anew, for which every record that lives is opened;
/// 7. what withdrawals asked for is disposed of;
/// 8. it is listed whose data was changed after the backup.
///
/// The cursor says how far it is; each step may be done again. The deployment's own jobs are not
/// brought back: those in use go on. `DrillJob` does the same with scratch tables.
class RestoreJob implements Kind {
  static final String NAME = "restore";
  static final String BACKUP = "backup";
  static final String GENERATION = "generation";
  static final String FROM = "from";

  /// The count of what is brought back first.
  static final String FIRST_ROWS = "rows.register";

  private static final Duration STEP = Duration.ofSeconds(4);
  private static final String SEPARATOR = "|";
  private static final String CLOSED = "CLOSED";
  private static final String CHANGED = "CHANGED";
  private static final List<Table> AFTER =
      List.of(Table.RECORDS, Table.KEYS, Table.LEDGER, Table.FRAGMENTS);

  /// Tables of which a live one is newer than any backup.
  private static final Set<Table> NEWER = EnumSet.of(Table.KEYS, Table.LEDGER, Table.FRAGMENTS);

  private final Manifests manifests;
  private final Verifying verifying;
  private final Restoring restoring;
  private final Reports reports;
  private final Deployment deployment;
  private final Store live;
  private final Function<Generations, Quarantine> quarantines;
  private final InstantSource clock;
  private final TenantRestore ofTenant;
  private final BackupRows rows;
  private final AtomicReference<@Nullable Known> manifest = new AtomicReference<>();

  RestoreJob(
      Manifests manifests,
      Verifying verifying,
      Restoring restoring,
      Reports reports,
      Deployment deployment,
      Store live,
      Function<Generations, Quarantine> quarantines,
      InstantSource clock) {
    this.manifests = manifests;
    this.verifying = verifying;
    this.restoring = restoring;
    this.reports = reports;
    this.deployment = deployment;
    this.live = live;
    this.quarantines = quarantines;
    this.clock = clock;
    this.rows = new BackupRows(verifying, clock);
    this.ofTenant =
        new TenantRestore(manifests, verifying, restoring, reports, deployment, quarantines, clock);
  }

  /// The manifest of a job's backup.
  private record Known(String job, String id, Manifest manifest) {}

  @Override
  public String name() {
    return NAME;
  }

  /// Where it stands: the phase, the tables that stay, and how far within.
  private record At(String phase, Set<Table> kept, String within) {
    static At of(String cursor) {
      var parts = cursor.split("\\|", 3);
      return new At(parts[0], Table.of(List.of(parts[1].split(",", -1))), parts[2]);
    }

    String to(String newPhase, String newWithin) {
      return newPhase + SEPARATOR + labels(kept) + SEPARATOR + newWithin;
    }
  }

  static String labels(Set<Table> tables) {
    return String.join(",", tables.stream().map(Table::label).sorted().toList());
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    try {
      if (TenantRestore.isOne(job)) {
        return ofTenant.step(job, cursor);
      }
      var inUse = deployment.read().generations();
      requireOwn(job, inUse);
      var at = At.of(cursor.orElse("VERIFY||0"));
      var quarantine = quarantine(job, inUse, at.kept());
      return switch (at.phase()) {
        case "VERIFY" -> verified(job, manifest(job), at, quarantine);
        case "REGISTER" -> filled(manifest(job), at, Table.REGISTER, "DECIDE", quarantine);
        case "DECIDE" -> decided(job, manifest(job), quarantine);
        case "FILL" -> filled(job, manifest(job), at, quarantine);
        case "REBUILD" -> rebuilt(job, manifest(job), at, quarantine);
        default -> worked(job, at, quarantine);
      };
    } catch (BrokenBackup e) {
      reports.broken(job.id(), e);
      throw Fault.Conflicting.of(Conflict.BACKUP).exception();
    }
  }

  /// Tables that are in use are filled by nobody, and those of another restore by that one.
  void requireOwn(Job job, Generations inUse) {
    boolean next = inUse.number() == Long.parseLong(job.input(FROM));
    boolean own =
        new RestoreItems(quarantine(job, inUse, Set.of()).store())
            .owner()
            .filter(owner -> owner.restore().equals(job.id()))
            .isPresent();
    if (!next || !own) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
  }

  /// Read and verified once by a process: it is written once, and each step asks for it.
  private Manifest manifest(Job job) throws BrokenBackup {
    var id = job.input(BACKUP);
    var known = manifest.get();
    if (known == null || !known.id().equals(id) || !known.job().equals(job.id())) {
      known = new Known(job.id(), id, manifests.read(id));
      manifest.set(known);
    }
    return known.manifest();
  }

  private Step verified(Job job, Manifest manifest, At at, Quarantine quarantine)
      throws BrokenBackup {
    // as of the job's start: its cursor counts them
    var objects = Verifying.objects(manifest, job.at());
    var done = verifying.verify(objects, Integer.parseInt(at.within()), clock, STEP);
    if (!done.all()) {
      return new Step.Next(at.to("VERIFY", Integer.toString(done.next())), done.counts());
    }
    quarantine.ended().settle();
    return new Step.Next(at.to("REGISTER", "0,0"), done.counts());
  }

  /// The tables that are filled after the register.
  private Step filled(Job job, Manifest manifest, At at, Quarantine quarantine)
      throws BrokenBackup {
    int bar = at.within().indexOf(':');
    int table = Integer.parseInt(at.within().substring(0, bar));
    if (table == AFTER.size()) {
      var next = at.kept().contains(Table.LEDGER) ? CLOSED : "LOGS";
      return new Step.Next(at.to(next, Restoring.At.START.toString()), Map.of());
    }
    if (at.kept().contains(AFTER.get(table)) || isOver(job, manifest, AFTER.get(table))) {
      return new Step.Next(at.to("FILL", (table + 1) + ":0,0"), Map.of());
    }
    var within = new At(at.phase(), at.kept(), at.within().substring(bar + 1));
    var step = filled(manifest, within, AFTER.get(table), "", quarantine);
    if (step instanceof Step.Next(var cursor, var counts)) {
      var inside = At.of(cursor);
      return inside.phase().isEmpty()
          ? new Step.Next(at.to("FILL", (table + 1) + ":0,0"), counts)
          : new Step.Next(at.to("FILL", table + ":" + inside.within()), counts);
    }
    return step;
  }

  /// Lines of access logs that have expired since are not brought back.
  private static boolean isOver(Job job, Manifest manifest, Table table) {
    var copy = manifest.tables().get(table);
    return copy == null || !copy.until().isAfter(job.at());
  }

  /// Fills a table for a while.
  ///
  /// @param then the phase after it
  private Step filled(Manifest manifest, At at, Table table, String then, Quarantine quarantine)
      throws BrokenBackup {
    var store = quarantine.store();
    var ended = quarantine.ended().tenants();
    var walked =
        rows.walk(
            manifest,
            table,
            Rows.Form.ROWS,
            "",
            at.within(),
            key -> isBroughtBack(key, ended),
            page -> {
              store.putRows(page);
              return Map.of();
            });
    var counts = Map.of("rows." + table.label(), walked.lines());
    return walked
        .next()
        .map(next -> new Step.Next(at.to(at.phase(), next), counts))
        .orElseGet(() -> new Step.Next(at.to(then, "0"), counts));
  }

  private static boolean isBroughtBack(Key key, Set<TenantId> ended) {
    return Platform.isBroughtBack(key) && !isOfEnded(key, ended);
  }

  /// Of a tenant that has ended its ledger alone comes back.
  private static boolean isOfEnded(Key key, Set<TenantId> ended) {
    return key.table() != Table.LEDGER
        && key.table() != Table.FRAGMENTS
        && ended.stream().anyMatch(tenant -> key.partition().startsWith("T#" + tenant + "#"));
  }

  /// Tables that may stay as they are.
  Set<Table> newer() {
    return EnumSet.copyOf(NEWER);
  }

  /// Which tables stay.
  private Step decided(Job job, Manifest manifest, Quarantine quarantine) throws BrokenBackup {
    var kept = newer();
    var tenants = Restoring.tenants(quarantine.tenants());
    for (var tenant : tenants) {
      if (kept.contains(Table.KEYS) && live.read(keysOf(tenant)).isEmpty()) {
        kept.remove(Table.KEYS);
      }
      if (kept.contains(Table.LEDGER) && live.read(logOf(tenant)).isEmpty()) {
        kept.remove(Table.LEDGER);
        kept.remove(Table.FRAGMENTS);
      }
    }
    if (tenants.isEmpty()) {
      kept.clear();
    }
    if (!kept.contains(Table.KEYS) && !manifest.keysUntil().isAfter(job.at())) {
      throw new BrokenBackup(Flaw.KEYS_GONE, "");
    }
    return new Step.Next(
        new At("", kept, "").to("FILL", "0:0,0"), Map.of("tenants", (long) tenants.size()));
  }

  private static Key keysOf(TenantId tenant) {
    return emanet.keys.TenantKeys.item(tenant);
  }

  private static Key logOf(TenantId tenant) {
    return emanet.ledger.LogRecovery.item(tenant);
  }

  /// Look-ups of what was filled in, by the backup's own rows: they are as they were, or their keys
  /// are gone.
  private Step rebuilt(Job job, Manifest manifest, At at, Quarantine quarantine)
      throws BrokenBackup {
    var ended = quarantine.ended().tenants();
    if (at.within().equals(BackupRows.START)) {
      restoring
          .open(job.id(), Restoring.tenants(quarantine.tenants()))
          .forEach(quarantine.directory());
    }
    var passed = new HashSet<>(ended);
    passed.addAll(restoring.closed(job.id()));
    var known = new Rebuilding.Known();
    var walked =
        rows.walk(
            manifest,
            Table.RECORDS,
            Rows.Form.ITEMS,
            "",
            at.within(),
            key -> isBroughtBack(key, passed),
            page -> rebuilt(job, quarantine, page, known));
    return new Step.Next(
        walked
            .next()
            .map(next -> at.to("REBUILD", next))
            .orElseGet(() -> at.to("DISPOSE", Restoring.At.START.toString())),
        walked.counts());
  }

  private Map<String, Long> rebuilt(
      Job job, Quarantine quarantine, List<Item> page, Rebuilding.Known known) {
    var byTenant = new LinkedHashMap<TenantId, List<Item>>();
    page.forEach(
        row -> byTenant.computeIfAbsent(row.key().tenant(), _ -> new ArrayList<>()).add(row));
    var counts = new HashMap<String, Long>();
    byTenant.forEach((tenant, rows) ->
        restoring
            .rebuild(job.id(), quarantine, tenant, rows, known)
            .forEach((name, count) -> counts.merge(name, count, Long::sum)));
    return counts;
  }

  /// Replay, disposal, a page of it.
  private Step worked(Job job, At at, Quarantine quarantine) {
    var tenants = Restoring.tenants(quarantine.tenants());
    var open = restoring.open(job.id(), tenants);
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(
            at.within(),
            page ->
                switch (at.phase()) {
                  case CLOSED -> restoring.closed(job.id(), quarantine, tenants, page, now);
                  case "LOGS" -> restoring.logs(quarantine, Restoring.withLogs(quarantine), page);
                  case "REPLAY" ->
                      restoring.replay(
                          job.id(), quarantine, Restoring.withPlatform(open), page, now);
                  case CHANGED -> changed(job, quarantine, tenants, page);
                  default -> restoring.dispose(quarantine, open, page);
                });
    if (done.next().isPresent()) {
      return new Step.Next(at.to(at.phase(), done.next().get().toString()), done.counts());
    }
    var start = Restoring.At.START.toString();
    return switch (at.phase()) {
      case "LOGS" -> new Step.Next(at.to(CLOSED, start), done.counts());
      case CLOSED -> new Step.Next(at.to("REPLAY", start), done.counts());
      case "REPLAY" -> new Step.Next(at.to("REBUILD", BackupRows.START), done.counts());
      case CHANGED -> new Step.Done(done.counts());
      default ->
          brought(job, at.kept(), quarantine, tenants)
              ? new Step.Next(at.to(CHANGED, start), done.counts())
              : new Step.Done(done.counts());
    };
  }

  /// All is there.
  ///
  /// @return whether it is to be told whose data was changed since
  boolean brought(Job job, Set<Table> kept, Quarantine quarantine, List<TenantId> tenants) {
    reports.brought(job, kept, quarantine, tenants);
    return true;
  }

  private Restoring.Done changed(
      Job job, Quarantine quarantine, List<TenantId> tenants, Restoring.At page) {
    // clocks of those who write may be a little ahead
    var to = clock.instant().plus(Duration.ofMinutes(1));
    return restoring.changed(job.id(), quarantine, tenants, page, reports.asOf(job), to);
  }

  /// @param kept tables that stay as they are
  Quarantine quarantine(Job job, Generations inUse, Set<Table> kept) {
    return quarantines.apply(Restoring.target(job, inUse, kept));
  }

  @Override
  public void finish(Job job) {
    reports.write(job);
  }
}
