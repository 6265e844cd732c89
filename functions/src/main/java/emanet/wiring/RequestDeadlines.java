package emanet.wiring;

import emanet.http.FailureLog;
import emanet.jobs.Slots;
import emanet.register.Tenants;
import emanet.requests.Deadlines;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Looks after the open requests of all tenants: each slot in one Region. One tenant's failure, a
/// key of its own that is switched off for one, keeps no other tenant's people from being reminded.
public final class RequestDeadlines {
  /// Below the function's time-out; what is left is for the next slot.
  private static final Duration BUDGET = Duration.ofSeconds(45);

  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMinutes(15);
  private static final String NAME = "request-deadlines";

  private final Tenants tenants;
  private final Deadlines deadlines;
  private final Slots slots;
  private final InstantSource clock;

  RequestDeadlines(Tenants tenants, Deadlines deadlines, Slots slots, InstantSource clock) {
    this.tenants = tenants;
    this.deadlines = deadlines;
    this.slots = slots;
    this.clock = clock;
  }

  /// Runs the slot that this time is in, unless another Region has it.
  public Optional<Deadlines.Run> run(Instant at) {
    var time = Slots.time(at, EVERY);
    return slots.run(Caller.PLATFORM, NAME, time, LIFE, () -> all(time));
  }

  private Deadlines.Run all(Instant time) {
    var end = clock.instant().plus(BUDGET);
    var run = Deadlines.Run.none();
    for (var tenant : Rotation.of(tenants.all(), time)) {
      if (clock.instant().isBefore(end)) {
        run = run.and(ofOne(tenant, end));
      }
    }
    return run;
  }

  private Deadlines.Run ofOne(TenantId tenant, Instant end) {
    try {
      return deadlines.run(tenant, end);
    } catch (RuntimeException e) {
      FailureLog.standard().failed("-", "Deadlines", e);
      FailureLog.standard().late("requests not looked after", tenant.value());
      return Deadlines.Run.failure();
    }
  }
}
