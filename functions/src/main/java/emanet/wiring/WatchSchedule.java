package emanet.wiring;

import emanet.audit.CheckpointLetters;
import emanet.breaches.TrailWatch;
import emanet.breaches.Watch;
import emanet.http.FailureLog;
import emanet.jobs.Slots;
import emanet.register.Tenants;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;

/// Watches all tenants' ledgers and the trail of KMS, and sends their checkpoints: each slot in one
/// Region. One tenant's failure keeps no other one from being watched.
public final class WatchSchedule {
  /// Below the function's time-out; what is left is for the next slot.
  private static final Duration BUDGET = Duration.ofSeconds(45);

  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMinutes(5);

  /// Of the trail's turn: it is first, so that a long ledger does not keep it from being read.
  private static final Duration OF_TRAIL = Duration.ofSeconds(15);

  private static final String WATCH = "watch";
  private static final String TRAIL = "trail-";
  private static final String LETTERS = "checkpoint-letters";

  private final Tenants tenants;
  private final Watch watch;
  private final TrailWatch trail;
  private final CheckpointLetters letters;
  private final BooleanSupplier backupLate;
  private final Slots slots;
  private final String region;
  private final InstantSource clock;

  WatchSchedule(
      Tenants tenants,
      Watch watch,
      TrailWatch trail,
      CheckpointLetters letters,
      BooleanSupplier backupLate,
      Slots slots,
      String region,
      InstantSource clock) {
    this.tenants = tenants;
    this.watch = watch;
    this.trail = trail;
    this.letters = letters;
    this.backupLate = backupLate;
    this.slots = slots;
    this.region = region;
    this.clock = clock;
  }

  /// Reads this Region's trail of KMS, and runs the slot of five minutes that it is, unless another
  /// Region has it.
  ///
  /// @return how many suspicions were opened
  public int watch() {
    var now = clock.instant();
    var time = Slots.time(now, EVERY);
    return trail(time, now.plus(OF_TRAIL)) + ledgers(time, now.plus(BUDGET));
  }

  /// Each Region reads the trail that it has itself: all of them show the same.
  private int trail(Instant time, Instant end) {
    return slots
        .claim(Caller.PLATFORM, TRAIL + region, time, LIFE)
        .map(slot -> {
          try {
            int opened = trail.run(tenants.all(), end);
            slots.done(slot);
            return opened;
          } catch (RuntimeException e) {
            FailureLog.standard().failed("-", "Watch", e);
            FailureLog.standard().late("the trail of KMS is not read", region);
            return 0;
          }
        })
        .orElse(0);
  }

  private int ledgers(Instant time, Instant end) {
    return slots.run(Caller.PLATFORM, WATCH, time, LIFE, () -> watched(time, end)).orElse(0);
  }

  private int watched(Instant time, Instant end) {
    boolean late = late();
    int opened = 0;
    for (var tenant : Rotation.of(tenants.all(), time)) {
      try {
        opened += watch.run(tenant, late, end);
      } catch (RuntimeException e) {
        FailureLog.standard().failed("-", "Watch", e);
      }
    }
    return opened;
  }

  /// Where nobody can tell, it is said by the alarm of whoever makes backups.
  private boolean late() {
    try {
      return backupLate.getAsBoolean();
    } catch (RuntimeException e) {
      FailureLog.standard().failed("-", "Watch", e);
      return false;
    }
  }

  /// Queues the day's letters, unless another Region has done so.
  ///
  /// @return how many
  public int letters() {
    var day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    var time = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return slots.run(Caller.PLATFORM, LETTERS, time, LIFE, () -> queued(day)).orElse(0);
  }

  /// In another order each time: where there is no time for all, it is for others when this is
  /// tried again. Of whom it failed, the day is not done.
  private int queued(LocalDate day) {
    int queued = 0;
    var failures = new ArrayList<RuntimeException>();
    for (var tenant : Rotation.of(tenants.all(), clock.instant())) {
      try {
        queued += letters.queue(tenant, day);
      } catch (RuntimeException e) {
        FailureLog.standard().failed(tenant.value(), "Watch", e);
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return queued;
  }
}
