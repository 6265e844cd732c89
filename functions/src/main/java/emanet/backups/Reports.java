package emanet.backups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.register.replay.Replayed;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a restore came to, in words that a second person can decide on: beside the backups, as
/// `restores/<id>.json`, written once.
final class Reports {
  private static final String CHANGED = "CHANGED";
  private static final String MISSING = "MISSING";
  private static final String KEPT = "KEPT";
  private static final String BROKEN = "BROKEN";
  private static final int MOST = 1000;
  private static final List<String> FINDINGS =
      List.of(Restoring.IMPOSSIBLE, Restoring.UNREADABLE, Restoring.TAMPERED, CHANGED, MISSING);

  private final RestoreItems items;
  private final Manifests manifests;
  private final Depots depots;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();

  Reports(RestoreItems items, Manifests manifests, Depots depots, InstantSource clock) {
    this.items = items;
    this.manifests = manifests;
    this.depots = depots;
    this.clock = clock;
  }

  void broken(String restore, BrokenBackup why) {
    items.note(
        restore, BROKEN, List.of(why.flaw() + " " + why.object()), clock.instant().toEpochMilli());
  }

  /// What is wrong with the backup; empty where nothing is.
  Optional<Restores.Flawed> broken(String restore) {
    return items.noted(restore, BROKEN).stream()
        .findFirst()
        .map(text -> text.split(" ", 2))
        .map(parts -> new Restores.Flawed(parts[0], parts[1]));
  }

  /// Notes which tables stayed, whose data was changed after the backup, and which tenants are not
  /// in it at all.
  void brought(Job job, Set<Table> kept, Quarantine quarantine, List<TenantId> tenants) {
    long now = clock.instant().toEpochMilli();
    items.note(job.id(), KEPT, kept.stream().map(Table::label).toList(), now);
    var known = tenants.stream().map(TenantId::value).collect(Collectors.toSet());
    var missing =
        quarantine.records().tenants().stream().filter(id -> !known.contains(id)).toList();
    items.note(job.id(), MISSING, missing, now);
    try {
      var since = manifests.read(job.input(RestoreJob.BACKUP)).at();
      for (var tenant : tenants) {
        var people =
            quarantine
                .changed()
                .between(tenant, since, clock.instant().plus(Duration.ofMinutes(1)), MOST);
        items.note(job.id(), CHANGED, people.stream().map(id -> tenant + "/" + id).toList(), now);
      }
    } catch (BrokenBackup e) {
      throw new Fault.Internal().exception(e);
    }
  }

  /// Whether there is an erasure that could not be carried out again: then nobody may see what was
  /// brought back.
  boolean unreplayedErasures(String restore) {
    var kind = "/" + Replayed.ERASURE + "/";
    return List.of(Restoring.IMPOSSIBLE, Restoring.UNREADABLE).stream()
        .flatMap(what -> items.noted(restore, what).stream())
        .anyMatch(about -> about.contains(kind));
  }

  /// The tables that were not brought back, once that is decided.
  Set<String> kept(String restore) {
    return Set.copyOf(items.noted(restore, KEPT));
  }

  void write(Job job) {
    var report = JsonNodeFactory.instance.objectNode();
    report.put("id", job.id()).put("backup", job.input(RestoreJob.BACKUP));
    report.put("generation", Long.parseLong(job.input(RestoreJob.GENERATION)));
    report.put("endedAt", clock.instant().toString());
    var kept = report.putArray("kept");
    kept(job.id()).stream().sorted().forEach(kept::add);
    var counts = report.putObject("counts");
    job.counts().forEach(counts::put);
    for (var what : FINDINGS) {
      var list = report.putArray(what.toLowerCase(java.util.Locale.ROOT));
      items.noted(job.id(), what).stream().limit(MOST).forEach(list::add);
    }
    var _ =
        depots
            .here()
            .manifests()
            .putOnce(name(job.id()), Bytes.owning(bytes(report)), Optional.empty());
  }

  private static String name(String restore) {
    return "restores/" + restore + ".json";
  }

  Optional<ObjectNode> read(String restore) {
    return depots.all().stream()
        .flatMap(depot -> depot.manifests().get(name(restore)).stream())
        .findFirst()
        .map(content -> {
          try {
            return (ObjectNode) json.readTree(content.toArray());
          } catch (IOException e) {
            throw new Fault.Internal().exception(e);
          }
        });
  }

  private byte[] bytes(ObjectNode report) {
    try {
      return json.writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception(e);
    }
  }
}
