package emanet.wiring;

import emanet.jobs.Slots;
import emanet.register.Tenants;
import emanet.requests.Deadlines;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks after the open requests of all tenants: each slot in one Region.
public final class RequestDeadlines {
  /// Below the function's time-out; what is left is for the next slot.
  private static final Duration BUDGET = Duration.ofSeconds(45);

  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final String NAME = "request-deadlines";

  private final Tenants tenants;
  private final Deadlines deadlines;
  private final Slots slots;

  RequestDeadlines(Tenants tenants, Deadlines deadlines, Slots slots) {
    this.tenants = tenants;
    this.deadlines = deadlines;
    this.slots = slots;
  }

  /// Runs the slot of that time, unless another Region has it.
  public Optional<Deadlines.Run> run(Instant time) {
    return slots
        .claim(Caller.PLATFORM, NAME, time, LIFE)
        .map(slot -> {
          var run = deadlines.run(tenants.all(), BUDGET);
          slots.done(slot);
          return run;
        });
  }
}
