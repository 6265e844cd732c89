package emanet.breaches;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Counts tokens that named a key of their issuer's and were not signed by it, by the hour. Whoever
/// sends them has proved nothing, so that a count is all that they can have written.
public final class Forgeries {
  private static final String COUNT = "count";

  private final Store store;
  private final InstantSource clock;

  public Forgeries(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Counts one. That it could not be counted changes nothing for whoever is refused.
  public void count(TenantId tenant) {
    try {
      var _ =
          store.update(
              key(tenant, clock.instant()), List.of(Change.add(COUNT, 1)), Condition.always());
    } catch (emanet.fault.FaultException e) {
      // it is refused all the same
    }
  }

  static long count(Store store, TenantId tenant, Instant hour) {
    return store.read(key(tenant, hour)).flatMap(item -> item.optionalNumber(COUNT)).orElse(0L);
  }

  private static Key key(TenantId tenant, Instant hour) {
    return new Key(
        Table.REGISTER,
        Habits.partition(tenant),
        "F#" + hour.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 13));
  }
}
