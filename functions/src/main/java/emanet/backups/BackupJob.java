package emanet.backups;

import emanet.backups.Manifest.Copy;
import emanet.backups.Manifest.Part;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.store.Archive;
import emanet.store.Deployment;
import emanet.store.Exports;
import emanet.store.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Makes a backup. Each table is a shard, and all are exported as of one moment, which the job was
/// started with:
///
/// 1. DynamoDB is asked for the export, by a token that is the backup's: asked again, it is the
///    same one; one that failed is asked for anew, twice;
/// 2. every object that came of it is read once, hashed, and locked for as long as it is to live;
///    its version and hash are noted;
/// 3. when all tables are through, the manifest is signed and written once: now it is a backup;
/// 4. what is over of earlier ones is destroyed.
///
/// Safe to stop anywhere: a step done again finds the same export, the same versions, the same
/// hashes, and signs the same text. Without 3 there is no backup, and the objects go when their
/// time is over. What is noted of objects goes after 3, and the bucket is asked whether that is
/// done.
///
/// What a backup guarantees: all that was acknowledged before its moment is in it, and nothing of
/// what began after; of what was under way, as much as a stop of everything at that moment would
/// have left, which every reader and every retry here is made for. Keys are as of the same moment,
/// so each record that lives has its key beside it. A promotion that comes between its moment and
/// its manifest ends it: what was exported would be of two generations.
final class BackupJob implements Kind {
  static final String NAME = "backup";
  static final String AT = "at";
  static final String REGION = "region";

  private static final String EXPORT = "E";
  private static final String HASH = "H";
  private static final String AGAIN = "R";
  private static final String SEPARATOR = "\n";
  private static final int EXPORTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// A step goes on for no longer, well under its lease.
  private static final Duration STEP = Duration.ofSeconds(4);

  private final Depots depots;
  private final BackupItems items;
  private final Manifests manifests;
  private final Expired expired;
  private final Life life;
  private final Deployment deployment;
  private final InstantSource clock;

  BackupJob(
      Depots depots,
      BackupItems items,
      Manifests manifests,
      Expired expired,
      Life life,
      Deployment deployment,
      InstantSource clock) {
    this.depots = depots;
    this.items = items;
    this.manifests = manifests;
    this.expired = expired;
    this.life = life;
    this.deployment = deployment;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var table = Life.TABLES.get(shard);
    var depot = depots.of(job.input(REGION));
    var position = cursor.orElse(AGAIN + "1");
    var rest = position.substring(1);
    return switch (position.substring(0, 1)) {
      case AGAIN -> begun(job, table, depot, Integer.parseInt(rest));
      case EXPORT -> exported(depot, rest);
      default -> hashed(job, table, depot.of(table), rest);
    };
  }

  private static Instant at(Job job) {
    return Instant.parse(job.input(AT));
  }

  /// Other tables than those in use now were in use at its moment, if a promotion came in between:
  /// then these would be shown as of before they were whole.
  private void requireOneGeneration(Job job) {
    if (at(job).isBefore(deployment.read().since())) {
      throw Fault.Conflicting.of(Conflict.GENERATION).exception();
    }
  }

  private Step begun(Job job, Table table, Depot depot, int attempt) {
    requireOneGeneration(job);
    var token = job.id() + "-" + table.label() + "-" + attempt;
    var folder = Life.folder(table, at(job), job.id());
    var export =
        depot.exports().get().begin(table, at(job), depot.of(table).bucket(), folder, token);
    return new Step.Next(EXPORT + attempt + SEPARATOR + export, Map.of());
  }

  private Step exported(Depot depot, String rest) {
    var parts = rest.split(SEPARATOR, 2);
    var progress = depot.exports().get().progress(parts[1]);
    if (progress.state() == Exports.State.RUNNING) {
      return new Step.Later(EXPORT + rest, clock.instant().plus(PAUSE), Map.of());
    }
    if (progress.state() == Exports.State.FAILED) {
      int next = Integer.parseInt(parts[0]) + 1;
      if (next > EXPORTS) {
        throw new Fault.Internal().exception();
      }
      return new Step.Next(AGAIN + next, Map.of());
    }
    return new Step.Next(HASH + 0 + SEPARATOR + progress.manifest(), Map.of());
  }

  private Step hashed(Job job, Table table, Archive archive, String rest) {
    var parts = rest.split(SEPARATOR, 2);
    var files = ExportedFiles.of(archive, parts[1]).all();
    var end = clock.instant().plus(STEP);
    int from = Integer.parseInt(parts[0]);
    int next = from;
    long bytes = 0;
    long rows = 0;
    do {
      var part = part(archive, files.get(next), at(job).plus(life.of(table)));
      items.put(job.id(), table, next, part);
      bytes += part.bytes();
      rows += part.items();
      next++;
    } while (next < files.size() && clock.instant().isBefore(end));
    var counts = Map.of("bytes", bytes, "objects", (long) next - from, "items", rows);
    return next == files.size()
        ? new Step.Done(counts)
        : new Step.Next(HASH + next + SEPARATOR + parts[1], counts);
  }

  private static Part part(Archive archive, ExportedFiles.File file, Instant until) {
    var object = archive.find(file.name()).orElseThrow(() -> new Fault.Internal().exception());
    var content =
        archive
            .open(object.name(), object.version())
            .orElseThrow(() -> new Fault.Internal().exception());
    try {
      var hashed = Hashed.of(content);
      if (!hashed.fits(object)) {
        throw Fault.Unavailable.shortly().exception();
      }
      archive.retain(object, until);
      return new Part(
          object.name(), object.version(), hashed.bytes(), hashed.sha256().toHex(), file.items());
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  @Override
  public void finish(Job job) {
    if (!manifests.stands(job.input(REGION), job.id(), at(job))) {
      requireOneGeneration(job);
      if (!manifests.write(manifest(job), life.ofData())) {
        throw new Fault.Internal().exception();
      }
    }
    items.clear(job.id());
    expired.destroy();
  }

  private Manifest manifest(Job job) {
    var copies = new EnumMap<Table, Copy>(Table.class);
    for (var table : Life.TABLES) {
      var parts = items.parts(job.id(), table);
      if (parts.isEmpty()) {
        throw new Fault.Internal().exception();
      }
      long rows = parts.stream().mapToLong(Part::items).sum();
      copies.put(table, new Copy(table, at(job).plus(life.of(table)), rows, parts));
    }
    return new Manifest(job.id(), manifests.deployment(), job.input(REGION), at(job), copies);
  }
}
