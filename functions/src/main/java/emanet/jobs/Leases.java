package emanet.jobs;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Leases, one item each, changed by conditional writes alone.
///
/// Guarantee: of two that take a lease at once, in one Region or two, one has it; each taking has a
/// greater token than the one before. Not guaranteed: that a holder is alone *when it writes*. It
/// may have slept over the end of its lease. So a lease only saves work: what is written must be
/// right by its own condition, in which the token may take part.
///
/// The item, in `register`:
///
/// | attribute | what |
/// |---|---|
/// | `pk`, `sk` | `T#<tenant>#LEASE#<name>`, `LEASE` |
/// | `holder` | S, random: one taking |
/// | `token` | N, how often it was taken |
/// | `until` | N, ms: free from then on; 0 once given back |
public final class Leases {
  private static final String SORT = "LEASE";
  private static final String HOLDER = "holder";
  private static final String TOKEN = "token";
  private static final String UNTIL = "until";

  private final Store store;
  private final Ids ids;
  private final InstantSource clock;

  public Leases(Store store, Ids ids, InstantSource clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /// Takes the lease if it is free: one conditional write.
  ///
  /// @param name of printable ASCII; no personal data
  public Optional<Lease> take(TenantId tenant, String name, Duration life) {
    var now = clock.instant();
    var holder = ids.random();
    var until = now.plus(life);
    var changes =
        List.of(
            Change.set(HOLDER, holder),
            Change.set(UNTIL, until.toEpochMilli()),
            Change.add(TOKEN, 1));
    var free = Condition.any(Condition.noItem(), Condition.less(UNTIL, now.toEpochMilli() + 1));
    return switch (store.update(key(tenant, name), changes, free)) {
      case Written.Done(var item) -> item.map(i -> lease(tenant, name, i, until));
      // our own taking, whose answer was lost
      case Written.Conflict(var current) ->
          current
              .filter(item -> item.text(HOLDER).equals(holder))
              .map(item -> lease(tenant, name, item, until));
    };
  }

  private static Lease lease(TenantId tenant, String name, Item item, Instant until) {
    return new Lease(tenant, name, item.text(HOLDER), item.number(TOKEN), until);
  }

  /// Holds it for `life` from now on, if nobody else has taken it since: one conditional write.
  /// Empty if somebody has: what is going on under it should stop.
  public Optional<Lease> renew(Lease lease, Duration life) {
    var until = clock.instant().plus(life);
    var written =
        store.update(
            key(lease.tenant(), lease.name()),
            List.of(Change.set(UNTIL, until.toEpochMilli())),
            mine(lease));
    return written instanceof Written.Done
        ? Optional.of(new Lease(lease.tenant(), lease.name(), lease.holder(), lease.token(), until))
        : Optional.empty();
  }

  /// Gives it back, so that the next need not wait. Its token is kept.
  public void release(Lease lease) {
    var _ =
        store.update(key(lease.tenant(), lease.name()), List.of(Change.set(UNTIL, 0)), mine(lease));
  }

  private static Condition mine(Lease lease) {
    return Condition.equal(HOLDER, lease.holder());
  }

  private static Key key(TenantId tenant, String name) {
    return new Key(Table.REGISTER, "T#" + tenant + "#LEASE#" + name, SORT);
  }
}
