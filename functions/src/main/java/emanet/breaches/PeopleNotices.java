package emanet.breaches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.ledger.Action;
import emanet.register.Recorded;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Tells the people whom the newest scope of a breach names (Art. 12/5; decision 2019/271). What
/// the notice says is written, then its job starts, then the breach's file names it; only then is
/// anybody told: by as many workers as the job is spread over, where it is of more than one shard.
/// A call that stopped in between is gone on with under its key.
public final class PeopleNotices {
  private static final String VERB = "people";
  private static final int MOST_SHARDS = 40;

  private final Breaches breaches;
  private final BreachStore store;
  private final ScopeResult results;
  private final PeopleTexts texts;
  private final Jobs jobs;
  private final InstantSource clock;

  PeopleNotices(
      Breaches breaches,
      BreachStore store,
      ScopeResult results,
      PeopleTexts texts,
      Jobs jobs,
      InstantSource clock) {
    this.breaches = breaches;
    this.store = store;
    this.results = results;
    this.texts = texts;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// Begins a notice. The call itself opens nobody's contact: the worker does.
  Recorded<Job> begin(Breaches.Ask ask, Words words) {
    return breaches.around(
        ask.caller(),
        Action.BREACH_CHANGE,
        Breaches.target(ask.id()) + "/" + VERB,
        Breaches.EDITORS,
        () -> {
          var tenant = ask.caller().tenant();
          var id = ask.fresh();
          var breach = breaches.found(tenant, ask.id());
          var notice =
              PeopleNotice.find(store, tenant, ask.id(), id)
                  .orElseGet(() -> judged(tenant, breach, words));
          store.write(tenant, ask.id(), Map.of(PeopleNotice.document(id), notice.json()));
          int shards = Math.clamp(Math.ceilDiv(notice.people(), PeopleJob.BATCH), 1, MOST_SHARDS);
          var job =
              jobs.start(
                  Start.of(tenant, id, PeopleJob.NAME, ask.caller().actor().value())
                      .with(Map.of(PeopleJob.BREACH, ask.id()))
                      .in(shards));
          var now = clock.instant();
          var entry =
              words.on(
                  Breaches.entered(ask.caller(), now)
                      .put("audience", Audience.SUBJECTS.name())
                      .put("notice", id)
                      .put("sentAt", now.toString())
                      .put("people", notice.people()));
          var _ =
              breaches.changed(
                  ask,
                  VERB,
                  there -> {
                    Ahead.require(job, clock.instant());
                    return there.with(there.file().with(BreachFile.NOTIFICATIONS, entry));
                  });
          jobs.spread(job);
          return job;
        });
  }

  private PeopleNotice judged(TenantId tenant, Breach breach, Words words) {
    var figures = figures(tenant, breach);
    var notice =
        new PeopleNotice(
            breach.file().report(),
            breach.file().form(),
            words,
            figures.path(ScopeResult.SCOPE).asText(),
            figures.path("subjects").asInt(),
            Instant.parse(figures.path("from").asText()),
            Instant.parse(figures.path("to").asText()));
    texts.judge(tenant, notice, figures);
    return notice;
  }

  private ObjectNode figures(TenantId tenant, Breach breach) {
    return breach
        .scope()
        .flatMap(scope -> results.find(tenant, breach.id(), scope))
        .orElseThrow(() -> Fault.Conflicting.of(Conflict.SCOPE).exception());
  }
}
