package emanet.local.platform;

import emanet.wiring.ClockSource;
import java.time.InstantSource;
import java.util.Map;

/// The clock of the edge that the environment names; the system's where it names none.
public final class FollowedClockSource implements ClockSource {
  @Override
  public InstantSource clock(Map<String, String> environment) {
    return EdgeAddress.of(environment)
        .<InstantSource>map(FollowedClock::of)
        .orElseGet(InstantSource::system);
  }
}
