package emanet.ledger;

import java.util.List;
import java.util.Optional;

/// Entries in the order of their time.
///
/// @param after where the next page goes on; empty after the last one
public record Page(List<Entry> entries, Optional<String> after) {
  public Page {
    entries = List.copyOf(entries);
  }
}
