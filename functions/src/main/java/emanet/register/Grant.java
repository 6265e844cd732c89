package emanet.register;

import emanet.values.ActivityCode;
import emanet.values.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What an actor is bound to, whatever else its token says.
///
/// @param activities empty where all are granted
/// @param from inclusive
/// @param to exclusive
public record Grant(Role role, Optional<Set<ActivityCode>> activities, Instant from, Instant to) {
  public Grant {
    activities = activities.map(Set::copyOf);
  }

  boolean holdsAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(to);
  }

  boolean covers(ActivityCode activity) {
    return activities.map(granted -> granted.contains(activity)).orElse(true);
  }
}
