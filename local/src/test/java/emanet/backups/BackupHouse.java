package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.backups.Manifest.Copy;
import emanet.backups.Manifest.Part;
import emanet.jobs.Job;
import emanet.jobs.Step;
import emanet.keys.Signer;
import emanet.local.Stack;
import emanet.store.DynamoDeployment;
import emanet.store.Exports;
import emanet.store.S3Archive;
import emanet.store.S3Objects;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.s3.S3Client;

/// Backups by the product's own code, on whatever answers as AWS. Who exports and who signs is
/// given: an emulator may be able to do neither.
public final class BackupHouse implements AutoCloseable {
  private static final String DEPLOYMENT = "contract.example/ledger";
  private static final Duration LIFE = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MOST_STEPS = 1000;

  private final InstantSource clock = InstantSource.system();
  private final Life life = new Life(LIFE, LIFE);
  private final S3Client s3;
  private final Exports exports;
  private final Shelf shelf;
  private final Depots depots;
  private final Manifests manifests;
  private final BackupJob job;

  public BackupHouse(Stack stack, Store store, Exports exports, Signer signer) {
    this.exports = exports;
    this.shelf = new Shelf(stack);
    this.s3 = stack.s3(Stack.HOME);
    this.depots =
        new Depots(
            new Depot(
                Stack.HOME,
                new S3Archive(() -> s3, Shelf.bucket("records")),
                new S3Archive(() -> s3, Shelf.bucket("keys")),
                new S3Objects(s3, Shelf.bucket("records")),
                () -> exports),
            Optional.empty());
    this.manifests = new Manifests(depots, signer, DEPLOYMENT);
    this.job =
        new BackupJob(
            depots,
            new BackupItems(store),
            manifests,
            new Expired(depots, life, clock),
            life,
            new DynamoDeployment(stack::dynamo),
            clock);
  }

  @Override
  public void close() {
    s3.close();
  }

  /// The bucket that a table's copies lie in.
  static String bucket(Table table) {
    return Shelf.bucket(table.label());
  }

  /// Makes one of all that there is.
  public void make(String id) {
    var at = exports.latest(Life.TABLES);
    var running =
        new Job(
            Caller.PLATFORM,
            id,
            BackupJob.NAME,
            Job.State.RUNNING,
            "contract",
            at,
            at,
            Map.of(BackupJob.AT, at.toString(), BackupJob.REGION, Stack.HOME),
            Life.TABLES.size(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            0);
    for (int shard = 0; shard < Life.TABLES.size(); shard++) {
      work(running, shard);
    }
    job.finish(running);
  }

  private void work(Job running, int shard) {
    Optional<String> cursor = Optional.empty();
    for (int i = 0; i < MOST_STEPS; i++) {
      switch (job.step(running, shard, cursor)) {
        case Step.Next(var next, _) -> cursor = Optional.of(next);
        case Step.Later(var next, _, _) -> {
          cursor = Optional.of(next);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        case Step.Done _ -> {
          return;
        }
      }
    }
    throw new AssertionError("no end of " + Life.TABLES.get(shard));
  }

  /// What is wrong with it: its manifest is verified, and every object of it read and hashed.
  public Optional<Flaw> flaw(String id) {
    try {
      var verifying = new Verifying(depots);
      for (var object : Verifying.objects(manifests.read(id), clock.instant())) {
        var _ = verifying.verify(object);
      }
      return Optional.empty();
    } catch (BrokenBackup e) {
      return Optional.of(e.flaw());
    }
  }

  /// A table's items as they lie there, read by other code than the product's.
  public List<JsonNode> items(String id, Table table) {
    return shelf.items(shelf.manifest(id), table.label());
  }

  /// How many objects a backup has.
  public int objects(String id) {
    return manifest(id).tables().values().stream().mapToInt(copy -> copy.parts().size()).sum();
  }

  private Manifest manifest(String id) {
    try {
      return manifests.read(id);
    } catch (BrokenBackup e) {
      throw new AssertionError(e);
    }
  }

  private static Part data(Manifest manifest, Table table) {
    return manifest.tables().get(table).data().getFirst();
  }

  /// Whether the versions of a table's data are kept from whoever would destroy them.
  public boolean keeps(String id, Table table) {
    var part = data(manifest(id), table);
    return !depots
        .here()
        .of(table)
        .destroy(new emanet.store.Archive.Stored(part.name(), part.version(), part.bytes()));
  }

  /// Lays over an object of data another that differs in one bit.
  ///
  /// @return that one's version
  public String flipObject(String id, Table table) {
    var part = data(manifest(id), table);
    var content =
        s3.getObjectAsBytes(
                get -> get.bucket(bucket(table)).key(part.name()).versionId(part.version()))
            .asByteArray();
    content[content.length / 2] ^= 1;
    return put(bucket(table), part.name(), content);
  }

  /// Writes a manifest that is right but for naming another version of that object.
  public void named(String newId, String id, Table table, String version) {
    var manifest = manifest(id);
    var part = data(manifest, table);
    var tables = new EnumMap<Table, Copy>(manifest.tables());
    var copy = tables.get(table);
    var parts =
        copy.parts().stream().map(one -> one.equals(part) ? of(version, one) : one).toList();
    tables.put(table, new Copy(table, copy.until(), copy.items(), parts));
    var other =
        new Manifest(newId, manifest.deployment(), manifest.region(), manifest.at(), tables);
    if (!manifests.write(other, LIFE)) {
      throw new AssertionError("there is a manifest of " + newId);
    }
  }

  private static Part of(String version, Part part) {
    return new Part(part.name(), version, part.bytes(), part.sha256(), part.items());
  }

  /// Lays over its manifest another that differs in one digit of a hash.
  public void flipManifest(String id) {
    var name = shelf.manifestName(id);
    var content = shelf.manifest(id).toString();
    int digit = content.indexOf("\"sha256\":\"") + "\"sha256\":\"".length();
    var other = content.charAt(digit) == '0' ? '1' : '0';
    var flipped = content.substring(0, digit) + other + content.substring(digit + 1);
    var _ = put(Shelf.bucket("records"), name, flipped.getBytes(StandardCharsets.UTF_8));
  }

  private String put(String bucket, String name, byte[] content) {
    return s3.putObject(
            put -> put.bucket(bucket).key(name),
            software.amazon.awssdk.core.sync.RequestBody.fromBytes(content))
        .versionId();
  }

  /// The moment that it is as of.
  public Instant at(String id) {
    return manifest(id).at();
  }
}
