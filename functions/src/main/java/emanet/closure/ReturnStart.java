package emanet.closure;

import emanet.audit.ReturnPackages;
import emanet.closure.StoredClosure.State;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.keys.TenantKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Begins what is given back to a tenant, once nobody writes any more; or notes that there is
/// nothing that could be, since the tenant's own KMS key does not open its keys.
final class ReturnStart implements Kind {
  static final String NAME = "closure-return";

  private final Closures closures;
  private final ClosureItems items;
  private final TenantKeys keys;
  private final Supplier<ReturnPackages> returns;

  ReturnStart(
      Closures closures, ClosureItems items, TenantKeys keys, Supplier<ReturnPackages> returns) {
    this.closures = closures;
    this.items = items;
    this.keys = keys;
    this.returns = returns;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    closures.of(job).filter(closure -> closure.state() == State.FROZEN).ifPresent(this::begin);
    return Step.done();
  }

  private void begin(StoredClosure closure) {
    if (!keys.opens(closure.tenant())) {
      keyGone(items, closure);
      return;
    }
    var to = closure.time(StoredClosure.FROZEN).plus(Terms.SETTLED);
    var since =
        closure.has(StoredClosure.SINCE) ? closure.time(StoredClosure.SINCE) : Instant.EPOCH;
    returns
        .get()
        .start(
            closure.tenant(),
            Closures.packageOf(closure),
            closure.doc().path(StoredClosure.DECIDED_BY).asText(),
            closure.recipient(),
            since,
            to,
            to);
  }

  /// Notes, once, that nothing can be given back.
  static StoredClosure keyGone(ClosureItems items, StoredClosure closure) {
    if (closure.isKeyGone()) {
      return closure;
    }
    var noted = items.note(closure, doc -> doc.put(StoredClosure.PACKAGE, StoredClosure.KEY_GONE));
    var _ = items.keep(noted);
    return noted;
  }
}
