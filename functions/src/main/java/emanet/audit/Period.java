package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// The time that a package is of.
///
/// @param from inclusive
/// @param to exclusive
record Period(Instant from, Instant to) {
  boolean has(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  boolean has(JsonNode entry) {
    return has(Instant.parse(entry.path("at").asText()));
  }
}
