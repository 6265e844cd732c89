package emanet.local.edge.states;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A state machine, or what is done with each item of a Map.
///
/// @param timeout of an execution
record Definition(String start, Optional<Duration> timeout, Map<String, State> states) {
  Definition {
    states = Map.copyOf(states);
  }
}
