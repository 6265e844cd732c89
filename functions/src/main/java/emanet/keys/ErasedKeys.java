package emanet.keys;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What came of an erasure's one write.
///
/// @param outcome `ABSENT` also where another erasure made the tombstone
/// @param versions the highest version that is destroyed, by category; empty unless it is done
/// @param at when the tombstone was made, where a person was erased
public record ErasedKeys(Destruction outcome, Map<String, Integer> versions, Optional<Instant> at) {
  public ErasedKeys {
    versions = Map.copyOf(versions);
  }

  static ErasedKeys none(Destruction outcome) {
    return new ErasedKeys(outcome, Map.of(), Optional.empty());
  }
}
