package emanet.breaches;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Worker;
import emanet.ledger.Action;
import emanet.register.Recorded;
import emanet.values.Caller;
import java.time.Instant;
import java.time.InstantSource;

/// Between controller and processor: each tells the other at once (Art. 12/5; decision 2019/10),
/// and says that it was told.
public final class Counterpart {
  private static final String TELL = "counterpart";
  private static final String RECEIPT = "receipt";

  private final Breaches breaches;
  private final CounterpartJob telling;
  private final Worker worker;
  private final InstantSource clock;

  Counterpart(Breaches breaches, CounterpartJob telling, Worker worker, InstantSource clock) {
    this.breaches = breaches;
    this.telling = telling;
    this.worker = worker;
    this.clock = clock;
  }

  /// Tells the other side: by the call itself as far as it goes, by the worker for the rest.
  Recorded<Breach> tell(Breaches.Ask ask, Words words) {
    return breaches.around(
        ask.caller(),
        Action.BREACH_CHANGE,
        Breaches.target(ask.id()) + "/" + TELL,
        Breaches.EDITORS,
        () -> {
          var tenant = ask.caller().tenant();
          var _ = breaches.found(tenant, ask.id());
          var now = clock.instant();
          var job = telling.start(tenant, ask.id(), ask.fresh());
          var told =
              breaches.changed(
                  ask,
                  TELL,
                  breach -> {
                    Ahead.require(job, clock.instant());
                    return told(breach, ask.caller(), now, ask.fresh(), words);
                  });
          var _ = worker.work(job, Worker.INLINE);
          return told;
        });
  }

  /// The breach with this notice in its file.
  static Breach told(Breach breach, Caller by, Instant now, String notice, Words words) {
    var entry =
        words.on(
            Breaches.entered(by, now)
                .put("audience", Audience.COUNTERPART.name())
                .put("notice", notice)
                .put("sentAt", now.toString()));
    return breach
        .with(breach.file().with(BreachFile.NOTIFICATIONS, entry))
        .with(breach.progress().told(now, notice));
  }

  /// Records that the other side has the last notice.
  ///
  /// @param by who said so
  Recorded<Breach> received(Breaches.Ask ask, String by, Instant at) {
    var now = clock.instant();
    return breaches.change(
        ask,
        RECEIPT,
        breach -> {
          var toldAt =
              breach
                  .progress()
                  .toldAt()
                  .orElseThrow(() -> Fault.Conflicting.of(Conflict.UNTOLD).exception());
          Breaches.require(!at.isAfter(now) && !at.isBefore(toldAt), "/at", FieldCode.RANGE);
          var entry = Breaches.entered(ask.caller(), now);
          breach.progress().notice().ifPresent(notice -> entry.put("notice", notice));
          entry.put("receivedBy", by).put("receivedAt", at.toString());
          return breach
              .with(breach.file().with(BreachFile.RECEIPTS, entry))
              .with(breach.progress().received(at));
        });
  }
}
