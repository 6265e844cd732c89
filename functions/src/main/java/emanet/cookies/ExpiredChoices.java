package emanet.cookies;

import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/// Clears away choices whose day of expiry is over: day by day, from the last that was swept whole,
/// however long ago that is. A day that is over gets no more choices.
public final class ExpiredChoices {
  private static final int PAGE = 200;

  private final ChoiceItems items;
  private final Function<TenantId, Optional<Instant>> begun;
  private final InstantSource clock;

  /// @param begun since when there is a tenant
  public ExpiredChoices(
      Store store, Function<TenantId, Optional<Instant>> begun, InstantSource clock) {
    this.items = new ChoiceItems(store);
    this.begun = begun;
    this.clock = clock;
  }

  /// Goes through a tenant's days until all is done or `end` is reached; what is left is for the
  /// next time.
  ///
  /// @return how many were deleted
  /// @throws emanet.fault.FaultException where nobody can say since when there is the tenant
  public int sweep(TenantId tenant, Instant end) {
    var today = ChoiceItems.day(clock.instant());
    var day = first(tenant, today);
    int deleted = 0;
    for (; day.isBefore(today) && clock.instant().isBefore(end); day = day.plusDays(1)) {
      for (var shard : ChoiceItems.SHARDS.toCharArray()) {
        int page = PAGE;
        while (page == PAGE) {
          if (!clock.instant().isBefore(end)) {
            return deleted; // the day is not over with
          }
          page = items.clear(tenant, day, shard, PAGE);
          deleted += page;
        }
      }
      items.swept(tenant, day);
    }
    return deleted;
  }

  /// The first day that may have something left.
  private LocalDate first(TenantId tenant, LocalDate today) {
    return items
        .swept(tenant)
        .map(day -> day.plusDays(1))
        .orElseGet(() -> begun.apply(tenant).map(ChoiceItems::day).orElse(today));
  }
}
