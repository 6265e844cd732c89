package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.closure.StoredClosure.State;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.keys.TenantEnds;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// What follows from a closure that stands, whether it was begun, taken back, or brought back after
/// a loss: its record outside the table, the mark that freezes its tenant, the jobs that go on with
/// it. All of it may be done again.
///
/// Guarantee: the times in the item are never before those that the mark has, since they are noted
/// afresh only while there is no mark; jobs look at the item's.
record ClosureCourse(
    ClosureItems items,
    TenantEnds ends,
    Jobs jobs,
    ClosureCertificates certificates,
    InstantSource clock) {
  private static final String TENANT = "tenant";
  private static final String CLOSURE = "closure";

  /// Longer than any call goes on.
  private static final Duration CALL = Duration.ofMinutes(1);

  /// The closure of a job; empty where it was withdrawn, and another may have come.
  Optional<StoredClosure> of(Job job) {
    return items
        .find(new TenantId(job.input(TENANT)))
        .filter(found -> found.id().equals(job.input(CLOSURE)));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Somebody will see to it that what a call is about to do of a closure is done whole: a job of
  /// that kind, for a time at which the call is over.
  void mind(TenantId tenant, String closure, String kind, String by) {
    var now = now();
    var id = kind + "-" + closure + "-" + now.toEpochMilli();
    start(tenant, closure, kind, id, by, now.plus(CALL));
  }

  /// Goes through with what begins one: all of it, or what is left of it. Before its tenant was
  /// frozen nothing took effect, and times are noted afresh.
  ///
  /// @return as it stands then
  /// @throws emanet.fault.FaultException `Unavailable` where somebody changed it meanwhile
  StoredClosure settle(StoredClosure closure) {
    return begun(isFrozen(closure) ? closure : timed(closure));
  }

  /// What follows from one that stands as it was begun.
  StoredClosure begun(StoredClosure closure) {
    var _ = items.keep(closure);
    freeze(closure);
    return closure;
  }

  /// The same, of one that was begun before: nothing is left to be done of almost all of them.
  StoredClosure settled(StoredClosure closure) {
    return isFrozen(closure) ? closure : settle(closure);
  }

  private boolean isFrozen(StoredClosure closure) {
    return closure.state() != State.FROZEN || ends.read(closure.tenant()).frozen().isPresent();
  }

  private StoredClosure timed(StoredClosure closure) {
    return items
        .changed(closure, State.FROZEN, timed(closure.doc().deepCopy(), now()))
        .orElseThrow(() -> Fault.Unavailable.shortly().exception());
  }

  static ObjectNode timed(ObjectNode doc, Instant now) {
    var terms = Terms.from(now);
    doc.put(StoredClosure.FROZEN, terms.frozen().toString());
    doc.put(StoredClosure.UNDO_UNTIL, terms.undoUntil().toString());
    return doc.put(StoredClosure.WAIT_UNTIL, terms.waitUntil().toString());
  }

  /// Freezes the tenant of one whose record stands, and starts the jobs that go on with it.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` as long as the mark is that of another
  ///   closure, whose withdrawal is being finished
  void freeze(StoredClosure closure) {
    var tenant = closure.tenant();
    if (!ends.freeze(tenant, closure.id(), closure.time(StoredClosure.FROZEN))) {
      throw Fault.Unavailable.shortly().exception();
    }
    // withdrawn since it was read, it has taken its mark away already
    if (items.find(tenant).filter(closure::isWithdrawnBy).isPresent()) {
      thaw(closure);
      return;
    }
    goOn(closure);
  }

  /// Starts the jobs that go on with it, or finds them. They heed its times themselves.
  void goOn(StoredClosure closure) {
    var by = closure.doc().path(StoredClosure.DECIDED_BY).asText();
    switch (closure.state()) {
      case FROZEN, ENDING -> {
        var settled = closure.time(StoredClosure.FROZEN).plus(Terms.SETTLED);
        start(closure, ReturnStart.NAME, by, settled);
        start(closure, EndJob.NAME, by, closure.time(StoredClosure.UNDO_UNTIL));
      }
      case CLOSED -> awaitFinal(closure);
      case WITHDRAWN, FINAL -> {
        // nothing is left to be done
      }
    }
  }

  /// Has what sees to its package go on where it failed.
  void makeAgain(StoredClosure closure) {
    var _ = jobs.again(Caller.PLATFORM, ReturnStart.NAME + "-" + closure.id());
  }

  /// Has its certificate's second part follow.
  void awaitFinal(StoredClosure closure) {
    start(closure, FinalJob.NAME, "emanet", certificates.horizon(closure));
  }

  private void start(StoredClosure closure, String kind, String by, Instant notBefore) {
    start(closure.tenant(), closure.id(), kind, kind + "-" + closure.id(), by, notBefore);
  }

  private void start(
      TenantId tenant, String closure, String kind, String id, String by, Instant notBefore) {
    var inputs = Map.of(TENANT, tenant.value(), CLOSURE, closure);
    var start = Start.of(Caller.PLATFORM, id, kind, by);
    var _ = jobs.start(start.with(inputs).notBefore(notBefore));
  }

  /// What follows from a withdrawal.
  void release(StoredClosure withdrawn) {
    var _ = items.keep(withdrawn);
    thaw(withdrawn);
  }

  void thaw(StoredClosure closure) {
    ends.thaw(closure.tenant(), closure.id());
  }
}
