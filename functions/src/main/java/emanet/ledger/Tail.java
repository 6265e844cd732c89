package emanet.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A part of what was appended after a position, in the order of ids.
///
/// @param next where the next part begins; empty after the last one
public record Tail(List<Written> entries, Optional<String> next) {
  public Tail {
    entries = List.copyOf(entries);
  }

  /// An entry as it was written: an intent, or what came of one.
  ///
  /// @param actor of the call
  /// @param leaf as docs/spec/ledger-v1.md has it
  public record Written(String id, String actor, JsonNode leaf) {}
}
