package emanet.breaches;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.jobs.Worker;
import emanet.ledger.Action;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Incidents of the deployment's own, which concern many tenants: each gets a breach of its own, by
/// its processor, and is told at once. Whoever keeps the tenants enters them, and is shown how far
/// each tenant is: nothing of its people.
public final class Incidents {
  static final Set<Role> KEEPERS = Set.of(Role.ADMIN);
  private static final String TARGET = "incident/";

  private final BreachStore store;
  private final Breaches breaches;
  private final IncidentJob entering;
  private final CounterpartJob telling;
  private final Tenants tenants;
  private final Jobs jobs;
  private final Worker worker;
  private final InstantSource clock;

  Incidents(
      BreachStore store,
      Breaches breaches,
      IncidentJob entering,
      CounterpartJob telling,
      Tenants tenants,
      Jobs jobs,
      Worker worker,
      InstantSource clock) {
    this.store = store;
    this.breaches = breaches;
    this.entering = entering;
    this.telling = telling;
    this.tenants = tenants;
    this.jobs = jobs;
    this.worker = worker;
    this.clock = clock;
  }

  /// An incident, with how far its tenants are.
  record Shown(Job job, List<Affected> affected) {}

  /// A tenant's breach; without a standing until it is entered.
  record Affected(TenantId tenant, String breach, Optional<Standing> standing) {}

  /// Enters an incident: its file is written, then its job starts.
  ///
  /// @param report of each tenant's breach; `learnedAt` is when the deployment learned of it, the
  ///   tenants' clocks run from now
  Recorded<Shown> open(
      Caller caller, String id, Report report, Words words, List<IncidentFile.Affected> affected) {
    return breaches.around(
        caller,
        Action.BREACH_OPEN,
        TARGET + id,
        KEEPERS,
        () -> {
          var now = clock.instant();
          Breaches.require(!report.learnedAt().isAfter(now), "/learnedAt", FieldCode.RANGE);
          requireKnown(affected);
          var there = entering.file(id);
          if (there.isEmpty()) {
            var file = new IncidentFile(now, BreachFile.of(report.toldAt(now)), words, affected);
            store.write(Caller.PLATFORM, id, Map.of(IncidentJob.FILE, file.json()));
          }
          var by = caller.actor().value();
          var start = Start.of(Caller.PLATFORM, id, IncidentJob.NAME, by).in(affected.size());
          var job = jobs.start(start);
          var end = now.plus(Worker.INLINE);
          var worked = worker.work(job, Worker.INLINE);
          for (var one : affected) {
            telling
                .find(one.tenant(), one.notice())
                .filter(_ -> clock.instant().isBefore(end))
                .ifPresent(first -> {
                  var _ = worker.work(first, Duration.between(clock.instant(), end));
                });
          }
          return shown(worked);
        });
  }

  private void requireKnown(List<IncidentFile.Affected> affected) {
    var seen = new HashSet<TenantId>();
    for (int i = 0; i < affected.size(); i++) {
      var tenant = affected.get(i).tenant();
      Breaches.require(seen.add(tenant), "/tenants/" + i, FieldCode.DUPLICATE);
      Breaches.require(tenants.filed(tenant).isPresent(), "/tenants/" + i, FieldCode.UNKNOWN);
    }
  }

  Recorded<Shown> read(Caller caller, String id) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        TARGET + id,
        KEEPERS,
        () ->
            jobs.find(Caller.PLATFORM, IncidentJob.NAME, id)
                .map(this::shown)
                .orElseThrow(() -> new Fault.Absent().exception()));
  }

  /// A page of incidents, newest first.
  Recorded<Page<Job>> list(Caller caller, int limit, Optional<String> after) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        "incident",
        KEEPERS,
        () -> {
          var page = jobs.list(Caller.PLATFORM, IncidentJob.NAME, limit, after);
          return new Page<>(page.items(), page.after());
        });
  }

  private Shown shown(Job job) {
    var file = entering.file(job.id()).orElseThrow(() -> new Fault.Internal().exception());
    return new Shown(
        job,
        file.affected().stream()
            .map(one ->
                new Affected(
                    one.tenant(), one.breach(), store.standing(one.tenant(), one.breach())))
            .toList());
  }
}
