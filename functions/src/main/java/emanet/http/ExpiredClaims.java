package emanet.http;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/// Deletes claims on idempotency keys that have expired. Correctness does not wait for it: a claim
/// that has expired counts as none.
///
/// A claim's partitions can be listed, so there is no index item to be written beside each one (and
/// to be left behind by a crash): 16 partitions a tenant, which hold a day's keys and nothing else.
public final class ExpiredClaims {
  private static final String SHARDS = "0123456789abcdef";
  private static final String AFTER_ALL_HEX = "g";
  private static final int PAGE = 500;

  private final Store store;
  private final InstantSource clock;

  public ExpiredClaims(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Goes through `tenants` in their order until all is done or `budget` is spent; what is left is
  /// for the next time.
  ///
  /// @return how many were deleted
  public int sweep(Collection<TenantId> tenants, Duration budget) {
    var end = clock.instant().plus(budget);
    int deleted = 0;
    for (var tenant : tenants) {
      for (int i = 0; i < SHARDS.length(); i++) {
        deleted += sweep(Claims.partition(tenant, SHARDS.charAt(i)), end);
      }
    }
    return deleted;
  }

  private int sweep(String partition, Instant end) {
    int deleted = 0;
    var range = Range.between(Table.REGISTER, partition, "0", AFTER_ALL_HEX).limit(PAGE);
    while (clock.instant().isBefore(end)) {
      var page = store.query(range);
      deleted += delete(page, end);
      if (page.size() < PAGE) {
        break;
      }
      range = range.after(page.getLast().key().sort());
    }
    return deleted;
  }

  private int delete(List<Item> page, Instant end) {
    long now = clock.instant().toEpochMilli();
    int deleted = 0;
    for (var claim : page) {
      if (claim.number(Claims.EXPIRES) < now && clock.instant().isBefore(end)) {
        // it may have been claimed anew since it was read
        var _ = store.delete(claim.key(), Condition.less(Claims.EXPIRES, now));
        deleted++;
      }
    }
    return deleted;
  }
}
