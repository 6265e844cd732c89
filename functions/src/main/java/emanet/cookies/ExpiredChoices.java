package emanet.cookies;

import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;

/// Clears away choices whose day of expiry is over.
public final class ExpiredChoices {
  /// How far back it looks: runs that fail for so long leave choices that nobody can use.
  private static final int DAYS = 2;

  private static final int PAGE = 200;

  private final ChoiceItems items;
  private final InstantSource clock;

  public ExpiredChoices(Store store, InstantSource clock) {
    this.items = new ChoiceItems(store);
    this.clock = clock;
  }

  /// Goes through `tenants` until all is done or `budget` is spent.
  ///
  /// @return how many were deleted
  public int sweep(Collection<TenantId> tenants, Duration budget) {
    var end = clock.instant().plus(budget);
    int deleted = 0;
    for (var tenant : tenants) {
      for (int back = 1; back <= DAYS; back++) {
        var day = ChoiceItems.day(clock.instant()).minusDays(back);
        for (var shard : ChoiceItems.SHARDS.toCharArray()) {
          int page = PAGE;
          while (page == PAGE && clock.instant().isBefore(end)) {
            page = items.clear(tenant, day, shard, PAGE);
            deleted += page;
          }
        }
      }
    }
    return deleted;
  }
}
