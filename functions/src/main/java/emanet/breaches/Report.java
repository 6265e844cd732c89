package emanet.breaches;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is known of a breach when it is entered.
///
/// @param learnedAt when the controller learned of it: the clock runs from there
record Report(
    Origin origin,
    Instant learnedAt,
    Optional<Instant> detectedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Source source,
    Set<Harm> effects,
    String description,
    Suspects suspects) {
  Report {
    effects = Set.copyOf(effects);
  }

  /// The same for whom another told: that one's learning is when it was detected at the latest.
  Report toldAt(Instant now) {
    return new Report(
        origin,
        now,
        Optional.of(detectedAt.orElse(learnedAt)),
        startedAt,
        endedAt,
        source,
        effects,
        description,
        suspects);
  }
}
