package emanet.wiring;

import emanet.audit.PackageBuckets;
import emanet.backups.Depot;
import emanet.backups.Depots;
import emanet.envelope.Envelope;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.Cursors;
import emanet.http.Endpoint;
import emanet.http.FailureLog;
import emanet.http.Idempotency;
import emanet.http.Refusals;
import emanet.http.Routes;
import emanet.http.TenantMac;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Spread;
import emanet.jobs.Worker;
import emanet.keys.AwsKms;
import emanet.keys.AwsSigner;
import emanet.keys.DocumentKeys;
import emanet.keys.Macs;
import emanet.keys.Signer;
import emanet.keys.TenantKeys;
import emanet.ledger.Action;
import emanet.ledger.Fragments;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.LogExcerpts;
import emanet.register.Access;
import emanet.register.ChangeCopies;
import emanet.register.DocumentSeal;
import emanet.register.EnvelopeSeal;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.store.DynamoExports;
import emanet.store.DynamoStore;
import emanet.store.Generations;
import emanet.store.Objects;
import emanet.store.S3Archive;
import emanet.store.S3Objects;
import emanet.store.S3Uploads;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Randomness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/// What every function that serves requests is made of.
record Parts(
    Environment environment,
    InstantSource clock,
    Randomness randomness,
    Ids ids,
    Store store,
    TenantKeys tenants,
    Ledger ledger,
    Fragments fragments,
    Cloud cloud) {
  /// Parts that sign as the function itself.
  static Parts of(Environment environment) {
    var cloud = new Cloud(environment, Clients.http());
    var clock = ClockSource.of(environment);
    return of(environment, cloud, cloud.tables(clock), clock);
  }

  /// Parts that are over the tables in use, frozen or not.
  static Parts thawed(Environment environment) {
    var cloud = new Cloud(environment, Clients.http());
    var clock = ClockSource.of(environment);
    return of(environment, cloud, DynamoStore.thawed(cloud.dynamo(), cloud.bare(), clock), clock);
  }

  /// The same over the tables of these generations, whichever are in use: for what brings them
  /// back.
  Parts over(Generations generations) {
    var tables = DynamoStore.of(cloud.dynamo(), cloud.bare(), cloud.volley(), clock, generations);
    var kms = new AwsKms(cloud.kms(), environment.kmsKey());
    var tenants = TenantKeys.restoring(tables, kms, Randomness.system(), clock);
    return of(environment, cloud, tables, tenants, clock);
  }

  /// @param clock from `ClockSource`, which looks through every jar: once a function, not a tenant
  static Parts of(Environment environment, Cloud cloud, Store store, InstantSource clock) {
    var kms = new AwsKms(cloud.kms(), environment.kmsKey());
    var tenants = new TenantKeys(store, kms, Randomness.system(), clock);
    return of(environment, cloud, store, tenants, clock);
  }

  static Parts of(
      Environment environment, Cloud cloud, Store store, TenantKeys tenants, InstantSource clock) {
    var randomness = Randomness.system();
    var ids = new Ids(randomness, clock);
    var fragments = fragments(cloud, store, tenants, randomness);
    return new Parts(
        environment,
        clock,
        randomness,
        ids,
        store,
        tenants,
        new Ledger(store, ids, fragments),
        fragments,
        cloud);
  }

  /// Fragments are sealed as the tenant's own documents are.
  private static Fragments fragments(
      Cloud cloud, Store store, TenantKeys tenants, Randomness randomness) {
    var seal = new SealedFragments(new DocumentKeys(tenants, randomness), new Envelope());
    return new Fragments(store, seal, cloud.providers(), randomness);
  }

  Idempotency idempotency() {
    return new Idempotency(store, mac("idempotency"), clock, randomness);
  }

  Cursors cursors() {
    return new Cursors(mac("cursor"));
  }

  /// The sealed ledger, in this Region.
  Objects ledgerObjects() {
    return objects(environment.region(), environment.ledgerBucket());
  }

  /// The same in the other Region; empty in a deployment of one.
  Optional<LogExcerpts.Neighbour> ledgerNeighbour() {
    return environment
        .otherRegion()
        .flatMap(region ->
            environment
                .otherLedgerBucket()
                .map(bucket -> new LogExcerpts.Neighbour(region, objects(region, bucket))));
  }

  /// The cloud's trail, as this Region has it.
  Objects trailObjects() {
    return objects(environment.region(), environment.required("EMANET_TRAIL_BUCKET"));
  }

  /// Audit packages, in this Region and in the other.
  PackageBuckets packageBuckets() {
    var here = environment.region();
    var other =
        environment
            .otherRegion()
            .flatMap(region ->
                environment
                    .otherPackagesBucket()
                    .map(
                        name -> new PackageBuckets.Elsewhere(region, packageBucket(region, name))));
    return new PackageBuckets(here, packageBucket(here, environment.packagesBucket()), other);
  }

  private PackageBuckets.Bucket packageBucket(String region, String name) {
    var uploads = new S3Uploads(cloud.s3(region), cloud.presigner(region), name);
    return new PackageBuckets.Bucket(objects(region, name), uploads);
  }

  /// The key that the ledger's checkpoints are signed with.
  Signer ledgerSigner() {
    return new AwsSigner(cloud.kms(), "alias/emanet-ledger", AwsSigner.Algorithm.ED25519);
  }

  /// What is written once and replayed after a restore, in this Region.
  Objects erasures() {
    return objects(environment.region(), environment.erasuresBucket());
  }

  /// The same in the other Region; empty in a deployment of one.
  Optional<Objects> otherErasures() {
    return environment
        .otherRegion()
        .flatMap(
            region -> environment.otherErasuresBucket().map(bucket -> objects(region, bucket)));
  }

  /// Writes what is replayed after a restore.
  ReplayRecords replayRecords() {
    return new ReplayRecords(erasures(), otherErasures(), documentSeal(), jobs());
  }

  /// Keeps changes of the register among them.
  ChangeCopies changeCopies() {
    var records = replayRecords();
    return (tenant, id, change) -> {
      var _ = records.write(tenant, Replayed.REGISTER, id, change);
    };
  }

  /// Where backups lie, in this Region and in the other.
  Depots depots() {
    var here = environment.region();
    var buckets = new Buckets(environment.backupBucket(), environment.keyBackupBucket());
    var other =
        environment
            .otherRegion()
            .flatMap(region ->
                environment
                    .optional("EMANET_OTHER_BACKUP_BUCKET")
                    .flatMap(data ->
                        environment
                            .optional("EMANET_OTHER_KEY_BACKUP_BUCKET")
                            .map(keys -> depot(region, new Buckets(data, keys)))));
    return new Depots(depot(here, buckets), other);
  }

  private record Buckets(String data, String keys) {}

  private Depot depot(String region, Buckets of) {
    Supplier<S3Client> client = () -> cloud.s3(region);
    return new Depot(
        region,
        new S3Archive(client, of.data()),
        new S3Archive(client, of.keys()),
        objects(region, of.data()),
        Late.of(() -> new DynamoExports(cloud.dynamo(region), clock)));
  }

  /// The key that certificates are signed with, and papers that stand for as long.
  Signer certificateSigner() {
    return new AwsSigner(cloud.kms(), environment.certificateKey(), AwsSigner.Algorithm.RSA_PSS);
  }

  /// The key that manifests of backups are signed with.
  Signer backupSigner() {
    return new AwsSigner(cloud.kms(), environment.backupKey(), AwsSigner.Algorithm.ED25519);
  }

  private Objects objects(String region, String bucket) {
    return new LateObjects(Late.of(() -> new S3Objects(cloud.s3(region), bucket)));
  }

  Jobs jobs() {
    return new Jobs(store, clock, spread());
  }

  /// Spreads jobs where the function is told by what.
  private Spread spread() {
    return environment
        .optional("EMANET_WORK_MACHINE")
        .<Spread>map(
            machine -> new Executions(cloud::states, machine, FailureLog.standard(), clock))
        .orElseGet(Spread::none);
  }

  /// Works jobs of these kinds; failures of their steps go to the log, and what is given up over
  /// them to its alarms.
  Worker worker(Jobs jobs, List<Kind> kinds) {
    return new Worker(jobs, store, ids, clock, new JobLog(FailureLog.standard()), kinds);
  }

  private record JobLog(FailureLog log) implements Worker.Report {
    @Override
    public void failed(Job job, RuntimeException failure) {
      log.failed(job.id(), name(job), failure);
    }

    @Override
    public void late(Job job) {
      log.late(name(job), job.tenant() + "/" + job.id());
    }

    private static String name(Job job) {
      return "job " + job.kind();
    }
  }

  private TenantMac mac(String purpose) {
    var macs = new Macs(tenants);
    return (tenant, content) -> {
      try {
        return macs.mac(tenant, purpose, content);
      } catch (FaultException e) {
        if (!(e.fault() instanceof Fault.Erased)) {
          throw e;
        }
        // lists of the ledger of a tenant that has ended go on, under the deployment's own key
        var named = tenant.value().getBytes(StandardCharsets.US_ASCII);
        var whole =
            ByteBuffer.allocate(Integer.BYTES + named.length + content.length)
                .putInt(named.length)
                .put(named)
                .put(content);
        return macs.mac(Caller.PLATFORM, "ended-" + purpose, whole.array());
      }
    };
  }

  /// Whoever is refused before a room enters it is entered here, with the route for a target.
  Routes routes() {
    Refusals refusals =
        (caller, request, reason) -> {
          var intent =
              Intent.of(caller, Action.CALL).towards(request.method() + " " + request.route());
          return Optional.of(ledger.refused(caller.tenant(), intent, reason).header());
        };
    return new Routes(refusals, access()::bound);
  }

  /// What grants leave to a caller.
  Access access() {
    return Access.over(store, documentSeal(), clock);
  }

  /// Of routes that are called without a token.
  Endpoint endpoint(Routes routes) {
    return new Endpoint(routes, clock, ids, FailureLog.standard());
  }

  /// Seals the register's documents under the tenant's own key.
  DocumentSeal documentSeal() {
    return new EnvelopeSeal(new DocumentKeys(tenants, randomness), new Envelope());
  }
}
