package emanet.breaches;

import emanet.fault.Fault;
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
/// breach that its processor told it of; each is told at once. One tenant a step, each by ids that
/// were made when the incident was entered: so it is safe to stop anywhere.
final class IncidentJob implements Kind {
  static final String NAME = "incident";
  static final String FILE = "INCIDENT";
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

  Optional<IncidentFile> file(String incident) {
    return store.document(Caller.PLATFORM, incident, FILE).map(IncidentFile::of);
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var file = file(job.id()).orElseThrow(() -> new Fault.Internal().exception());
    int index = cursor.map(Integer::parseInt).orElse(0);
    enter(job, file, file.affected().get(index));
    var counts = Map.of("told", 1L);
    return index + 1 < file.affected().size()
        ? new Step.Next(Integer.toString(index + 1), counts)
        : new Step.Done(counts);
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
              var _ = telling.start(tenant, one.breach(), one.notice());
              return breaches.enter(
                  tenant,
                  one.breach(),
                  NAME + "." + job.id(),
                  file.at(),
                  file.report(),
                  breach ->
                      Counterpart.told(breach, caller, file.at(), one.notice(), file.words()));
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
