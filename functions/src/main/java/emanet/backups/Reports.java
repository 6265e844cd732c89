package emanet.backups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.register.replay.Replayed;
import emanet.store.Table;
import emanet.subjects.RecordPlace;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private static final String LATER = "LATER";
  private static final String TAKEN = "TAKEN";
  private static final int MOST = 1000;
  private static final List<String> FINDINGS =
      List.of(
          Restoring.IMPOSSIBLE,
          Restoring.UNREADABLE,
          Restoring.TAMPERED,
          Restoring.KEYLESS,
          CHANGED,
          MISSING);

  /// What there is of a restore of one tenant, too.
  private static final List<String> OF_TENANT = List.of(LATER, TAKEN);

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

  void tampered(String restore, List<RecordPlace> places) {
    var about = places.stream().map(Reports::about).toList();
    items.note(restore, Restoring.TAMPERED, about, clock.instant().toEpochMilli());
  }

  /// A record's place, in words.
  static String about(RecordPlace place) {
    return place.tenant() + "/" + place.subject() + "/" + place.category() + "/" + place.record();
  }

  /// People with a card or records, and neither keys nor a tombstone.
  void keyless(String restore, TenantId tenant, List<SubjectId> people) {
    note(restore, Restoring.KEYLESS, tenant, people);
  }

  /// People whose reference has become another's.
  void taken(String restore, TenantId tenant, List<SubjectId> people) {
    note(restore, TAKEN, tenant, people);
  }

  /// People who came after the backup; no more than are shown.
  void later(String restore, TenantId tenant, List<SubjectId> people) {
    if (!people.isEmpty() && items.noted(restore, LATER).size() < MOST) {
      note(restore, LATER, tenant, people);
    }
  }

  private void note(String restore, String what, TenantId tenant, List<SubjectId> people) {
    var about = people.stream().map(id -> tenant + "/" + id).toList();
    items.note(restore, what, about, clock.instant().toEpochMilli());
  }

  /// Notes which tables stayed, whose data was changed after the backup, and which tenants are not
  /// in it at all.
  void brought(Job job, Set<Table> kept, Quarantine quarantine, List<TenantId> tenants) {
    long now = clock.instant().toEpochMilli();
    items.note(job.id(), KEPT, kept.stream().map(Table::label).toList(), now);
    var missing = TenantRestore.isOne(job) ? List.<String>of() : missing(quarantine, tenants);
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

  private static List<String> missing(Quarantine quarantine, List<TenantId> tenants) {
    var known = tenants.stream().map(TenantId::value).collect(Collectors.toSet());
    return quarantine.records().tenants().stream().filter(id -> !known.contains(id)).toList();
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
    var findings = new ArrayList<>(FINDINGS);
    if (TenantRestore.isOne(job)) {
      report.put("tenant", job.input(TenantRestore.TENANT));
      findings.addAll(OF_TENANT);
    }
    report.put("endedAt", clock.instant().toString());
    var kept = report.putArray("kept");
    kept(job.id()).stream().sorted().forEach(kept::add);
    var counts = report.putObject("counts");
    job.counts().forEach(counts::put);
    for (var what : findings) {
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
