package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.jobs.Worker;
import emanet.ledger.Action;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.values.Caller;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Whose data a breach reached. Each scope is worked out anew, by a job, from what is known of the
/// suspects then; the breach shows the newest.
public final class Scopes {
  private static final String VERB = "scope";

  private final Breaches breaches;
  private final BreachStore store;
  private final ScopeResult results;
  private final Jobs jobs;
  private final Worker worker;
  private final InstantSource clock;

  Scopes(
      Breaches breaches,
      BreachStore store,
      ScopeResult results,
      Jobs jobs,
      Worker worker,
      InstantSource clock) {
    this.breaches = breaches;
    this.store = store;
    this.results = results;
    this.jobs = jobs;
    this.worker = worker;
    this.clock = clock;
  }

  /// A scope, with its figures once it is worked out.
  record Scope(Job job, Optional<ObjectNode> figures) {}

  /// A page of the list of people.
  record People(String scope, Page<JsonNode> page) {}

  /// Begins a scope: what it asks is written, then the breach names it, then its job starts. A
  /// scope whose job never started is begun again by whoever asks under the same key.
  Recorded<Scope> begin(Breaches.Ask ask) {
    var scope = ask.fresh();
    return breaches.around(
        ask.caller(),
        Action.BREACH_CHANGE,
        Breaches.target(ask.id()) + "/" + VERB,
        Breaches.EDITORS,
        () -> {
          var tenant = ask.caller().tenant();
          var breach = breaches.found(tenant, ask.id());
          var suspects = breach.file().suspects();
          Breaches.require(!suspects.none(), "/suspects", FieldCode.MISSING);
          var name = ScopeJob.inquiry(scope);
          if (store.document(tenant, ask.id(), name).isEmpty()) {
            var inquiry = new Inquiry(suspects, clock.instant());
            store.write(tenant, ask.id(), Map.of(name, inquiry.json()));
          }
          var _ = breaches.changed(ask, VERB, before -> before.scoped(scope));
          var job =
              jobs.start(
                  Start.of(tenant, scope, ScopeJob.NAME, ask.caller().actor().value())
                      .with(Map.of(ScopeJob.BREACH, ask.id())));
          return scope(worker.work(job, Worker.INLINE));
        });
  }

  /// The newest scope.
  Recorded<Scope> read(Caller caller, String breach) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        Breaches.target(breach) + "/" + VERB,
        Breaches.READERS,
        () -> scope(newest(caller, breach)));
  }

  private Scope scope(Job job) {
    return new Scope(
        job,
        job.state() == Job.State.SUCCEEDED
            ? results.find(job.tenant(), job.input(ScopeJob.BREACH), job.id())
            : Optional.empty());
  }

  private Job newest(Caller caller, String breach) {
    return breaches
        .found(caller.tenant(), breach)
        .scope()
        .flatMap(scope -> jobs.find(caller.tenant(), ScopeJob.NAME, scope))
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  /// A page of the list of people. Its reading is in the ledger before anything is shown. A list
  /// goes on in the scope that its first page was of, however many were worked out since.
  ///
  /// @param after the scope of an earlier page, and how many were shown: `<scope>/<number>`
  Recorded<People> list(Caller caller, String breach, int limit, Optional<String> after) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        Breaches.target(breach) + "/" + VERB + "/list",
        Breaches.READERS,
        () -> {
          var position = after.map(text -> text.split("/", 2));
          var job =
              position
                  .flatMap(parts -> jobs.find(caller.tenant(), ScopeJob.NAME, parts[0]))
                  .orElseGet(() -> newest(caller, breach));
          int index = position.map(parts -> Integer.parseInt(parts[1])).orElse(0);
          var people = results.list(caller.tenant(), breach, worked(job).id(), index, limit);
          var next = Optional.of(job.id() + "/" + (index + limit));
          return new People(job.id(), new Page<>(people, next.filter(_ -> people.size() == limit)));
        });
  }

  private static Job worked(Job job) {
    if (job.state() != Job.State.SUCCEEDED) {
      throw Fault.Conflicting.of(Conflict.SCOPE).exception();
    }
    return job;
  }
}
