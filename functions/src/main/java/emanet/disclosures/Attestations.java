package emanet.disclosures;

import emanet.register.Activity;
import emanet.register.Register;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The controllers' words that a processor's activities work under, and when they end. An activity
/// whose attestation has lapsed is refused by the policy; here it is listed before that.
public final class Attestations {
  /// So long before its end an attestation is listed as lapsing.
  private static final Duration SOON = Duration.ofDays(30);

  private final Register register;
  private final InstantSource clock;

  Attestations(Register register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  /// How an attestation stands.
  public enum State {
    CURRENT,
    LAPSING,
    LAPSED,
    /// There is none.
    MISSING
  }

  /// An activity's attestation.
  ///
  /// @param until when it ends; empty where there is none
  public record Standing(
      String activity, String controller, Optional<Instant> until, State state) {}

  /// Of all the processor's activities, the first to lapse first.
  public List<Standing> all(TenantId tenant) {
    var found = new ArrayList<Standing>();
    for (var filed : register.activities().all(tenant)) {
      var activity = filed.value();
      if (activity.role() == Activity.Capacity.PROCESSOR) {
        var until = activity.attestation().map(Activity.Attestation::validUntil);
        found.add(
            new Standing(
                filed.code(),
                activity.controller().map(Activity.Controller::title).orElse(""),
                until,
                state(until)));
      }
    }
    found.sort(
        Comparator.comparing((Standing standing) -> standing.until().orElse(Instant.MIN))
            .thenComparing(Standing::activity));
    return found;
  }

  /// Those that somebody should see to.
  public List<Standing> due(TenantId tenant) {
    return all(tenant).stream().filter(standing -> standing.state() != State.CURRENT).toList();
  }

  private State state(Optional<Instant> until) {
    if (until.isEmpty()) {
      return State.MISSING;
    }
    var now = clock.instant();
    if (!now.isBefore(until.get())) {
      return State.LAPSED;
    }
    return now.plus(SOON).isBefore(until.get()) ? State.CURRENT : State.LAPSING;
  }
}
