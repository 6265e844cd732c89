package emanet.breaches;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Trail;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Enters an incident of the deployment's in the register of each tenant that it concerns, as a
/// breach that its processor told it of; each is told at once. One tenant a shard, so that what
/// stands in the way of one holds up no other; each by ids that were made when the incident was
/// entered: so it is safe to stop anywhere. A breach that says that its tenant was told is written
/// first, since the job does not end before it started what tells the tenant.
final class IncidentJob implements Kind {
  static final String NAME = "incident";
  static final String FILE = "INCIDENT";
  private static final String UNTOLD = "untold";
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final BreachStore store;
  private final Breaches breaches;
  private final CounterpartJob telling;
  private final Trail trail;
  private final InstantSource clock;

  IncidentJob(
      BreachStore store,
      Breaches breaches,
      CounterpartJob telling,
      Trail trail,
      InstantSource clock) {
    this.store = store;
    this.breaches = breaches;
    this.telling = telling;
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Who is to be told is told once it can be.
  @Override
  public int attempts() {
    return TWO_WEEKS;
  }

  Optional<IncidentFile> file(String incident) {
    return store.document(Caller.PLATFORM, incident, FILE).map(IncidentFile::of);
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var file = file(job.id()).orElseThrow(() -> new Fault.Internal().exception());
    int index = cursor.map(Integer::parseInt).orElse(shard);
    var counts = told(job, file, file.affected().get(index));
    int next = index + job.shards();
    return next < file.affected().size()
        ? new Step.Next(Integer.toString(next), counts)
        : new Step.Done(counts);
  }

  /// What trying again does not help stands in the way of one tenant, and is said at the end.
  private Map<String, Long> told(Job job, IncidentFile file, IncidentFile.Affected one) {
    try {
      enter(job, file, one);
      return Map.of("told", 1L);
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Conflicting || e.fault() instanceof Fault.Erased) {
        return Map.of(UNTOLD, 1L);
      }
      throw e;
    }
  }

  /// Tries those once more that could not be told: what stands in the way is the job's failure.
  @Override
  public void finish(Job job) {
    if (job.count(UNTOLD) > 0) {
      var file = file(job.id()).orElseThrow(() -> new Fault.Internal().exception());
      file.affected().stream().filter(one -> !isTold(one)).forEach(one -> enter(job, file, one));
    }
  }

  private boolean isTold(IncidentFile.Affected one) {
    return store
        .standing(one.tenant(), one.breach())
        .filter(breach -> breach.progress().notice().equals(Optional.of(one.notice())))
        .isPresent();
  }

  private void enter(Job job, IncidentFile file, IncidentFile.Affected one) {
    var caller = caller(job);
    var tenant = one.tenant();
    var intent = Intent.of(caller, Action.BREACH_OPEN).towards(Breaches.target(one.breach()));
    var _ =
        trail.around(
            tenant,
            intent,
            () -> {
              var breach =
                  breaches.enter(
                      tenant,
                      one.breach(),
                      NAME + "." + job.id(),
                      file.at(),
                      file.report(),
                      fresh ->
                          Counterpart.told(fresh, caller, file.at(), one.notice(), file.words()));
              var _ = telling.start(tenant, one.breach(), one.notice());
              return breach;
            });
  }

  private Caller caller(Job job) {
    return new Caller(
        Caller.PLATFORM,
        new ActorId(job.by()),
        Set.of(Role.ADMIN),
        Optional.empty(),
        true,
        clock.instant().plus(LIFE),
        NAME + "-" + job.id());
  }
}
