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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a restore came to, in words that a second person can decide on: beside the backups, as
/// `restores/<id>.json`, written once; and what its promotion did, `restores/promote-<id>.json`. A
/// list that is longer than what is shown lies whole in `restores/<id>/<list>-<number>.json`.
final class Reports {
  private static final String MISSING = "MISSING";
  private static final String KEPT = "KEPT";
  private static final String BROKEN = "BROKEN";
  private static final String LATER = "LATER";
  private static final String TAKEN = "TAKEN";

  /// Of a list, so many are shown.
  private static final int MOST = 1000;

  /// And so many lie in one object, where there are more.
  private static final int PART = 5000;

  private static final List<String> FINDINGS =
      List.of(
          Restoring.IMPOSSIBLE,
          Restoring.UNREADABLE,
          Restoring.TAMPERED,
          Restoring.KEYLESS,
          Restoring.CLOSED,
          Restoring.CHANGED,
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

  /// People who came after the backup.
  void later(String restore, TenantId tenant, List<SubjectId> people) {
    note(restore, LATER, tenant, people);
  }

  private void note(String restore, String what, TenantId tenant, List<SubjectId> people) {
    var about = people.stream().map(id -> tenant + "/" + id).toList();
    items.note(restore, what, about, clock.instant().toEpochMilli());
  }

  /// Notes which tables stayed, and which tenants are not in the backup at all.
  void brought(Job job, Set<Table> kept, Quarantine quarantine, List<TenantId> tenants) {
    long now = clock.instant().toEpochMilli();
    items.note(job.id(), KEPT, kept.stream().map(Table::label).toList(), now);
    var missing = TenantRestore.isOne(job) ? List.<String>of() : missing(quarantine, tenants);
    items.note(job.id(), MISSING, missing, now);
  }

  /// As of when a restore's backup is.
  Instant asOf(Job job) {
    try {
      return manifests.read(job.input(RestoreJob.BACKUP)).at();
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
    var lists = new Lists(report);
    findings.forEach(what -> lists.add(job.id(), what, true));
    put(name(job.id()), report);
  }

  /// What a promotion came to.
  void promoted(Job job) {
    var report = promotion(job, true);
    report.put("endedAt", clock.instant().toString());
    put(name(job.id()), report);
  }

  /// The same; of one that failed, as far as it came.
  Optional<ObjectNode> ofPromotion(Job job) {
    return switch (job.state()) {
      case RUNNING -> Optional.empty();
      case FAILED -> Optional.of(promotion(job, false));
      case SUCCEEDED -> readAt(name(job.id()));
    };
  }

  /// @param whole whether what is cut is put beside it
  private ObjectNode promotion(Job job, boolean whole) {
    var report = JsonNodeFactory.instance.objectNode();
    var lists = new Lists(report);
    var restore = job.input(PromotionJob.RESTORE);
    lists.add(restore, Restoring.IMPOSSIBLE, whole);
    lists.add(restore, Restoring.UNREADABLE, whole);
    lists.add(restore, Restoring.CLOSED, whole);
    lists.add(job.id(), Restoring.CHANGED, whole);
    return report;
  }

  /// Lists of a report, each cut where it is long, with how many there are, and the names of
  /// objects that have all of a list that was cut.
  private final class Lists {
    private final ObjectNode report;
    private final ObjectNode totals;
    private final ObjectNode whole;

    Lists(ObjectNode report) {
      this.report = report;
      this.totals = report.putObject("totals");
      this.whole = report.putObject("whole");
    }

    void add(String job, String what, boolean put) {
      var label = what.toLowerCase(java.util.Locale.ROOT);
      var list = report.putArray(label);
      var names = new ArrayList<String>();
      long total = 0;
      var page = items.noted(job, what, Optional.empty(), PART);
      page.stream().limit(MOST).forEach(list::add);
      boolean cut = page.size() > MOST;
      while (!page.isEmpty()) {
        total += page.size();
        if (cut && put) {
          names.add(part(job, label, names.size() + 1, page));
        }
        page =
            page.size() < PART
                ? List.of()
                : items.noted(job, what, Optional.of(page.getLast()), PART);
      }
      totals.put(label, total);
      if (!names.isEmpty()) {
        names.forEach(whole.putArray(label)::add);
      }
    }

    private String part(String job, String label, int number, List<String> page) {
      var name = "restores/%s/%s-%05d.json".formatted(job, label, number);
      var content = JsonNodeFactory.instance.objectNode();
      page.forEach(content.putArray(label)::add);
      put(name, content);
      return name;
    }
  }

  private void put(String name, ObjectNode content) {
    var _ = depots.here().manifests().putOnce(name, Bytes.owning(bytes(content)), Optional.empty());
  }

  /// @param job a restore or a promotion
  private static String name(String job) {
    return "restores/" + job + ".json";
  }

  Optional<ObjectNode> read(String restore) {
    return readAt(name(restore));
  }

  private Optional<ObjectNode> readAt(String name) {
    return depots.all().stream()
        .flatMap(depot -> depot.manifests().get(name).stream())
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
