package emanet.wiring;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.ServiceLoader;

/// Where the time comes from. The shipped jar names no provider, so that it follows the system's
/// clock; another may be put on the class path beside it.
public interface ClockSource {
  InstantSource clock(Map<String, String> environment);

  /// In whole milliseconds: what is shown, kept and compared is the same time everywhere.
  static InstantSource of(Environment environment) {
    var source =
        ServiceLoader.load(ClockSource.class)
            .findFirst()
            .map(found -> found.clock(environment.variables()))
            .orElseGet(InstantSource::system);
    return () -> source.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
