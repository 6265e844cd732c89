package emanet.alerts;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Counts what SMS and e-mail cost, so that neither the account's rate nor a tenant's spending is
/// passed, in all Regions together.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | the account's minute | `T#platform#SENDB` | `<channel>#<minutes since 1970, 10 digits>` |
/// | a tenant's day | `T#<tenant>#SENDB` | `<channel>#<days since 1970 in Istanbul, 10 digits>` |
///
/// One attribute: `used`, N, units. Whoever begins a window clears away those before the last one.
///
/// What was taken of a day is given back where the minute has nothing left. Units that were taken
/// and not used (another worker had the send, or died) are not: a limit errs to the low side.
final class Allowance {
  private static final int SECONDS = 60;

  /// Clocks differ, so a window may be written to a little after its end.
  private static final int KEPT = 2;

  private static final String USED = "used";

  private final Store store;
  private final SendLimits limits;
  private final InstantSource clock;

  Allowance(Store store, SendLimits limits, InstantSource clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /// What a try may cost.
  enum Answer {
    YES,
    /// The account's minute is used up.
    RATE,
    /// The tenant's day is used up.
    SPENT
  }

  /// The tenant's day first: what it has not is not taken from others' minute.
  Answer take(TenantId tenant, Channel channel, int units) {
    if (channel == Channel.WEBHOOK || channel == Channel.TOPIC) {
      return Answer.YES;
    }
    var now = clock.instant();
    long day = now.atZone(Istanbul.ZONE).toLocalDate().toEpochDay();
    if (!take(tenant.value(), channel, day, limits.aDay(tenant, channel), units)) {
      return Answer.SPENT;
    }
    long minute = now.getEpochSecond() / SECONDS;
    long most = limits.aSecond(channel) * SECONDS;
    if (take("platform", channel, minute, most, units)) {
      return Answer.YES;
    }
    var _ =
        store.update(
            key(tenant.value(), channel, day),
            List.of(Change.add(USED, -units)),
            Condition.always());
    return Answer.RATE;
  }

  /// When a window that is used up now is over.
  Instant over(Answer usedUp) {
    var now = clock.instant();
    return switch (usedUp) {
      case YES -> now;
      case RATE -> now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
      case SPENT ->
          now.atZone(Istanbul.ZONE)
              .toLocalDate()
              .plusDays(1)
              .atStartOfDay(Istanbul.ZONE)
              .toInstant();
    };
  }

  private boolean take(String owner, Channel channel, long window, long most, int units) {
    if (units > most) {
      return false;
    }
    var fits = Condition.any(Condition.absent(USED), Condition.less(USED, most - units + 1));
    var added = store.update(key(owner, channel, window), List.of(Change.add(USED, units)), fits);
    if (added instanceof Written.Done(var item)
        && item.filter(i -> i.number(USED) == units).isPresent()) {
      clear(owner, channel, window);
    }
    return added instanceof Written.Done;
  }

  private void clear(String owner, Channel channel, long window) {
    var oldest = key(owner, channel, 0);
    var last = key(owner, channel, window - KEPT);
    var old = Range.between(Table.REGISTER, oldest.partition(), oldest.sort(), last.sort());
    store.writeAll(List.of(), store.query(old).stream().map(Item::key).toList());
  }

  private static Key key(String owner, Channel channel, long window) {
    return new Key(
        Table.REGISTER, "T#" + owner + "#SENDB", "%s#%010d".formatted(channel.name(), window));
  }
}
