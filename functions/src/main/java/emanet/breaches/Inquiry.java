package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/// What one scope asks: kept as it was when it was asked, so that corrections meanwhile do not mix
/// into it.
///
/// @param asked when
record Inquiry(Suspects suspects, Instant asked) {
  /// Longer than a call lasts, from its intent to what came of it.
  private static final Duration CALL = Duration.ofMinutes(2);

  /// A window that lies ahead ends now.
  Instant to() {
    return earlier(suspects.to(), asked);
  }

  /// Until when outcomes are looked for.
  Instant until() {
    return suspects.to().plus(CALL);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  ObjectNode json() {
    return BreachFile.json(suspects).put("asked", asked.toString());
  }

  static Inquiry of(JsonNode json) {
    return new Inquiry(BreachFile.suspects(json), Instant.parse(json.path("asked").asText()));
  }
}
