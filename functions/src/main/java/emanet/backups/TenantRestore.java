package emanet.backups;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Step;
import emanet.store.Deployment;
import emanet.store.Generations;
import emanet.store.Key;
import emanet.store.Table;
import emanet.subjects.Rebuilding;
import emanet.subjects.Returning;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Looks what a restore of one tenant would do (docs/changes/0024), and changes nothing:
///
/// 1. every object of the backup is hashed, before one is used;
/// 2. it is looked whether the backup has the tenant;
/// 3. it is looked whether all that would be replayed can be read;
/// 4. the tenant's people, and then their records, are opened with the keys in use and compared
///    with what is in use;
/// 5. people who came after the backup are noted, who stay as they are, and who was changed since.
///
/// The cursor says how far it is; each step may be done again. `TenantPromotion` does it.
final class TenantRestore {
  static final String TENANT = "tenant";

  /// What stays as it is of the tenant's.
  private static final Set<Table> KEPT =
      EnumSet.of(Table.KEYS, Table.REGISTER, Table.LEDGER, Table.FRAGMENTS);

  private static final Duration STEP = Duration.ofSeconds(4);
  private static final String CURRENT = "CURRENT";

  private final Manifests manifests;
  private final Verifying verifying;
  private final Restoring restoring;
  private final Reports reports;
  private final Deployment deployment;
  private final Function<Generations, Quarantine> quarantines;
  private final InstantSource clock;
  private final BackupRows rows;

  TenantRestore(
      Manifests manifests,
      Verifying verifying,
      Restoring restoring,
      Reports reports,
      Deployment deployment,
      Function<Generations, Quarantine> quarantines,
      InstantSource clock) {
    this.manifests = manifests;
    this.verifying = verifying;
    this.restoring = restoring;
    this.reports = reports;
    this.deployment = deployment;
    this.quarantines = quarantines;
    this.clock = clock;
    this.rows = new BackupRows(verifying, clock);
  }

  static boolean isOne(Job job) {
    return job.inputs().containsKey(TENANT);
  }

  static TenantId tenant(Job job) {
    return new TenantId(job.input(TENANT));
  }

  /// What the partition keys of the tenant's rows begin with.
  static String prefix(Job job) {
    return Key.prefix(job.input(TENANT));
  }

  /// The tables in use: those that it began with.
  static Generations inUse(Job job, Deployment.State state) {
    if (state.generations().number() != Long.parseLong(job.input(RestoreJob.FROM))) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
    return state.generations();
  }

  Step step(Job job, Optional<String> cursor) throws BrokenBackup {
    var live = quarantines.apply(inUse(job, deployment.read()));
    var manifest = manifests.read(job.input(RestoreJob.BACKUP));
    var position = cursor.orElse("VERIFY|0").split("\\|", 2);
    var within = position[1];
    return switch (position[0]) {
      case "VERIFY" -> verified(job, manifest, within);
      case "TENANT" -> known(job, manifest, within);
      case "REPLAY" -> readable(job, live, within);
      case "PEOPLE" ->
          compared(
              job, manifest, live, Returning.Part.PEOPLE, within, "RECORDS|" + BackupRows.START);
      case "RECORDS" ->
          compared(
              job, manifest, live, Returning.Part.RECORDS, within, "LATER|" + Restoring.At.START);
      case "LATER" -> later(job, manifest, live, within);
      default -> changed(job, manifest, live, within);
    };
  }

  private Step verified(Job job, Manifest manifest, String within) throws BrokenBackup {
    var objects = Verifying.objects(manifest, job.at());
    var done = verifying.verify(objects, Integer.parseInt(within), clock, STEP);
    var next = done.all() ? "TENANT|" + BackupRows.START : "VERIFY|" + done.next();
    return new Step.Next(next, done.counts());
  }

  private Step known(Job job, Manifest manifest, String within) throws BrokenBackup {
    var document = prefix(job) + "TENANT";
    var walked =
        rows.walk(
            manifest,
            Table.REGISTER,
            Rows.Form.ROWS,
            prefix(job),
            within,
            key -> key.partition().equals(document) && key.sort().equals(CURRENT),
            found -> Map.of("tenants", (long) found.size()));
    if (walked.counts().containsKey("tenants")) {
      return new Step.Next("REPLAY|" + Restoring.At.START, walked.counts());
    }
    if (walked.next().isEmpty()) {
      throw new BrokenBackup(Flaw.NO_TENANT, "");
    }
    return new Step.Next("TENANT|" + walked.next().get(), walked.counts());
  }

  private Step readable(Job job, Quarantine live, String within) {
    long now = clock.instant().toEpochMilli();
    var done =
        restoring.step(within, page -> restoring.readable(job.id(), live, tenant(job), page, now));
    var next = done.next().map(at -> "REPLAY|" + at).orElse("PEOPLE|" + BackupRows.START);
    return new Step.Next(next, done.counts());
  }

  private Step compared(
      Job job, Manifest manifest, Quarantine live, Returning.Part part, String within, String then)
      throws BrokenBackup {
    var walked =
        rows.walk(
            manifest,
            Table.RECORDS,
            Rows.Form.ITEMS,
            prefix(job),
            within,
            part::has,
            page -> noted(job, live.returning().foresee(tenant(job), part, page)));
    return new Step.Next(
        walked.next().map(next -> part + "|" + next).orElse(then), walked.counts());
  }

  private Map<String, Long> noted(Job job, Returning.Came came) {
    reports.tampered(job.id(), came.tampered());
    reports.keyless(job.id(), tenant(job), came.keyless());
    reports.taken(job.id(), tenant(job), came.taken());
    return came.counts();
  }

  private Step later(Job job, Manifest manifest, Quarantine live, String within) {
    var tenant = tenant(job);
    var done =
        restoring.step(
            within,
            at -> {
              if (at.part() >= Rebuilding.SHARDS) {
                return new Restoring.Done(Optional.empty(), Map.of());
              }
              var page =
                  live.returning()
                      .later(tenant, at.part(), at.id().map(SubjectId::new), manifest.at());
              reports.later(job.id(), tenant, page.people());
              var next =
                  page.next()
                      .map(id -> new Restoring.At(0, at.part(), id.value()))
                      .orElseGet(() -> new Restoring.At(0, at.part() + 1, ""));
              return new Restoring.Done(
                  Optional.of(next), Map.of("later", (long) page.people().size()));
            });
    if (done.next().isPresent()) {
      return new Step.Next("LATER|" + done.next().get(), done.counts());
    }
    reports.brought(job, KEPT, live, List.of(tenant));
    return new Step.Next("CHANGED|" + Restoring.At.START, done.counts());
  }

  private Step changed(Job job, Manifest manifest, Quarantine live, String within) {
    var tenants = List.of(tenant(job));
    var to = clock.instant().plus(Duration.ofMinutes(1));
    var done =
        restoring.step(
            within, page -> restoring.changed(job.id(), live, tenants, page, manifest.at(), to));
    return done.next()
        .<Step>map(next -> new Step.Next("CHANGED|" + next, done.counts()))
        .orElseGet(() -> new Step.Done(done.counts()));
  }
}
