package emanet.breaches;

import java.time.Instant;
import java.util.Optional;

/// What turned out otherwise. What was there before stays in the file.
record Correction(
    String reason,
    Optional<Instant> learnedAt,
    Optional<Instant> detectedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Suspects> suspects,
    Optional<FormFields> form) {
  boolean empty() {
    return learnedAt.isEmpty()
        && detectedAt.isEmpty()
        && startedAt.isEmpty()
        && endedAt.isEmpty()
        && !bringsMore();
  }

  /// Whether it brings rows of the form, or suspects, and not times alone.
  boolean bringsMore() {
    return suspects.isPresent() || form.filter(fields -> !fields.empty()).isPresent();
  }
}
