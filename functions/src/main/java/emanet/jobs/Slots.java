package emanet.jobs;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A schedule fires in every Region; one conditional write decides which of them runs the slot.
///
/// Guarantee: a slot that was `done` is never claimed again, and while a claim lives nobody else
/// has one. A run that fails gives its slot back, and a claim whose run died lapses: the slot may
/// then be claimed by whoever tries next. The first retry of the event comes too early for the
/// latter, and fails for that; the other Region has fired in the same minute. So a schedule of a
/// day or more is fired once more within the hour, in both Regions. What a slot does must be safe
/// to begin anew.
///
/// The item, in `register`:
///
/// | attribute | what |
/// |---|---|
/// | `pk`, `sk` | `T#<tenant>#JOB#<name>`, `SLOT#<time, RFC 3339, whole seconds>` |
/// | `region` | S, the AWS Region that has it |
/// | `holder` | S, random: one claim |
/// | `until` | N, ms: the claim lapses, if the slot is not done by then; 0 once given back |
/// | `done` | BOOL, once it is |
///
/// Slots older than 31 days are deleted when a newer one is claimed.
public final class Slots {
  private static final Duration KEPT = Duration.ofDays(31);
  private static final int OLD_ONES = 25;

  /// Two events of one schedule that are so far apart are a run and its retry.
  private static final Duration RETRIED = Duration.ofSeconds(30);

  private static final String PREFIX = "SLOT#";
  private static final String REGION = "region";
  private static final String HOLDER = "holder";
  private static final String UNTIL = "until";
  private static final String DONE = "done";

  private final Store store;
  private final Ids ids;
  private final InstantSource clock;
  private final String region;

  public Slots(Store store, Ids ids, InstantSource clock, String region) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.region = region;
  }

  /// A slot that is ours.
  public record Slot(TenantId tenant, String name, Instant time, String holder) {}

  /// The slot's time, for an event of any time within it: EventBridge Scheduler fires within a
  /// minute, and `rate` counts from when each Region's schedule was made.
  public static Instant time(Instant event, Duration every) {
    long seconds = event.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, every.toSeconds()));
  }

  /// Runs a slot's work, unless another has the slot, or it is done. A run that fails gives it
  /// back.
  ///
  /// @param time as of `claim`
  /// @param life as of `claim`
  /// @throws emanet.fault.FaultException `Unavailable` where this Region has it for a while and it
  ///   is not done: whoever tries again may find that nobody works on it
  public <T> Optional<T> run(
      TenantId tenant, String name, Instant time, Duration life, Supplier<T> work) {
    var slot = new Slot(tenant, name, time, ids.random());
    var claimed = claimed(slot, life);
    if (claimed instanceof Written.Conflict(var current)
        && current.filter(item -> isOurs(item, life)).isPresent()) {
      throw Fault.Unavailable.shortly().exception();
    }
    return slot(slot, claimed).map(own -> worked(own, work));
  }

  /// A schedule fires once a Region, and Lambda tries again a minute after what has failed: this is
  /// such a retry, and of a run that gave nothing back.
  private boolean isOurs(Item item, Duration life) {
    var taken = Instant.ofEpochMilli(item.number(UNTIL)).minus(life);
    return !item.has(DONE)
        && item.text(REGION).equals(region)
        && taken.plus(RETRIED).isBefore(clock.instant());
  }

  private <T> T worked(Slot slot, Supplier<T> work) {
    try {
      var result = work.get();
      done(slot);
      return result;
    } catch (RuntimeException e) {
      giveBack(slot, e);
      throw e;
    }
  }

  private void giveBack(Slot slot, RuntimeException failure) {
    try {
      var ours = Condition.all(Condition.equal(HOLDER, slot.holder()), Condition.absent(DONE));
      var _ = store.update(key(slot), List.of(Change.set(UNTIL, 0)), ours);
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the claim lapses by itself
    }
  }

  /// Claims a slot: one conditional write, where another has it.
  ///
  /// @param time the slot's own time, the same in every Region: not the clock's
  /// @param life longer than its run can take
  public Optional<Slot> claim(TenantId tenant, String name, Instant time, Duration life) {
    var slot = new Slot(tenant, name, time, ids.random());
    return slot(slot, claimed(slot, life));
  }

  private Written claimed(Slot slot, Duration life) {
    var now = clock.instant();
    var mine =
        Item.at(key(slot))
            .with(REGION, region)
            .with(HOLDER, slot.holder())
            .with(UNTIL, now.plus(life).toEpochMilli());
    var free =
        Condition.any(
            Condition.noItem(),
            Condition.all(Condition.absent(DONE), Condition.less(UNTIL, now.toEpochMilli() + 1)));
    return store.put(mine, free);
  }

  private Optional<Slot> slot(Slot slot, Written claimed) {
    return switch (claimed) {
      case Written.Done _ -> {
        forgetOld(slot);
        yield Optional.of(slot);
      }
      // our own claim, whose answer was lost
      case Written.Conflict(var current) ->
          current.filter(item -> item.text(HOLDER).equals(slot.holder())).map(_ -> slot);
    };
  }

  /// Says that the slot's work is done, or durably on its way.
  public void done(Slot slot) {
    var _ =
        store.update(
            key(slot),
            List.of(Change.set(DONE, Value.of(true))),
            Condition.equal(HOLDER, slot.holder()));
  }

  private void forgetOld(Slot slot) {
    var range =
        Range.between(
                Table.REGISTER,
                partition(slot.tenant(), slot.name()),
                PREFIX,
                PREFIX + slot.time().minus(KEPT))
            .limit(OLD_ONES);
    var old = store.query(range).stream().map(Item::key).toList();
    if (!old.isEmpty()) {
      store.writeAll(List.of(), old);
    }
  }

  private static String partition(TenantId tenant, String name) {
    return "T#" + tenant + "#JOB#" + name;
  }

  private static Key key(Slot slot) {
    var time = slot.time().truncatedTo(ChronoUnit.SECONDS);
    return new Key(Table.REGISTER, partition(slot.tenant(), slot.name()), PREFIX + time);
  }
}
