package emanet.jobs;

import java.time.Instant;
import java.util.Map;

/// What one step of a shard came to.
public sealed interface Step {
  /// There is more.
  ///
  /// @param cursor where the next step begins; no personal data
  /// @param counts what this step adds
  record Next(String cursor, Map<String, Long> counts) implements Step {
    public Next {
      counts = Map.copyOf(counts);
    }
  }

  /// There is more, and not yet: the shard rests until `at`. For minutes; a wait of days is a job
  /// of its own with `notBefore`.
  record Later(String cursor, Instant at, Map<String, Long> counts) implements Step {
    public Later {
      counts = Map.copyOf(counts);
    }
  }

  /// The shard is through.
  record Done(Map<String, Long> counts) implements Step {
    public Done {
      counts = Map.copyOf(counts);
    }
  }

  static Step done() {
    return new Done(Map.of());
  }
}
