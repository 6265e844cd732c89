package emanet.breaches;

import emanet.fault.FaultException;
import emanet.keys.KeyLoads;
import emanet.keys.TenantKeys;
import emanet.store.Objects;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds what the cloud's own trail shows of tenants' keys against the loads that were noted, and
/// opens a suspicion where nothing of the product has asked.
///
/// It reads the new files of this Region's trail, which has the events of all Regions; then opens
/// what it found; then notes how far it is. Whatever is read again comes to the same: an event is
/// known to its note, and a suspicion is one a principal and day. A file that cannot be read is
/// told of and passed over. Where a suspicion could not be opened, the file is read again for an
/// hour, and the operator is told meanwhile.
public final class TrailWatch {
  private static final String FOREIGN = "a key of no known tenant was opened";

  /// What is read later than this may find its notes gone.
  private static final Duration READABLE = KeyLoads.KEPT.minusDays(1);

  /// Where a trail lies.
  ///
  /// @param prefix of objects' names, up to the Region: `AWSLogs/<account>/CloudTrail/`
  /// @param region that reads it
  public record Source(Objects trail, String prefix, String region) {}

  /// What it needs.
  ///
  /// @param keys tells which KMS keys wrap tenants' keys
  public record Needs(
      Store store,
      Source source,
      KeyLoads loads,
      TenantKeys keys,
      Suspicions suspicions,
      Alarm alarm,
      InstantSource clock) {}

  private final Needs needs;
  private final TrailReader reader;

  public TrailWatch(Needs needs) {
    this.needs = needs;
    this.reader = new TrailReader(needs.store(), needs.source(), needs.alarm(), needs.clock());
  }

  /// Who opened a key, on which day.
  private record Whose(TenantId tenant, String principal, LocalDate day) {}

  /// What of that nobody had noted, and in which files it stands.
  private static final class Found {
    private final Map<String, TrailFile.Opening> openings = new LinkedHashMap<>();
    private final Set<String> files = new HashSet<>();
  }

  /// Reads what is new, until all is read or time is over.
  ///
  /// @param tenants all there are
  /// @return how many suspicions were opened
  public int run(Collection<TenantId> tenants, Instant end) {
    var bounds = new Bounds(Set.copyOf(tenants), reader.since());
    var found = new LinkedHashMap<Whose, Found>();
    var readings =
        reader.read(bounds.since(), end, (file, openings) -> judge(openings, file, bounds, found));
    var failed = new HashSet<String>();
    int opened = open(found, failed);
    reader.save(readings, failed);
    return opened;
  }

  /// What is looked at.
  private record Bounds(Set<TenantId> tenants, Instant since) {}

  private void judge(
      List<TrailFile.Opening> openings, String file, Bounds bounds, Map<Whose, Found> found) {
    var oldest = needs.clock().instant().minus(READABLE);
    var ours = new ArrayList<TrailFile.Opening>();
    for (var one : openings) {
      if (one.at().isBefore(bounds.since()) || one.at().isBefore(oldest)) {
        continue;
      }
      var tenant = tenant(one);
      if (tenant.filter(bounds.tenants()::contains).isPresent()) {
        ours.add(one);
      } else if (!tenant.equals(Optional.of(Caller.PLATFORM)) || !isNoted(one, Caller.PLATFORM)) {
        foreign(one, bounds.tenants());
      }
    }
    var unnoted = unnoted(ours);
    for (var one : ours) {
      if (unnoted.contains(one.event())) {
        var day = LocalDate.ofInstant(one.at(), Istanbul.ZONE);
        var whose = new Whose(tenant(one).orElseThrow(), one.principal(), day);
        var of = found.computeIfAbsent(whose, _ -> new Found());
        of.openings.put(one.event(), one);
        of.files.add(file);
      }
    }
  }

  private static Optional<TenantId> tenant(TrailFile.Opening one) {
    return one.context().path("app").asText().equals("emanet")
        ? TenantId.parse(one.context().path("tenant").asText())
        : Optional.empty();
  }

  private boolean isNoted(TrailFile.Opening one, TenantId tenant) {
    return shown(one, tenant)
        .filter(call -> needs.loads().unnoted(List.of(call)).isEmpty())
        .isPresent();
  }

  private Set<String> unnoted(List<TrailFile.Opening> openings) {
    var unnoted = new HashSet<String>();
    var calls = new ArrayList<KeyLoads.Shown>();
    for (var one : openings) {
      shown(one, tenant(one).orElseThrow())
          .ifPresentOrElse(calls::add, () -> unnoted.add(one.event()));
    }
    if (!calls.isEmpty()) {
      unnoted.addAll(needs.loads().unnoted(calls));
    }
    return unnoted;
  }

  private static Optional<KeyLoads.Shown> shown(TrailFile.Opening one, TenantId tenant) {
    return KeyLoads.carried(one.agent())
        .map(load ->
            new KeyLoads.Shown(
                one.event(),
                tenant,
                load,
                one.context().path("kekVersion").asText(),
                one.at(),
                one.principal(),
                one.address()));
  }

  /// Of what is no tenant's that is known, the deployment's operator is told, if it is about a key
  /// that wraps tenants' keys. The account may have others.
  private void foreign(TrailFile.Opening one, Collection<TenantId> tenants) {
    if (one.context().path("app").asText().equals("emanet")
        || needs.keys().wrapping(tenants, one.keys())) {
      alarm(FOREIGN, one.event());
    }
  }

  private int open(Map<Whose, Found> found, Set<String> failed) {
    int opened = 0;
    for (var entry : found.entrySet()) {
      var first =
          entry.getValue().openings.values().stream()
              .min(Comparator.comparing(TrailFile.Opening::at))
              .orElseThrow();
      var whose = entry.getKey();
      try {
        var finding =
            new Rules.Finding(
                Detector.UNNOTED_DECRYPTION, entry.getValue().openings.size(), Rules.UNNOTED);
        var evidence = new Evidence(first.principal(), first.address(), first.at(), first.event());
        opened += needs.suspicions().open(whose.tenant, finding, whose.day, evidence) ? 1 : 0;
      } catch (FaultException e) {
        failed.addAll(entry.getValue().files);
        needs.alarm().late(whose.tenant, "a key was opened that nobody noted", first.event());
      }
    }
    return opened;
  }

  private void alarm(String what, String id) {
    needs.alarm().late(Caller.PLATFORM, what, id);
  }
}
