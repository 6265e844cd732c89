package emanet.breaches;

import java.time.Instant;
import java.util.Set;

/// Who may have done it, and when. Each stands for itself: what any of them asked counts.
///
/// @param actors ids of tokens
/// @param addresses in the form of `ledger.Addresses`
/// @param from inclusive
/// @param to exclusive; may lie ahead
record Suspects(Set<String> actors, Set<String> addresses, Instant from, Instant to) {
  Suspects {
    actors = Set.copyOf(actors);
    addresses = Set.copyOf(addresses);
  }

  boolean none() {
    return actors.isEmpty() && addresses.isEmpty();
  }
}
