package emanet.wiring;

import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;

/// Where the time comes from. The shipped jar names no provider, so that it follows the system's
/// clock; another may be put on the class path beside it.
public interface ClockSource {
  InstantSource clock(Map<String, String> environment);

  static InstantSource of(Environment environment) {
    return ServiceLoader.load(ClockSource.class)
        .findFirst()
        .map(source -> source.clock(environment.variables()))
        .orElseGet(InstantSource::system);
  }
}
